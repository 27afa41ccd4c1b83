/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.process;

/** The heap in use after collections; what threads have reserved counts too, so their buffers are to be small. */
public final class UsedHeap {
    private static final int MOST = 40;

    /** The serial collector leaves some of the dead where they are, but in each fourth collection. */
    private static final int VAIN = 5;

    private UsedHeap() {}

    /** Returns the bytes in use when further collections free nothing more. */
    public static long bytes() {
        long used = Long.MAX_VALUE;
        int vain = 0;
        for (int i = 0; i < MOST && vain < VAIN; i++) {
            System.gc();
            long now = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
            vain = now < used ? 0 : vain + 1;
            used = Math.min(used, now);
        }
        return used;
    }
}
