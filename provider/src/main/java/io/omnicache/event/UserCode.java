/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.event;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows which threads run a listener, or user code inside a step, just now. What such a thread does to the cache must wait
 * for no listener: that one may be waiting for the thread.
 */
public final class UserCode {
    private static final ThreadLocal<Boolean> RUNNING = new ThreadLocal<>();

    private UserCode() {}

    static boolean isOnThisThread() {
        return RUNNING.get() != null;
    }

    /** Runs user code. */
    public static void run(Runnable code) {
        if (isOnThisThread()) {
            code.run();
            return;
        }
        RUNNING.set(Boolean.TRUE);
        try {
            code.run();
        } finally {
            RUNNING.remove();
        }
    }

    /** Runs user code that returns something. */
    public static <R> @Nullable R call(Supplier<? extends @Nullable R> code) {
        if (isOnThisThread()) {
            return code.get();
        }
        RUNNING.set(Boolean.TRUE);
        try {
            return code.get();
        } finally {
            RUNNING.remove();
        }
    }
}
