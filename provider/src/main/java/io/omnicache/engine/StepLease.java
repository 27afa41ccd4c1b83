/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.tier.Lease;
import io.omnicache.tier.TierKey;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** What keeps other processes from loader and writer of the key of a step. It waits by asking again: nobody tells it when a lease is free. Confined to the thread of the step. */
final class StepLease<K> {
    /** How long is waited, by the cache's clock: who is ahead may be loading for long, or be held up by this one in a circle that no process sees as a whole. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Engine<K, ?> engine;
    private final Sharing<K> sharing;

    /** Null if the step has none yet, or none any more. */
    private @Nullable Lease taken;

    StepLease(Engine<K, ?> engine, Sharing<K> sharing) {
        this.engine = engine;
        this.sharing = sharing;
    }

    /** Returns whether it is still to be taken; what is closed refuses all that would be done under it. */
    boolean isMissing() {
        return taken == null && sharing.leases() && !sharing.isClosed();
    }

    /**
     * Takes the lease of a key.
     *
     * @param holder of the node: if this is not in time, who waits for it gives up, too
     * @param waits whether to wait as long as another process has it
     * @return whether it was taken; false also if all was closed meanwhile
     * @throws CacheException if it was not taken in time
     */
    boolean take(K key, TierKey bytes, @Nullable Object holder, boolean waits) {
        Lease asked = sharing.lease(bytes);
        boolean isTaken = false;
        try {
            isTaken = sharing.tryTake(asked) || (waits && await(asked, key, holder));
            return isTaken;
        } finally {
            if (isTaken) {
                taken = asked;
            } else {
                sharing.giveBack(asked);
            }
        }
    }

    /** Gives the lease back, if there is one. */
    void giveBack() {
        Lease present = taken;
        taken = null;
        if (present != null) {
            sharing.giveBack(present);
        }
    }

    private boolean await(Lease asked, K key, @Nullable Object holder) {
        long begun = engine.parts().clock().nanos();
        boolean interrupted = false;
        try {
            long pause = SHORTEST_PAUSE_NANOS;
            do {
                if (engine.parts().clock().nanos() - begun > LONGEST_WAIT.toNanos()) {
                    if (holder instanceof Operation operation) {
                        operation.giveUp();
                    }
                    throw late(engine.place(key));
                }
                interrupted |= Thread.interrupted(); // or there would be no pause
                LockSupport.parkNanos(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
                if (sharing.isClosed()) {
                    return false;
                }
            } while (!sharing.tryTake(asked));
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns what is thrown to those who have waited for a key in vain. */
    static CacheException late(String place) {
        return new CacheException(place + " is being loaded or written by another process, which has not ended within "
                + LONGEST_WAIT.toSeconds() + " s");
    }
}
