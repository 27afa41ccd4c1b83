/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.tier.TierContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** The directories that are open in this process: one lock and one store object for each, however many caches use it. Thread-safe. */
final class Homes {
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final Map<Key, Home> OPEN = new HashMap<>();

    private Homes() {}

    /** A directory may be open for writing once, and also read-only, which only looks. */
    private record Key(Path directory, boolean readOnly) {}

    /** What is done with a directory that is open. */
    private interface Work<T> {
        T with(Home home) throws IOException;
    }

    /** Opens the store of a cache, or joins those who have it open. */
    static SharedStore open(TierContext context, FileOptions options) throws IOException {
        LOCK.lock();
        try {
            if (!options.readOnly()) {
                Files.createDirectories(options.directory());
            }
            return in(options, home -> home.open(context, options));
        } finally {
            LOCK.unlock();
        }
    }

    /** Deletes the store of a cache that is not open; fails if it is, or another process has the directory. */
    static void destroy(TierContext context, FileOptions options) throws IOException {
        LOCK.lock();
        try {
            if (!options.readOnly() && Files.isDirectory(Home.place(options.directory(), context))) {
                in(options, home -> home.destroy(context));
            }
        } finally {
            LOCK.unlock();
        }
    }

    private static <T> T in(FileOptions options, Work<T> work) throws IOException {
        Path directory = Files.isDirectory(options.directory())
                ? options.directory().toRealPath()
                : options.directory().toAbsolutePath().normalize();
        Key key = new Key(directory, options.readOnly());
        Home home = OPEN.get(key);
        if (home == null) {
            home = Home.open(directory, options.readOnly());
            OPEN.put(key, home);
        }
        try {
            return work.with(home);
        } finally {
            if (home.closeIfUnused()) {
                OPEN.remove(key);
            }
        }
    }

    /** Gives a store back; the last one closes it, and with the last store of a directory its lock goes. */
    static void close(SharedStore store, TierContext context, boolean destroy) throws IOException {
        LOCK.lock();
        try {
            try {
                store.leave(context, destroy);
            } finally {
                Home home = store.home();
                // Once: who comes after a store was destroyed by another manager may find another home in its place.
                if (OPEN.containsValue(home) && home.closeIfUnused()) {
                    OPEN.values().remove(home);
                }
            }
        } finally {
            LOCK.unlock();
        }
    }
}
