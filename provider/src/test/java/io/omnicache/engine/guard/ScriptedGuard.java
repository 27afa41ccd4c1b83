/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.guard;

import io.omnicache.engine.guard.Occupancy.Extent;
import java.util.concurrent.Executor;

/** A guard of 85 % that is told of collections by the test, in percent of a heap of 1,000 MiB. */
public final class ScriptedGuard {
    private static final long MAX = 1_000L << 20;

    private final HeapGuard guard;

    /** Creates a guard that does everything on the test's thread. */
    public ScriptedGuard() {
        this(Runnable::run);
    }

    ScriptedGuard(Executor worker) {
        guard = new HeapGuard(0.85, worker);
    }

    /** Returns the guard. */
    public HeapGuard guard() {
        return guard;
    }

    /** Lets the guard of this process believe that a full collection has left so much. */
    public static void fullInThisProcess(int percent) {
        HeapGuard.ofProcess().collected(after(percent, Extent.FULL));
    }

    /** There was a full collection. */
    public void full(int percent) {
        guard.collected(after(percent, Extent.FULL));
    }

    /** There was a young collection. */
    public void young(int percent) {
        guard.collected(after(percent, Extent.PARTIAL));
    }

    static Occupancy after(int percent, Extent extent) {
        return new Occupancy(MAX / 100 * percent, MAX, 0, extent);
    }
}
