/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.event;

/** Knows which threads run listeners just now. */
final class Delivering {
    private static final ThreadLocal<Boolean> RUNNING = new ThreadLocal<>();

    private Delivering() {}

    static boolean isOnThisThread() {
        return RUNNING.get() != null;
    }

    static void run(Runnable listener) {
        if (isOnThisThread()) {
            listener.run();
            return;
        }
        RUNNING.set(Boolean.TRUE);
        try {
            listener.run();
        } finally {
            RUNNING.remove();
        }
    }
}
