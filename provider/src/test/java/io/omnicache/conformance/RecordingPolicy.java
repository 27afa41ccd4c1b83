/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;

/** An expiry policy that writes down its questions. */
final class RecordingPolicy implements ExpiryPolicy {
    private final UserCode code;

    RecordingPolicy(UserCode code) {
        this.code = code;
    }

    @Override
    public Duration getExpiryForCreation() {
        code.journal.call("C");
        return code.lives.creation().duration;
    }

    @Override
    public Duration getExpiryForUpdate() {
        code.journal.call("U");
        return code.lives.update().duration;
    }

    @Override
    public Duration getExpiryForAccess() {
        code.journal.call("A");
        return code.lives.access().duration;
    }
}
