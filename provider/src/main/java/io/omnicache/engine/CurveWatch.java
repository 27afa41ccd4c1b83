/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.omnicache.MissRatioCurve;
import io.omnicache.engine.Parts.Limit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Begins and ends the watching of one generation's requests for its miss ratio curve. Thread-safe. */
/* What is watched is in the orders, where hits and additions pass; so this takes the lock that guards those: the eviction's. */
final class CurveWatch {
    private final ReentrantLock lock;
    private final Orders orders;

    /** Apart from that of the real order: miniatures of the same strategy may fail alone. */
    private final StrategyHealth health;

    CurveWatch(ReentrantLock lock, Orders orders) {
        this.lock = lock;
        this.orders = orders;
        this.health = new StrategyHealth(orders);
    }

    /** Notes that a key was asked for that is not there; called without a lock. */
    void onMiss() {
        orders.onMiss();
    }

    /**
     * Begins or ends to watch, as the bound says, unless that has been done.
     *
     * @param taken how much of the bound is in use
     */
    void follow(Limit<?, ?> limit, long taken) {
        lock.lock();
        try {
            if (limit.watched() != orders.isWatched()) {
                begin(limit, taken);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Begins to watch anew, for a bound whose strategy has changed, if it is to be watched. */
    void restart(Limit<?, ?> limit, long taken) {
        lock.lock();
        try {
            begin(limit, taken);
        } finally {
            lock.unlock();
        }
    }

    /** Returns the curve of the miss ratios, null if the requests are not watched. */
    @Nullable
    MissRatioCurve curve() {
        lock.lock();
        try {
            rest();
            return orders.curve();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void begin(Limit<?, ?> limit, long taken) {
        orders.watch(limit, taken, this::restWithoutWaiting);
    }

    /** For readers, who never wait: if somebody has the lock, another reader will be asked. */
    private void restWithoutWaiting() {
        if (lock.tryLock()) {
            try {
                rest();
            } finally {
                lock.unlock();
            }
        }
    }

    @GuardedBy("lock")
    private void rest() {
        try {
            orders.rest();
            health.worked();
        } catch (RuntimeException e) {
            health.failed(e);
        }
    }
}
