/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.guard;

import io.omnicache.engine.guard.Occupancy.Extent;
import java.util.concurrent.Executor;

/** A guard of 85 % that is told of collections by the test, in percent of a heap of 1,000 MiB, and of no others. */
public final class ScriptedGuard {
    private static final long MAX = 1_000L << 20;

    private final HeapGuard guard;
    private Occupancy present = after(0, Extent.PARTIAL);
    private long collections;
    private final Collector collector = new Collector("scripted", () -> collections);

    /** Creates a guard that does everything on the test's thread. */
    public ScriptedGuard() {
        this(Runnable::run);
    }

    ScriptedGuard(Executor worker) {
        guard = new HeapGuard(0.85, worker, new Script(), new Looks(() -> 0));
    }

    /** Returns the guard. */
    public HeapGuard guard() {
        return guard;
    }

    /** Lets the guard of this process believe that a full collection has left so much. */
    public static void fullInThisProcess(int percent) {
        HeapGuard.ofProcess().collected(after(percent, Extent.FULL), new Collector("scripted", () -> 0), 1);
    }

    /** There was a full collection. */
    public void full(int percent) {
        happens();
        told(percent, Extent.FULL);
    }

    /** There was a young collection. */
    public void young(int percent) {
        happens();
        told(percent, Extent.PARTIAL);
    }

    /** There was a collection of which nobody has told the guard yet. */
    public void unnoticed(int percent) {
        happens();
        present = after(percent, Extent.PARTIAL);
    }

    private void happens() {
        collections++;
    }

    /** The guard is told of the last collection, once more perhaps. */
    void told(int percent, Extent extent) {
        guard.collected(after(percent, extent), collector, collections);
    }

    /** Returns whether somebody who wrote has looked since. */
    public boolean hasLooked() {
        return guard.hasLooked();
    }

    static Occupancy after(int percent, Extent extent) {
        return new Occupancy(MAX / 100 * percent, MAX, 0, extent);
    }

    private final class Script extends CollectorEvents {
        private boolean started;

        @Override
        boolean start(Listener listener) {
            boolean first = !started;
            started = true;
            return first;
        }

        @Override
        void stop() {
            started = false;
        }

        @Override
        Occupancy present() {
            return present;
        }

        @Override
        long used() {
            return present.used();
        }

        @Override
        long max() {
            return MAX;
        }

        @Override
        long collections() {
            return collections;
        }

        @Override
        void pass() {
            collector.pass();
        }
    }
}
