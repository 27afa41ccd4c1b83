/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.process;

/** The heap in use after collections. */
final class UsedHeap {
    private static final int MOST = 20;

    private UsedHeap() {}

    /** Returns the bytes in use when a further collection frees nothing more. */
    static long bytes() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < MOST; i++) {
            System.gc();
            long now = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
            if (now >= used) {
                return used;
            }
            used = now;
        }
        return used;
    }
}
