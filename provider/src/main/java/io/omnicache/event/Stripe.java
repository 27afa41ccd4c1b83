/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.event;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A queue of work that is done one after the other, on a thread that is borrowed while there is any. */
final class Stripe {
    private static final System.Logger LOG = System.getLogger("io.omnicache.event");
    private static final int CAPACITY = 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock")
    private final Queue<Runnable> queue = new ArrayDeque<>(1);

    @GuardedBy("lock")
    private boolean working;

    void add(Runnable work, boolean bounded) {
        lock.lock();
        try {
            while (bounded && queue.size() >= CAPACITY) {
                changed.awaitUninterruptibly();
            }
            queue.add(work);
            if (!working) {
                EventThreads.execute(this::work); // if there are no more threads, the next one tries again
                working = true;
            }
        } finally {
            lock.unlock();
        }
    }

    void drain() {
        lock.lock();
        try {
            while (working) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        for (Runnable next = next(); next != null; next = next()) {
            try {
                UserCode.run(next);
            } catch (RuntimeException | Error e) {
                LOG.log(System.Logger.Level.WARNING, "listener failed", e);
            }
        }
    }

    private @Nullable Runnable next() {
        lock.lock();
        try {
            Runnable next = queue.poll();
            working = next != null;
            changed.signalAll();
            return next;
        } finally {
            lock.unlock();
        }
    }
}
