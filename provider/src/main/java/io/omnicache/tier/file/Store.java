/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.Clock;
import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierPage;
import io.omnicache.tier.TierRecord;
import io.omnicache.tier.local.LocalStore;
import io.omnicache.tier.local.ProcessLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The entries of one cache in one directory: logs by the first bits of the hash. Thread-safe. */
final class Store implements LocalStore {
    private static final long NOTHING = -1; // no key has this hash

    private final Path directory;
    private final Identity identity;
    private final LogSettings settings;
    private final List<Shard> shards = new ArrayList<>();
    private final Eviction eviction;
    private final Keys keys;
    private final Batches batches;
    private final ValueText texts;
    private final Clock clock;
    private final OpeningReport report = new OpeningReport();
    private final FullDisk disk;
    private final Snapshots snapshots;
    private final Watch watch;
    private volatile boolean closed;

    /** Opens a store; the lock keeps others from the directory, and is null if the store is read-only. */
    Store(Path directory, Identity identity, @Nullable ProcessLock lock, FileOptions options, StoreUse use)
            throws IOException {
        this.directory = directory;
        this.identity = identity;
        this.texts = use.texts();
        this.clock = use.clock();
        watch = new Watch(directory, identity, lock, clock);
        settings = new LogSettings(
                directory,
                identity.logBits(),
                Life.present(options.durability()).in(identity.header()),
                options.overhead(),
                options.durability(),
                options.readOnly());
        disk = new FullDisk(settings, clock);
        for (int number = 0; number < settings.logs(); number++) {
            shards.add(new Shard(new Log(number, settings), watch, disk));
        }
        watch.over(shards);
        disk.over(shards);
        keys = new Keys(shards, settings);
        batches = new Batches(shards, identity, texts);
        eviction = new Eviction(shards, options, clock, use.evictor());
        snapshots = new Snapshots(directory, identity.mark(), shards, clock, disk);
        snapshots.open(report);
        report.recovered(size());
    }

    OpeningReport report() {
        return report;
    }

    /** Returns how many damaged lines were met by reads. */
    long damaged() {
        return sum(each -> each.reads().damaged());
    }

    private long sum(ToLongFunction<Shard> figure) {
        return shards.stream().mapToLong(figure).sum();
    }

    List<Shard> shards() {
        return shards;
    }

    private long second() {
        return Times.seconds(clock.millis());
    }

    @Override
    public void check() throws IOException {
        if (closed) {
            throw new IOException("the tier file is closed: directory=" + directory);
        }
    }

    private Shard shard(long hash) throws IOException {
        check();
        return shards.get(settings.logOf(hash));
    }

    @Override
    public @Nullable TierRecord read(TierKey key) throws IOException {
        long hash = identity.hashing().of(key.bytes());
        Scratch scratch = Scratch.take();
        try {
            if (!shard(hash).reads().load(hash, second(), scratch) || !scratch.isOf(key.bytes())) {
                return null;
            }
            TierRecord entry = scratch.line.entry(texts);
            long accessed = 1000 * Times.accessed(scratch.times);
            return accessed > entry.accessed() ? entry.touched(accessed, entry.deadline()) : entry;
        } finally {
            scratch.giveBack();
        }
    }

    /** Returns whether there is an entry, without reading it. */
    @Override
    public boolean contains(TierKey key) throws IOException {
        long hash = identity.hashing().of(key.bytes());
        return shard(hash).log().catalog().find(hash) != Location.NONE;
    }

    @Override
    public void write(TierKey key, TierRecord entry) throws IOException {
        long hash = identity.hashing().of(key.bytes());
        Scratch scratch = Scratch.take();
        try {
            scratch.lines.reset();
            scratch.lines.put(hash, key.bytes(), entry, texts);
            shard(hash).append(scratch.lines);
        } finally {
            scratch.giveBack();
        }
        changed(hash);
    }

    private void changed(long hash) throws IOException {
        eviction.settle(hash);
        snapshots.changed();
    }

    @Override
    public void settle() throws IOException {
        eviction.settle(NOTHING);
    }

    @Override
    public boolean delete(TierKey key) throws IOException {
        long hash = identity.hashing().of(key.bytes());
        if (!contains(key)) {
            return false;
        }
        Scratch scratch = Scratch.take();
        try {
            scratch.lines.reset();
            scratch.lines.removal(hash, key.bytes());
            shard(hash).append(scratch.lines);
            return true;
        } finally {
            scratch.giveBack();
        }
    }

    /** Noted in memory; a snapshot keeps it. */
    @Override
    public void used(Collection<TierKey> all, long accessed) throws IOException {
        Scratch scratch = Scratch.take();
        try {
            for (TierKey key : all) {
                long hash = identity.hashing().of(key.bytes());
                shard(hash).log().catalog().use(hash, Times.seconds(accessed), scratch);
            }
        } finally {
            scratch.giveBack();
        }
    }

    /** Only a new deadline is written; a use alone is noted in memory, and a snapshot keeps it. */
    @Override
    public void touch(TierKey key, long accessed, long deadline) throws IOException {
        long hash = identity.hashing().of(key.bytes());
        Shard shard = shard(hash);
        Scratch scratch = Scratch.take();
        try {
            long second = Times.seconds(accessed);
            while (shard.reads().load(hash, second, scratch)
                    && scratch.line.deadline() != deadline
                    && scratch.isOf(key.bytes())) {
                scratch.lines.reset();
                TierRecord touched = scratch.line.entry(texts).touched(accessed, deadline);
                scratch.lines.put(hash, key.bytes(), touched, texts);
                if (shard.appendIf(scratch.lines, scratch.location)) {
                    return;
                }
            }
        } finally {
            scratch.giveBack();
        }
    }

    @Override
    public void writeAll(Map<TierKey, TierRecord> entries) throws IOException {
        check();
        long last = batches.write(entries);
        if (!entries.isEmpty()) {
            changed(last);
        }
    }

    @Override
    public void deleteAll(Collection<TierKey> all) throws IOException {
        check();
        batches.delete(all);
    }

    @Override
    public void clear() throws IOException {
        watch.lookNow();
        for (Shard shard : shards) {
            shard.clear();
        }
    }

    @Override
    public TierPage keys(long from, int about) throws IOException {
        check();
        return keys.page(from, about);
    }

    @Override
    public List<TierKey> expired(long now, int most) throws IOException {
        check();
        return keys.expired(now, most);
    }

    @Override
    public long size() {
        return sum(each -> each.log().catalog().count());
    }

    @Override
    public long bytes() {
        return sum(each -> each.log().catalog().total());
    }

    @Override
    public void close() throws IOException {
        close(!settings.readOnly() && watch.isOurs());
    }

    /** Closes without a snapshot; the files are deleted by who knows the directory. */
    @Override
    public void destroy() throws IOException {
        close(false);
    }

    private void close(boolean keep) throws IOException {
        closed = true;
        for (Shard shard : shards) {
            shard.stop();
        }
        try {
            snapshots.finish(keep);
        } finally {
            disk.close();
            for (Shard shard : shards) {
                shard.log().close();
            }
        }
    }
}
