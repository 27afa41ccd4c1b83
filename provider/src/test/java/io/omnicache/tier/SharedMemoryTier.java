/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** A shared tier for tests, whose store is in the memory of this process: caches of several managers use it as several processes would. */
final class SharedMemoryTier implements SharedTier {
    private final Store store;
    private final AtomicInteger untilFailure = new AtomicInteger(Integer.MAX_VALUE);
    private volatile boolean broken;

    /** What all of one id have in common. */
    static final class Store {
        private static final int STRIPES = 16;
        private static final Map<String, Store> ALL = new ConcurrentHashMap<>();

        private final Map<TierKey, TierRecord> records = new HashMap<>();
        private final Map<TierKey, Long> places = new HashMap<>();
        private final TreeMap<Long, TierKey> order = new TreeMap<>();
        private final Map<TierKey, StoredLease> leased = new ConcurrentHashMap<>();
        private final Map<TierKey, StoredLease> next = new ConcurrentHashMap<>();
        private final AtomicLongArray changes = new AtomicLongArray(STRIPES);
        private final AtomicLong reads = new AtomicLong();
        private final List<SharedMemoryTier> opened = new CopyOnWriteArrayList<>();
        private final AtomicLong conflicts = new AtomicLong();
        private long last = TierPage.START;
        private volatile boolean leasesFail;

        /** Returns the store of an id. */
        static Store of(String id) {
            return ALL.computeIfAbsent(id, none -> new Store());
        }

        /** Forgets all stores. */
        static void forgetAll() {
            ALL.clear();
        }

        /** Returns the tiers of the processes, in the order in which they were opened. */
        SharedMemoryTier tier(int number) {
            return opened.get(number);
        }

        /** Returns how often a record was asked for. */
        long reads() {
            return reads.get();
        }

        /** Returns how many keys are leased, or waited for. */
        int leases() {
            return leased.size() + next.size();
        }

        /** Returns how many entries there are. */
        synchronized int size() {
            return records.size();
        }

        /** Lets whoever takes a lease fail, or not. */
        void leasesFail(boolean fail) {
            leasesFail = fail;
        }

        long conflicts() {
            return conflicts.get();
        }

        private synchronized void change(TierKey key, @Nullable TierRecord next) {
            changes.addAndGet(stripe(key), STRIPES);
            if (next == null) {
                records.remove(key);
                Long place = places.remove(key);
                if (place != null) {
                    order.remove(place);
                }
            } else if (records.put(key, next) == null) {
                last++;
                places.put(key, last);
                order.put(last, key);
            }
        }

        private static int stripe(TierKey key) {
            return Math.floorMod(key.hashCode(), STRIPES);
        }
    }

    SharedMemoryTier(Store store) {
        this.store = store;
        store.opened.add(this);
    }

    /** From now on everything fails for this process, but leases; or nothing. */
    void broken(boolean fails) {
        broken = fails;
    }

    /** Lets one of the next changes fail, counted from 1. */
    void failAtChange(int number) {
        untilFailure.set(number);
    }

    private void change() throws IOException {
        works();
        if (untilFailure.decrementAndGet() == 0) {
            throw new IOException("told to fail once");
        }
    }

    private void works() throws IOException {
        if (broken) {
            throw new IOException("told to fail");
        }
    }

    @Override
    public Exchange exchange(TierKey key, Expected expected, @Nullable TierRecord next) throws IOException {
        change();
        synchronized (store) {
            TierRecord present = store.records.get(key);
            if (!expected.isMetBy(present == null ? null : present.version())) {
                store.conflicts.incrementAndGet();
                return new Exchange.Conflict(present, mark(key));
            }
            store.change(key, next);
            return new Exchange.Done(mark(key));
        }
    }

    @Override
    public Lease lease(TierKey key) {
        return new StoredLease(store, key);
    }

    private static final class StoredLease implements Lease {
        private final Store store;
        private final TierKey key;

        StoredLease(Store store, TierKey key) {
            this.store = store;
            this.key = key;
        }

        @Override
        public boolean tryTake() throws IOException {
            if (store.leasesFail) {
                throw new IOException("no leases");
            }
            StoredLease first = store.next.putIfAbsent(key, this);
            if ((first == null || first == this) && store.leased.putIfAbsent(key, this) == null) {
                store.next.remove(key, this);
                return true;
            }
            return false;
        }

        @Override
        public void giveBack() {
            store.next.remove(key, this);
            store.leased.remove(key, this);
        }
    }

    @Override
    public long mark(TierKey key) {
        int stripe = Store.stripe(key);
        return store.changes.get(stripe) + stripe + 1;
    }

    @Override
    public boolean isCurrent(long mark) {
        int stripe = (int) ((mark - 1) % Store.STRIPES);
        return mark != NO_MARK && store.changes.get(stripe) + stripe + 1 == mark;
    }

    @Override
    public Exchange touch(TierKey key, Expected.Version expected, long version, long accessed, long deadline)
            throws IOException {
        synchronized (store) {
            TierRecord present = store.records.get(key);
            return present == null
                    ? new Exchange.Conflict(null, mark(key))
                    : exchange(
                            key,
                            expected,
                            new TierRecord(present.value(), version, present.created(), accessed, deadline));
        }
    }

    @Override
    public @Nullable TierRecord read(TierKey key) throws IOException {
        works();
        store.reads.incrementAndGet();
        synchronized (store) {
            return store.records.get(key);
        }
    }

    @Override
    public void write(TierKey key, TierRecord entry) throws IOException {
        change();
        store.change(key, entry);
    }

    @Override
    public boolean delete(TierKey key) throws IOException {
        change();
        synchronized (store) {
            boolean present = store.records.containsKey(key);
            store.change(key, null);
            return present;
        }
    }

    @Override
    public void clear() throws IOException {
        change();
        synchronized (store) {
            List.copyOf(store.records.keySet()).forEach(key -> store.change(key, null));
        }
    }

    @Override
    public TierPage keys(long from, int about) {
        synchronized (store) {
            List<TierKey> page = new ArrayList<>();
            long next = TierPage.END;
            for (Map.Entry<Long, TierKey> each :
                    store.order.tailMap(from, false).entrySet()) {
                if (page.size() == about) {
                    break;
                }
                page.add(each.getValue());
                next = each.getKey();
            }
            return new TierPage(page, page.size() < about ? TierPage.END : next);
        }
    }

    @Override
    public List<TierKey> expired(long now, int most) throws IOException {
        works();
        synchronized (store) {
            return store.records.entrySet().stream()
                    .filter(entry -> entry.getValue().hasExpired(now))
                    .limit(most)
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }

    @Override
    public long size() {
        synchronized (store) {
            return store.records.size();
        }
    }

    @Override
    public long bytes() {
        synchronized (store) {
            return store.records.values().stream()
                    .mapToLong(stored -> stored.value().length)
                    .sum();
        }
    }

    @Override
    public void close() {}

    @Override
    public void destroy() throws IOException {
        clear();
    }

    /** Makes them, by the option {@code id}. */
    public static final class Factory implements TierFactory {
        @Override
        public String name() {
            return "shared-memory";
        }

        @Override
        public Set<String> options() {
            return Set.of("id");
        }

        @Override
        public Tier open(TierContext context, Map<String, String> options) {
            return new SharedMemoryTier(Store.of(options.getOrDefault("id", "") + context.cache()));
        }
    }
}
