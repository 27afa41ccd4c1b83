/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.Clock;
import io.omnicache.tier.TierKey;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps a store within its bound: of some entries from a random place the one that was not used for longest goes, unless it is held above.
 * No list is kept and nothing is written when an entry is used. Thread-safe; nobody is asked under a lock.
 */
final class Eviction {
    private static final int SAMPLE = 16;
    private static final int SAMPLES = 8;
    private static final int MOST_ASKED = 4096;

    private final List<Shard> shards;
    private final FileOptions bound;
    private final Clock clock;
    private final AtomicLong hand = new AtomicLong();
    private final StoreUse.Evictor evictor;

    Eviction(List<Shard> shards, FileOptions bound, Clock clock, StoreUse.Evictor evictor) {
        this.shards = shards;
        this.bound = bound;
        this.clock = clock;
        this.evictor = evictor;
    }

    /** Lets entries go until the store is within its bound, or none can go; the one just written stays. */
    void settle(long justWritten) throws IOException {
        while (isOver() && (evictSampled(justWritten) || evictAny(justWritten))) {
            Thread.onSpinWait();
        }
    }

    private boolean isOver() {
        return (bound.entries() != FileOptions.UNBOUNDED && size() > bound.entries())
                || (bound.bytes() != FileOptions.UNBOUNDED && live() > bound.bytes());
    }

    private long size() {
        long size = 0;
        for (Shard each : shards) {
            size += each.log().catalog().count();
        }
        return size;
    }

    private long live() {
        long live = 0;
        for (Shard each : shards) {
            live += each.log().catalog().live();
        }
        return live;
    }

    private boolean evictSampled(long justWritten) throws IOException {
        for (int i = 0; i < SAMPLES; i++) {
            Shard shard = anyShard();
            Log log = shard.log();
            long[] sample = log.catalog().sample(ThreadLocalRandom.current(), SAMPLE);
            for (int left = sample.length; left > 0; left--) {
                int oldest = oldest(log, sample, left);
                if (sample[oldest] != justWritten && evict(shard, sample[oldest])) {
                    return true;
                }
                sample[oldest] = sample[left - 1];
            }
        }
        return false;
    }

    private Shard anyShard() {
        long place = ThreadLocalRandom.current().nextLong(Math.max(1, size()));
        for (Shard each : shards) {
            place -= each.log().catalog().count();
            if (place < 0) {
                return each;
            }
        }
        return shards.get(0);
    }

    private static int oldest(Log log, long[] sample, int size) {
        int oldest = 0;
        long earliest = Long.MAX_VALUE;
        for (int i = 0; i < size; i++) {
            int which = i;
            long accessed = log.catalog().ask((all, ignored) -> Times.accessed(all.times(sample[which])));
            if (accessed < earliest) {
                oldest = i;
                earliest = accessed;
            }
        }
        return oldest;
    }

    /* Where nearly all is held above, samples may miss the few that are not: in the order of hashes, from where the last search ended. */
    private boolean evictAny(long justWritten) throws IOException {
        long next = hand.get();
        int rounds = 0;
        for (int asked = 0; asked < MOST_ASKED && rounds < 2; ) {
            Shard shard = shardOf(next);
            long start = next;
            int most = MOST_ASKED - asked;
            long[] hashes = shard.log().catalog().ask((all, ignored) -> all.hashesFrom(start, most));
            for (long hash : hashes) {
                asked++;
                if (hash != justWritten && evict(shard, hash)) {
                    hand.set(hash);
                    return true;
                }
            }
            next = hashes.length > 0 ? hashes[hashes.length - 1] + 1 : afterLog(shard.log());
            rounds += hashes.length == 0 && next == 0 ? 1 : 0;
        }
        hand.set(next);
        return false;
    }

    private Shard shardOf(long hash) {
        return shards.get(shards.get(0).log().settings().logOf(hash));
    }

    /* Where the next log begins; 0 after the last one. */
    private static long afterLog(Log log) {
        int next = log.number() + 1;
        return next == log.settings().logs() ? 0 : log.settings().firstOf(next);
    }

    private boolean evict(Shard shard, long hash) throws IOException {
        Scratch scratch = Scratch.take();
        try {
            if (!shard.reads().load(hash, 0, scratch)) {
                return false; // has gone meanwhile
            }
            Log log = shard.log();
            TierKey key = scratch.line.key();
            scratch.lines.reset();
            scratch.lines.removal(hash, key.bytes());
            if (evictor.evict(key, () -> log.appendIf(scratch.lines, scratch.location) >= 0)) {
                return true;
            }
            log.catalog().use(hash, Times.seconds(clock.millis()), scratch); // is not asked again so soon
            return false; // it is in use, or has changed meanwhile
        } finally {
            scratch.giveBack();
        }
    }
}
