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
import org.jspecify.annotations.Nullable;

/**
 * A directory as named by the option: a lock, and below it a directory for each manager with one for each of its caches. The lock of
 * {@link Homes} is held.
 */
final class Home {
    /** The name of the file that is locked. */
    static final String LOCK = "omnicache.lock";

    private static final String GONE = ".gone-";

    private final Path directory;
    private final @Nullable ProcessLock lock;
    private final Map<Path, SharedStore> stores = new HashMap<>();

    private Home(Path directory, @Nullable ProcessLock lock) {
        this.directory = directory;
        this.lock = lock;
    }

    static Home open(Path directory, boolean readOnly) throws IOException {
        Home home = new Home(
                directory,
                readOnly ? null : ProcessLock.acquire("the directory of the tier file", directory.resolve(LOCK)));
        if (!readOnly) {
            home.sweep();
        }
        return home;
    }

    /* What was destroyed when the process ended in between. */
    private void sweep() throws IOException {
        for (Path manager : Directories.list(directory)) {
            for (Path cache : Directories.list(manager)) {
                if (String.valueOf(cache.getFileName()).contains(GONE)) {
                    Directories.delete(cache);
                }
            }
        }
    }

    /** Returns the lock; null if the directory is only read. */
    @Nullable
    ProcessLock lock() {
        return lock;
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
                Identity found = String.valueOf(cache.getFileName()).contains(GONE) ? null : Identity.find(cache);
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
        return place;
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
