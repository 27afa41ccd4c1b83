/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.expiry;

import java.util.concurrent.TimeUnit;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The three expiry questions of the standard (JSR-107, chapter "Expiry Policies"), answered in nanoseconds.
 *
 * <p>Thread-safe as far as the policy is.
 */
public sealed interface Expiry permits ConstantExpiry, PolicyExpiry {
    /** The answer "leave the deadline as it is". */
    long UNCHANGED = -1;

    /** The answer "expires at once". */
    long ZERO = 0;

    /** The answer "never expires". */
    long ETERNAL = Long.MAX_VALUE;

    /** Returns how long a new entry lives; never {@link #UNCHANGED}. */
    long creation();

    /** Returns how long an entry lives once its value was replaced. */
    long update();

    /** Returns how long an entry lives once it was read. */
    long access();

    /** Returns whether the answers never change and come from no user code. */
    boolean isConstant();

    /** Returns whether an entry may ever expire. */
    boolean mayExpire();

    /** Returns whether a read may change a deadline. */
    boolean mindsAccess();

    /** Returns the answers of a policy; those of the standard's own five policies are asked for once. */
    static Expiry of(String cache, ExpiryPolicy policy) {
        Class<?> type = policy.getClass();
        if (type == EternalExpiryPolicy.class) {
            return ConstantExpiry.NONE;
        }
        boolean known = type == CreatedExpiryPolicy.class
                || type == AccessedExpiryPolicy.class
                || type == ModifiedExpiryPolicy.class
                || type == TouchedExpiryPolicy.class;
        return known
                ? new ConstantExpiry(
                        creation(policy.getExpiryForCreation()),
                        nanos(policy.getExpiryForUpdate()),
                        nanos(policy.getExpiryForAccess()))
                : new PolicyExpiry(cache, policy);
    }

    /** Returns the time that lies the given answer after now, never past {@link Expirable#NEVER}. */
    static long deadline(long now, long answer) {
        return answer >= ETERNAL - now ? Expirable.NEVER : now + answer;
    }

    /** Translates a duration; null means {@link #UNCHANGED}. */
    static long nanos(@Nullable Duration duration) {
        if (duration == null) {
            return UNCHANGED;
        }
        TimeUnit unit = duration.getTimeUnit();
        return duration.isEternal() || unit == null ? ETERNAL : unit.toNanos(duration.getDurationAmount());
    }

    /** Translates the duration of a creation, where null has no meaning and is taken for "never expires". */
    static long creation(@Nullable Duration duration) {
        return duration == null ? ETERNAL : nanos(duration);
    }
}
