/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.Clock;
import io.omnicache.tier.local.Presence;
import io.omnicache.tier.local.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Notices that files of a store were deleted, replaced or cut by somebody else while it is open: once a second at most, when something is
 * changed. A log that has lost a file begins anew, empty: what the file said of keys that are not there is lost, too. If the directory cannot
 * be had again, changes fail until it can.
 *
 * <p>Thread-safe. No lock of a log is held by who calls it.
 */
final class Watch {
    private static final long MILLIS_BETWEEN = 1000;

    private final Path directory;
    private final Identity identity;
    private final @Nullable ProcessLock lock;
    private final Clock clock;
    private final Path store;
    private final AtomicLong last;
    private final ReentrantLock checking = new ReentrantLock();
    private @Nullable Object key; // changed while checking is held
    private volatile List<Shard> shards = List.of();
    private volatile @Nullable IOException failure;

    /**
     * Creates one that looks at nothing yet.
     *
     * @param lock keeps others from the directory; null if nothing is written
     */
    Watch(Path directory, Identity identity, @Nullable ProcessLock lock, Clock clock) throws IOException {
        this.directory = directory;
        this.identity = identity;
        this.lock = lock;
        this.clock = clock;
        last = new AtomicLong(clock.millis());
        store = directory.resolve(Identity.NAME);
        key = Presence.key(store);
    }

    /** Says what is to be looked at. */
    void over(List<Shard> all) {
        shards = List.copyOf(all);
    }

    /** Is to be called before a change; fails if the directory is not this store's any more. */
    void look() throws IOException {
        long before = last.get();
        long now = clock.millis();
        if (Math.abs(now - before) >= MILLIS_BETWEEN && last.compareAndSet(before, now)) {
            lookNow();
            return;
        }
        IOException present = failure;
        if (present != null) {
            throw new IOException(
                    "the directory of the tier file cannot be used: directory=" + directory + " reason=" + present,
                    present);
        }
    }

    /** The same without regard to when it was called last. */
    void lookNow() throws IOException {
        if (lock == null) {
            return;
        }
        checking.lock();
        try {
            lock.renew();
            check();
            if (failure != null) {
                failure = null;
                Events.directoryThereAgain(directory);
            }
        } catch (IOException e) {
            if (failure == null) {
                Events.directoryLost(directory, e);
            }
            failure = e;
            throw e;
        } finally {
            checking.unlock();
        }
    }

    private void check() throws IOException {
        if (Presence.of(store, key, 0) != Presence.THERE) {
            makeAgain();
        }
        for (Shard shard : shards) {
            Presence lost = lost(shard.log());
            if (lost != Presence.THERE) {
                Events.filesLost(directory, shard.log().number(), lost);
                shard.clear();
            }
        }
    }

    private void makeAgain() throws IOException {
        Files.createDirectories(directory);
        Identity present = Identity.read(store);
        if (present != null && !present.equals(identity)) {
            SharedStore.setAside(directory); // another process had the directory meanwhile
        }
        identity.write(directory);
        key = Presence.key(store);
        Path manager = directory.toAbsolutePath().getParent();
        if (manager != null && manager.getParent() != null) { // the names of what may be new
            Directories.force(manager);
            Directories.force(manager.getParent());
        }
    }

    private static Presence lost(Log log) throws IOException {
        for (Segment each : log.catalog().oldestFirst()) {
            Presence presence = each.file().presence(each.length());
            if (presence != Presence.THERE && !each.file().isGone()) {
                return presence;
            }
        }
        return Presence.THERE;
    }

    /** Looks once more; returns whether the directory is this store's. If not, that has been said. */
    boolean isOurs() {
        try {
            lookNow();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
