/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.tier.Tier;
import io.omnicache.tier.TierContext;
import io.omnicache.tier.local.Behind;
import io.omnicache.tier.local.Durability;
import io.omnicache.tier.local.Pending;
import io.omnicache.tier.local.ProcessLock;
import io.omnicache.tier.local.StepNote;
import io.omnicache.tier.local.Users;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store and those who have it open. Changed under the lock of {@link Homes}; what it gives is thread-safe. */
final class SharedStore {
    private static final int TRIES = 20;

    private final Home home;
    private final Path place;
    private final FileOptions options;
    private final Users users;
    private final Store store;
    private final Tier entries;
    private final StepNote step;
    private int count = 1;
    private boolean over;

    private SharedStore(Home home, Path place, FileOptions options, Users users, Store store, Tier entries) {
        this.home = home;
        this.place = place;
        this.options = options;
        this.users = users;
        this.store = store;
        this.entries = entries;
        String name = home.nameOf(place);
        this.step = options.readOnly() ? StepNote.ofReader(home.lockFile(), name) : StepNote.of(home.lock(), name);
    }

    /** Returns where it is noted whether the store is in step with its caches. */
    StepNote step() {
        return step;
    }

    static SharedStore open(Home home, Path place, TierContext context, FileOptions options) throws IOException {
        Users users = new Users();
        users.add(context);
        Pending pending = new Pending();
        StoreUse use = new StoreUse(
                context.clock(), ValueText.JSON, (key, deletion) -> !pending.has(key) && users.evict(key, deletion));
        Store store = store(place, context, options, use, home.lock());
        Events.opened(place, store.report(), store.size(), options.readOnly());
        Tier entries = options.durability() == Durability.BEHIND ? new Behind(store, pending, place) : store;
        return new SharedStore(home, place, options, users, store, entries);
    }

    /* Beside a process that writes, files may go while they are being read: then from the beginning. */
    private static Store store(
            Path place, TierContext context, FileOptions options, StoreUse use, @Nullable ProcessLock lock)
            throws IOException {
        for (int tries = TRIES; ; tries--) {
            try {
                return new Store(place, identity(place, context, options), lock, options, use);
            } catch (NoSuchFileException e) {
                if (!options.readOnly() || tries == 0) {
                    throw e;
                }
            }
        }
    }

    private static Identity identity(Path place, TierContext context, FileOptions options) throws IOException {
        Identity found = Files.isDirectory(place) ? Identity.find(place) : null;
        if (found == null) {
            found = Identity.create(context, options.entries());
            if (!options.readOnly()) {
                Files.createDirectories(place);
                setAside(place);
                found.write(place);
                forceNames(place, options);
            }
        } else if (!options.readOnly() && !found.equals(Identity.read(place.resolve(Identity.NAME)))) {
            found.write(place);
        }
        if (!options.readOnly()) {
            setForeignAside(place, found);
        }
        return found;
    }

    /* As somebody may copy them there. What they say of keys would be read by another hash. */
    private static void setForeignAside(Path place, Identity identity) throws IOException {
        List<Path> foreign = new ArrayList<>();
        for (Path file : Directories.list(place)) {
            if (Segment.isSegment(file) && Identity.isForeign(file, identity.header())) {
                foreign.add(file);
            }
        }
        setAside(place, foreign, "segments of another store");
    }

    /* The directories that may be new: the cache's, the manager's, the one named by the option. */
    private static void forceNames(Path place, FileOptions options) throws IOException {
        if (options.durability() == Durability.FSYNC) {
            for (Path each = place;
                    each != null && each.startsWith(options.directory().toRealPath());
                    each = each.getParent()) {
                Directories.force(each);
            }
        }
    }

    /* Segments whose seed is not known cannot be read, and another release may need them. */
    static void setAside(Path place) throws IOException {
        List<Path> unknown = new ArrayList<>(Directories.list(place));
        unknown.removeIf(file -> Files.isDirectory(file));
        setAside(place, unknown, "no file says which store it is");
    }

    private static void setAside(Path place, List<Path> files, String why) throws IOException {
        if (!files.isEmpty()) {
            Path aside = Files.createTempDirectory(place, "aside-");
            for (Path file : files) {
                Files.move(file, aside.resolve(file.getFileName()));
            }
            Events.setAside(place, aside, why);
        }
    }

    Home home() {
        return home;
    }

    /** Returns the entries as those see them who have the store open. */
    Tier entries() {
        return entries;
    }

    Store store() {
        return store;
    }

    /** Returns how many changes wait to be written; 0 if none ever waits. */
    long waiting() {
        return entries instanceof Behind behind ? behind.depth() : 0;
    }

    void join(TierContext context, FileOptions others) {
        if (!others.equals(options)) {
            throw new IllegalArgumentException("the tier file is open with other options in this process: it has "
                    + options + ", another cache of the same name wants " + others);
        }
        users.add(context);
        count++;
    }

    void leave(TierContext context, boolean destroy) throws IOException {
        users.remove(context);
        count--;
        if (!over && (destroy || count == 0)) {
            over = true;
            finish(destroy);
        }
    }

    private void finish(boolean destroy) throws IOException {
        try {
            if (destroy) {
                entries.destroy();
            } else {
                entries.close();
            }
        } catch (IOException | RuntimeException | Error e) {
            step.lost(place, destroy ? 0 : waiting(), e);
            throw e;
        } finally {
            home.closed(place);
        }
        if (destroy && !options.readOnly()) {
            home.delete(place);
            step.deleted();
        }
    }
}
