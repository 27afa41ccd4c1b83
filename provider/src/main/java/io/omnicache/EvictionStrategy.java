/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import org.jspecify.annotations.Nullable;

/**
 * Extension point: chooses which entry leaves a bounded cache that is full. Found by {@link java.util.ServiceLoader} and
 * named in the configuration.
 *
 * <p>A strategy only orders entries. It does not hold the bound, does not remove anything, takes no lock and never sees
 * keys or values: the engine counts, asks for a {@linkplain Order#victim() victim}, takes it under its lock and checks it
 * again.
 *
 * <p>A strategy is stateless and thread-safe; the state of one cache is in its {@link Order}.
 */
public interface EvictionStrategy {
    /** Returns the name by which a configuration chooses this strategy, for example {@code lru}. */
    String name();

    /** Returns a new, empty order for one cache. */
    Order newOrder();

    /** What a strategy may know of an entry, and the eight bytes that it may keep there. */
    interface Entry {
        /** Returns the hash code of the key. */
        int keyHash();

        /** Returns the weight of the entry; 1 where the bound is a number of entries. */
        int weight();

        /** Returns false once the entry has left the cache; it never comes back. */
        boolean isAlive();

        /** Returns the strategy's mark. Safe from any thread, without ordering guarantees. */
        long mark();

        /** Sets the strategy's mark. Safe from any thread, without ordering guarantees; a concurrent update may be lost. */
        void mark(long mark);
    }

    /**
     * The order of one cache's entries.
     *
     * <p>{@link #onHit} is called by readers, concurrently and without a lock. All other methods are called by one thread
     * at a time.
     */
    interface Order {
        /** Notes that an entry was read or updated. Must neither block nor allocate. */
        void onHit(Entry entry);

        /** Takes a new entry into the order. */
        void onAdd(Entry entry);

        /** Forgets an entry that has left the cache; its {@link Entry#isAlive()} is already false. */
        void onRemove(Entry entry);

        /**
         * Names the entry to leave next, or null if the order is empty. The entry leaves the order: the engine evicts it, or
         * hands it back with {@link #onPassedOver}. An entry that is no longer alive may be named.
         */
        @Nullable
        Entry victim();

        /** Takes back a victim that is in use just now; another one will be asked for. */
        void onPassedOver(Entry entry);
    }
}
