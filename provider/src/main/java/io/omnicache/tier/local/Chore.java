/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Something that is done in the background when it is asked for, once for all who ask meanwhile. Thread-safe. */
public final class Chore {
    private final Path directory;
    private final String name;
    private final Work work;
    private final Executor background;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicBoolean failing = new AtomicBoolean();

    /** What is done. */
    public interface Work {
        /** Does it. */
        void run() throws IOException;
    }

    /** Creates it; directory and name are what operators are told if it fails. */
    public Chore(Path directory, String name, Work work) {
        this(directory, name, work, Background::run);
    }

    /** Creates one that is done by other threads. */
    Chore(Path directory, String name, Work work, Executor background) {
        this.directory = directory;
        this.name = name;
        this.work = work;
        this.background = background;
    }

    /** Lets it be done soon. */
    public void ask() {
        if (!asked.get() && asked.compareAndSet(false, true)) {
            try {
                background.execute(() -> {
                    asked.set(false);
                    run();
                });
            } catch (RuntimeException | OutOfMemoryError e) {
                // No thread could be made. Who asks has done what he was to do, so he is not told; the next one who
                // asks tries again.
                asked.set(false);
                failed(e);
            }
        }
    }

    /** Does it now; a failure is said once, until it works again. */
    public void run() {
        try {
            work.run();
            if (failing.compareAndSet(true, false)) {
                log().log(System.Logger.Level.INFO, "{0} works again: directory={1}", name, directory);
            }
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    private void failed(Throwable e) {
        if (failing.compareAndSet(false, true)) {
            log().log(System.Logger.Level.WARNING, name + " failed: directory=" + directory, e);
        }
    }

    private static System.Logger log() {
        return System.getLogger("io.omnicache.tier");
    }
}
