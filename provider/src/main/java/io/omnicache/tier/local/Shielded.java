/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.local;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Does what may be done twice in a thread that may be interrupted: an interrupt closes the channel in use, then it is done again. The thread
 * is interrupted afterwards if it was meanwhile. Thread-safe.
 */
public final class Shielded {
    private Shielded() {}

    /** What is done; if it was interrupted, from its beginning again. */
    public interface Work<T> {
        T run() throws IOException;
    }

    /** What gives nothing. */
    public interface Step {
        void run() throws IOException;
    }

    /** Does a step. */
    public static void run(Step step) throws IOException {
        call(() -> {
            step.run();
            return step;
        });
    }

    /** Does work, and returns what it gives. */
    public static <T> T call(Work<T> work) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return work.run();
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
