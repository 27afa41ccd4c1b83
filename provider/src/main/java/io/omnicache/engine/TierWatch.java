/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.TierState;
import io.omnicache.tier.TierReport;
import io.omnicache.tier.TierStack;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The state of the tiers below a heap. Who wants to know of its changes is told in order, on a thread of its own, since they come up inside
 * operations. Thread-safe.
 */
public final class TierWatch {
    private final Executor threads;
    private final TierStack stack;
    private final List<Consumer<? super TierState>> listeners = new CopyOnWriteArrayList<>();
    private final Queue<TierState> untold = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean telling = new AtomicBoolean();

    TierWatch(Executor threads, TierStack stack) {
        this.threads = threads;
        this.stack = stack;
    }

    /** Returns how the tiers do, the fastest first. */
    public List<TierState> states() {
        return stack.states();
    }

    /** Returns what an operator wants to know of a tier, by its place from 0. */
    public TierReport report(int level) {
        return stack.report(level);
    }

    /** Lets a listener be told of each change. */
    public void add(Consumer<? super TierState> listener) {
        listeners.add(listener);
    }

    /** Tells a listener no longer. */
    public void remove(Consumer<? super TierState> listener) {
        listeners.remove(listener);
    }

    /** Nobody is told of anything any more. */
    void close() {
        listeners.clear();
        untold.clear();
    }

    void changed(TierState state) {
        if (!listeners.isEmpty()) {
            untold.add(state);
            threads.execute(this::tell);
        }
    }

    private void tell() {
        while (!untold.isEmpty() && telling.compareAndSet(false, true)) {
            try {
                for (TierState state = untold.poll(); state != null; state = untold.poll()) {
                    tell(state);
                }
            } finally {
                telling.set(false);
            }
        }
    }

    private void tell(TierState state) {
        for (Consumer<? super TierState> listener : listeners) {
            try {
                listener.accept(state);
            } catch (RuntimeException e) { // the user's; the others have to be told
                System.getLogger("io.omnicache.tier")
                        .log(System.Logger.Level.WARNING, "a listener of tiers failed: cache=" + state.cache(), e);
            }
        }
    }
}
