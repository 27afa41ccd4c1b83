/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A tier for tests that keeps its records in memory: what the contract of tiers asks for, and nothing else. Bounded by a number of
 * entries if told so; the entry that was not used for the longest time goes.
 */
final class MemoryTier implements Tier {
    private final TierContext context;
    private final long maximum;
    private final Map<TierKey, Long> places = new HashMap<>();
    private final ConcurrentSkipListMap<Long, Kept> kept = new ConcurrentSkipListMap<>();
    private final Map<TierKey, Boolean> byUse = new LinkedHashMap<>(16, 0.75f, true);
    /** The one that was opened last. */
    private static volatile @Nullable MemoryTier last;

    private volatile boolean failing;
    private boolean closed;
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong place = new AtomicLong(TierPage.START);

    private record Kept(TierKey key, TierRecord stored) {}

    MemoryTier(TierContext context, long maximum) {
        this.context = context;
        this.maximum = maximum;
        last = this;
    }

    @Override
    public synchronized @Nullable TierRecord read(TierKey key) throws IOException {
        requireOpen();
        reads.incrementAndGet();
        Long at = places.get(key);
        Kept found = at == null ? null : kept.get(at);
        byUse.get(key);
        return found == null ? null : found.stored();
    }

    @Override
    public synchronized void write(TierKey key, TierRecord entry) throws IOException {
        requireOpen();
        Long at = places.get(key);
        long where = at == null ? place.incrementAndGet() : at;
        kept.put(where, new Kept(key, entry));
        places.put(key, where);
        byUse.put(key, true);
        evict(key);
    }

    @Override
    public synchronized boolean delete(TierKey key) {
        Long at = places.remove(key);
        byUse.remove(key);
        return at != null && kept.remove(at) != null;
    }

    @Override
    public synchronized void clear() {
        places.clear();
        byUse.clear();
        kept.clear();
    }

    @Override
    public synchronized void used(Collection<TierKey> keys, long accessed) throws IOException {
        if (failing) {
            throw new IOException("told to fail");
        }
        keys.forEach(byUse::get);
    }

    @Override
    public TierPage keys(long from, int about) {
        List<Map.Entry<Long, Kept>> page =
                kept.tailMap(from, false).entrySet().stream().limit(about).toList();
        long next =
                page.size() < about ? TierPage.END : page.get(page.size() - 1).getKey();
        return new TierPage(page.stream().map(entry -> entry.getValue().key()).toList(), next);
    }

    @Override
    public List<TierKey> expired(long now, int most) {
        return kept.values().stream()
                .filter(entry -> entry.stored().hasExpired(now))
                .limit(most)
                .map(Kept::key)
                .toList();
    }

    @Override
    public long size() {
        return kept.size();
    }

    @Override
    public long bytes() {
        return kept.values().stream()
                .mapToLong(entry -> entry.stored().value().length)
                .sum();
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    @Override
    public void destroy() {
        clear();
        close();
    }

    /** Returns the tier that was opened last. */
    static MemoryTier last() {
        return Objects.requireNonNull(last);
    }

    /** From now on, fails when it is touched or told of uses. */
    void failWhenTold() {
        failing = true;
    }

    /** Returns how often a key was read. */
    long reads() {
        return reads.get();
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void touch(TierKey key, long accessed, long deadline) throws IOException {
        if (failing) {
            throw new IOException("told to fail");
        }
        Tier.super.touch(key, accessed, deadline);
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the tier memory is closed");
        }
    }

    /** What may not go counts as used. */
    private void evict(TierKey newest) throws IOException {
        for (int tries = kept.size(); kept.size() > maximum && tries > 0; tries--) {
            TierKey eldest = byUse.keySet().iterator().next();
            if (eldest.equals(newest) || !context.evict(eldest, () -> delete(eldest))) {
                byUse.get(eldest);
            }
        }
    }

    /** Opens tiers named {@code memory}. */
    public static final class Factory implements TierFactory {
        @Override
        public String name() {
            return "memory";
        }

        @Override
        public Set<String> options() {
            return Set.of("entries");
        }

        @Override
        public Tier open(TierContext context, Map<String, String> options) {
            String entries = options.get("entries");
            return new MemoryTier(context, entries == null ? Long.MAX_VALUE : Long.parseLong(entries));
        }
    }
}
