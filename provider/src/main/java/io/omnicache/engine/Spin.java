/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import java.util.concurrent.locks.LockSupport;

/** Waits for a lock that is held for a few instructions. */
final class Spin {
    private static final int BUSY = 64;
    private static final int YIELDING = 80;
    private static final long PAUSE_NANOS = 50_000;

    private Spin() {}

    /** Waits a moment, the longer the more attempts were made: the holder may have lost its processor. */
    @SuppressWarnings("ThreadPriorityCheck") // a hint between spinning and parking; nothing depends on it
    static void pause(int attempt) {
        if (attempt < BUSY) {
            Thread.onSpinWait();
        } else if (attempt < YIELDING) {
            Thread.yield();
        } else {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
