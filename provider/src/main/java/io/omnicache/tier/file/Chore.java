/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** Something that is done in the background when it is asked for, once for all who ask meanwhile. Thread-safe. */
final class Chore {
    private final Path directory;
    private final String name;
    private final Work work;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicBoolean failing = new AtomicBoolean();

    /** What is done. */
    interface Work {
        void run() throws IOException;
    }

    Chore(Path directory, String name, Work work) {
        this.directory = directory;
        this.name = name;
        this.work = work;
    }

    /** Lets it be done soon. */
    void ask() {
        if (!asked.get() && asked.compareAndSet(false, true)) {
            Background.run(() -> {
                asked.set(false);
                run();
            });
        }
    }

    /** Does it now; a failure is said once, until it works again. */
    void run() {
        try {
            work.run();
            if (failing.compareAndSet(true, false)) {
                Events.backgroundWorksAgain(directory, name);
            }
        } catch (IOException | RuntimeException e) {
            if (failing.compareAndSet(false, true)) {
                Events.backgroundFailed(directory, name, e);
            }
        }
    }
}
