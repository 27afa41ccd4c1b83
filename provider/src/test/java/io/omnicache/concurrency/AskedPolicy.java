/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.concurrency;

import java.util.function.Supplier;
import javax.cache.configuration.Factory;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;

/** A policy whose answers come from suppliers. */
record AskedPolicy(Supplier<Duration> creation, Supplier<Duration> access, Supplier<Duration> update)
        implements ExpiryPolicy {

    static Factory<ExpiryPolicy> asked(
            Supplier<Duration> creation, Supplier<Duration> access, Supplier<Duration> update) {
        return () -> new AskedPolicy(creation, access, update);
    }

    @Override
    public Duration getExpiryForCreation() {
        return creation.get();
    }

    @Override
    public Duration getExpiryForAccess() {
        return access.get();
    }

    @Override
    public Duration getExpiryForUpdate() {
        return update.get();
    }
}
