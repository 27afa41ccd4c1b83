/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.tier.StoredCache;
import io.omnicache.tier.TierContext;
import io.omnicache.tier.local.ProcessLock;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A directory as named by the option: a lock, and below it a directory for each manager with one for each of its caches. The lock of
 * {@link Homes} is held.
 */
final class Home {
    /** The name of the file that is locked. */
    static final String LOCK = "omnicache.lock";

    private static final String GONE = ".gone-";

    /** What a store is called while it is deleted: a name of {@link Directories#nameOf}, which may have any letters, and the mark behind its hash. */
    private static final Pattern GONE_NAME = Pattern.compile(".*~[0-9a-f]{16}\\.gone-[0-9a-f-]{36}");

    private final Path directory;
    private final @Nullable ProcessLock lock;
    private final Map<Path, SharedStore> stores = new HashMap<>();

    private Home(Path directory, @Nullable ProcessLock lock) {
        this.directory = directory;
        this.lock = lock;
    }

    static Home open(Path directory, boolean readOnly) throws IOException {
        if (readOnly) {
            return new Home(directory, null);
        }
        ProcessLock lock = ProcessLock.acquire("the directory of the tier file", directory.resolve(LOCK));
        boolean opened = false;
        try {
            Home home = new Home(directory, lock);
            home.sweep();
            opened = true;
            return home;
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    /* What was destroyed when the process ended in between; if it cannot be deleted now, the next start tries it again. */
    private void sweep() {
        for (Path manager : listed(directory)) {
            for (Path cache : listed(manager)) {
                if (isGone(cache)) {
                    try {
                        Directories.delete(cache);
                    } catch (IOException e) {
                        Events.notSwept(cache, e);
                    }
                }
            }
        }
    }

    private static List<Path> listed(Path directory) {
        try {
            return Directories.list(directory);
        } catch (IOException e) { // nobody's store: it may be the system's, such as lost+found
            Events.notSwept(directory, e);
            return List.of();
        }
    }

    private static boolean isGone(Path cache) {
        return GONE_NAME.matcher(String.valueOf(cache.getFileName())).matches();
    }

    /** Returns the lock; null if the directory is only read. */
    @Nullable
    ProcessLock lock() {
        return lock;
    }

    Path lockFile() {
        return directory.resolve(LOCK);
    }

    SharedStore open(TierContext context, FileOptions options) throws IOException {
        Path place = place(directory, context);
        SharedStore present = stores.get(place);
        if (present != null) {
            present.join(context, options);
            return present;
        }
        SharedStore opened = SharedStore.open(this, place, context, options);
        stores.put(place, opened);
        return opened;
    }

    /** Returns the caches that have a store below a directory. */
    static List<StoredCache> stored(Path directory) throws IOException {
        List<StoredCache> stored = new ArrayList<>();
        for (Path manager : Directories.list(directory)) {
            for (Path cache : Directories.list(manager)) {
                Identity found = isGone(cache) ? null : Identity.find(cache);
                if (found != null) {
                    found.owner().ifPresent(stored::add);
                }
            }
        }
        return stored;
    }

    /** Returns where the store of a cache is. */
    static Path place(Path directory, TierContext context) {
        return directory.resolve(Directories.nameOf(context.manager())).resolve(Directories.nameOf(context.cache()));
    }

    /** Deletes the store of a cache that is not open; returns where it was. */
    Path destroy(TierContext context) throws IOException {
        Path place = place(directory, context);
        if (stores.containsKey(place)) {
            throw new IOException("another manager of the same URI has the cache open in this process;"
                    + " close it there, or destroy it there: directory=" + place);
        }
        delete(place);
        if (lock != null) {
            lock.forget(nameOf(place));
        }
        return place;
    }

    /** Returns what a store is called in this directory. */
    String nameOf(Path place) {
        return directory.relativize(place).toString();
    }

    /** Takes out a store that was closed. */
    void closed(Path place) {
        stores.remove(place);
    }

    /** Deletes a store that was closed. At no moment some of its entries are there and others not. */
    void delete(Path place) throws IOException {
        closed(place);
        if (!Files.isDirectory(place) || (lock != null && !lock.isThere())) {
            return; // it is gone, or somebody else's
        }
        Path gone = place.resolveSibling(place.getFileName() + GONE + UUID.randomUUID());
        Files.move(place, gone);
        Directories.delete(gone);
        Path manager = place.getParent();
        try {
            Files.delete(manager == null ? place : manager);
        } catch (DirectoryNotEmptyException e) {
            return; // other caches of the manager
        }
    }

    /** Gives the lock back if no store is open; returns whether that is so. */
    boolean closeIfUnused() throws IOException {
        if (!stores.isEmpty()) {
            return false;
        }
        if (lock != null) {
            lock.close();
        }
        return true;
    }
}
