/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.expiry;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The answers of a user's policy.
 *
 * <p>A policy that throws gives the default that its Javadoc leaves to the provider: a new entry never expires, an existing
 * one keeps its deadline. The first failure is logged.
 */
final class PolicyExpiry implements Expiry {
    private static final System.Logger LOG = System.getLogger("io.omnicache.expiry");

    private final String cache;
    private final ExpiryPolicy policy;
    private final AtomicBoolean failing = new AtomicBoolean();

    PolicyExpiry(String cache, ExpiryPolicy policy) {
        this.cache = cache;
        this.policy = policy;
    }

    @Override
    public long creation() {
        return Expiry.creation(ask(policy::getExpiryForCreation));
    }

    @Override
    public long update() {
        return Expiry.nanos(ask(policy::getExpiryForUpdate));
    }

    @Override
    public long access() {
        return Expiry.nanos(ask(policy::getExpiryForAccess));
    }

    @Override
    public boolean isConstant() {
        return false;
    }

    @Override
    public boolean mayExpire() {
        return true;
    }

    @Override
    public boolean mindsAccess() {
        return true;
    }

    private @Nullable Duration ask(Supplier<@Nullable Duration> question) {
        try {
            Duration answer = question.get();
            if (failing.get()) { // a look is cheaper than a store
                failing.set(false);
            }
            return answer;
        } catch (Exception e) { // checked ones too: other languages throw them undeclared
            if (failing.compareAndSet(false, true)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "expiry policy failed, default used: cache=" + cache + " policy="
                                + policy.getClass().getName(),
                        e);
            }
            return null;
        }
    }
}
