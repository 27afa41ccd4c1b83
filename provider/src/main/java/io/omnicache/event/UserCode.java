/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.event;

/**
 * Knows which threads run user code from inside a cache just now: a listener, or a loader, writer, entry processor or
 * policy while an entry is held. An operation that such code makes must not wait for deliveries: the one it would wait
 * for may be waiting for it.
 */
public final class UserCode {
    private static final ThreadLocal<Boolean> RUNNING = new ThreadLocal<>();

    private UserCode() {}

    /** Notes that the calling thread begins to run user code; returns what {@link #exit} wants. */
    public static boolean enter() {
        boolean outermost = !isOnThisThread();
        if (outermost) {
            RUNNING.set(Boolean.TRUE);
        }
        return outermost;
    }

    /** Notes the end of what began with {@link #enter}. */
    public static void exit(boolean outermost) {
        if (outermost) {
            RUNNING.remove();
        }
    }

    /** Runs user code. */
    public static void run(Runnable code) {
        boolean outermost = enter();
        try {
            code.run();
        } finally {
            exit(outermost);
        }
    }

    /** Returns whether the calling thread runs user code from inside a cache. */
    public static boolean isOnThisThread() {
        return RUNNING.get() != null;
    }
}
