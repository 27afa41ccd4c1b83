/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.tier.TierContext.Deletion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tiers of one cache below the heap, the fastest first. All methods throw {@link TierException} if a tier fails.
 *
 * <p>Thread-safe, as a {@link Tier} is.
 */
/*
 * The lowest tier is the authority and has every entry; each one above it has some of them. So a record is written from the lowest up and
 * deleted from the highest down: a process that dies in between leaves what is above within what is below, and a deletion that it did not
 * report has not happened.
 */
public final class TierStack implements AutoCloseable {
    private final String cache;
    private final List<Level> levels;
    private final Level lowest;
    private volatile @Nullable Above above;

    /** A tier and the name of its kind. */
    record Level(String name, Tier tier) {}

    /** What a tier does that may fail. */
    private interface Access<R> {
        R run(Tier tier) throws IOException;
    }

    /** Creates a stack of one tier or more, the fastest first. */
    TierStack(String cache, List<Level> levels) {
        this.cache = cache;
        this.levels = List.copyOf(levels);
        this.lowest = levels.get(levels.size() - 1);
    }

    /** Says what lies above; before that, nothing is held there. */
    public void connect(Above heap) {
        above = heap;
    }

    /** Returns what is stored under a key, null if there is nothing; what was found goes to the tiers above, too. */
    public @Nullable TierRecord read(TierKey key) {
        for (int i = 0; i < levels.size(); i++) {
            TierRecord found = read(levels.get(i), key);
            if (found != null) {
                for (int above = i - 1; above >= 0; above--) {
                    in(levels.get(above), "promoting", tier -> write(tier, key, found));
                }
                return found;
            }
        }
        return null;
    }

    /** Returns what is stored under a key without promoting it: for those who do not hold the key. */
    public @Nullable TierRecord peek(TierKey key) {
        for (Level level : levels) {
            TierRecord found = read(level, key);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Reads several keys as {@link #read} does one; what is not there is not in the answer. */
    public Map<TierKey, TierRecord> readAll(Collection<TierKey> keys) {
        Map<TierKey, TierRecord> found = new HashMap<>(2 * keys.size());
        List<TierKey> missing = new ArrayList<>(keys);
        for (int i = 0; i < levels.size() && !missing.isEmpty(); i++) {
            List<TierKey> sought = missing;
            Map<TierKey, TierRecord> here = in(levels.get(i), "reading", tier -> tier.readAll(sought));
            if (!here.isEmpty()) {
                for (int above = i - 1; above >= 0; above--) {
                    in(levels.get(above), "promoting", tier -> writeAll(tier, here));
                }
                found.putAll(here);
                missing = sought.stream().filter(key -> !here.containsKey(key)).toList();
            }
        }
        return found;
    }

    /** Returns whether something is stored under a key. */
    public boolean contains(TierKey key) {
        return in(lowest, "reading", tier -> tier.contains(key));
    }

    /** Stores a record in all tiers. */
    public void write(TierKey key, TierRecord entry) {
        fromLowest("writing", tier -> write(tier, key, entry));
    }

    /** Stores several records in all tiers. */
    public void writeAll(Map<TierKey, TierRecord> entries) {
        if (!entries.isEmpty()) {
            fromLowest("writing", tier -> writeAll(tier, entries));
        }
    }

    /** Removes what is stored under a key; returns whether there was something. */
    public boolean delete(TierKey key) {
        boolean was = false;
        for (Level level : levels) {
            was |= in(level, "deleting", tier -> tier.delete(key));
        }
        return was;
    }

    /** Removes several keys. */
    public void deleteAll(Collection<TierKey> keys) {
        for (int i = 0; i < levels.size() && !keys.isEmpty(); i++) {
            in(levels.get(i), "deleting", tier -> {
                tier.deleteAll(keys);
                return true;
            });
        }
    }

    /** Notes a use and a new deadline in all tiers. */
    public void touch(TierKey key, long accessed, long deadline) {
        fromLowest("touching", tier -> {
            tier.touch(key, accessed, deadline);
            return true;
        });
    }

    /** Notes in all tiers that entries were used lately. */
    public void used(Collection<TierKey> keys, long accessed) {
        fromLowest("noting uses", tier -> {
            tier.used(keys, accessed);
            return true;
        });
    }

    /** Removes everything; nothing else may be called meanwhile. */
    public void clear() {
        fromHighest("clearing", tier -> {
            tier.clear();
            return true;
        });
    }

    /** Returns some of the keys: {@link Tier#keys}. */
    public TierPage keys(long from, int about) {
        return in(lowest, "listing keys", tier -> tier.keys(from, about));
    }

    /** Returns keys whose deadline has passed. */
    public List<TierKey> expired(long now, int most) {
        return in(lowest, "finding what has expired", tier -> tier.expired(now, most));
    }

    /** Returns the number of entries. */
    public long size() {
        return in(lowest, "counting", Tier::size);
    }

    /** Closes all tiers; what is stored stays. */
    @Override
    public void close() {
        fromHighest("closing", tier -> {
            tier.close();
            return true;
        });
    }

    /** Closes all tiers and deletes what is stored. */
    public void destroy() {
        fromHighest("destroying", tier -> {
            tier.destroy();
            return true;
        });
    }

    /** Evicts an entry from a level, unless something above holds it. */
    boolean evict(int level, TierKey key, Deletion deletion) throws IOException {
        Deletion unlessAbove = () -> !isAbove(level, key) && deletion.run();
        Above heap = above;
        return heap == null ? unlessAbove.run() : heap.evict(key, unlessAbove, level == levels.size() - 1);
    }

    private boolean isAbove(int level, TierKey key) throws IOException {
        for (int i = 0; i < level; i++) {
            if (levels.get(i).tier().contains(key)) {
                return true;
            }
        }
        return false;
    }

    private static boolean write(Tier tier, TierKey key, TierRecord entry) throws IOException {
        tier.write(key, entry);
        return true;
    }

    private static boolean writeAll(Tier tier, Map<TierKey, TierRecord> entries) throws IOException {
        tier.writeAll(entries);
        return true;
    }

    private void fromLowest(String what, Access<Boolean> access) {
        for (int i = levels.size() - 1; i >= 0; i--) {
            in(levels.get(i), what, access);
        }
    }

    /** Goes on after a failure: the tiers below have to be told, too. */
    private void fromHighest(String what, Access<Boolean> access) {
        TierException first = null;
        for (Level level : levels) {
            try {
                in(level, what, access);
            } catch (TierException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private @Nullable TierRecord read(Level level, TierKey key) {
        try {
            return level.tier().read(key);
        } catch (IOException e) {
            throw new TierException(cache, level.name(), "reading", e);
        }
    }

    private <R> R in(Level level, String what, Access<R> access) {
        try {
            return access.run(level.tier());
        } catch (IOException e) {
            throw new TierException(cache, level.name(), what, e);
        }
    }
}
