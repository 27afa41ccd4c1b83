/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
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
 *
 * <p>The test jar of OmniCache holds {@code io.omnicache.engine.eviction.EvictionStrategyContract}, a JUnit test of all that is
 * said here: extend it and give it the strategy. {@code docs/strategies.md} shows how.
 */
public interface EvictionStrategy {
    /** The names of the strategies that are built in. */
    List<String> BUILT_IN = List.of("adaptive", "lru", "lfu", "fifo", "sieve", "ttl", "size");

    /** Returns the name by which a configuration chooses this strategy, for example {@code lru}. */
    String name();

    /**
     * Returns a new, empty order for one cache.
     *
     * @param maximum the bound: the weights of all entries together, or their number where each weighs 1
     */
    Order newOrder(long maximum);

    /**
     * What a strategy may know of an entry, and the two numbers that it may keep there. Entries are made by the engine, and by
     * tests of a strategy.
     */
    /*
     * A class with fields rather than an interface: strategies look at many entries per operation, and where a JVM has
     * several kinds of caches, so several kinds of entries, each look would be a call through a table of methods.
     */
    abstract class Entry {
        /** The deadline of an entry that never expires. */
        public static final long NEVER = Long.MAX_VALUE;

        private static final int OWNER_SHIFT = 30;
        private static final int NOTE = (1 << OWNER_SHIFT) - 1;
        private static final VarHandle MARK;

        static {
            try {
                MARK = MethodHandles.lookup().findVarHandle(Entry.class, "mark", int.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private final int keyHash;

        @SuppressWarnings("unused") // by MARK, in opaque mode
        private int mark;

        private int note;

        /** Creates an entry for a key with a hash code; mark and note are 0. */
        protected Entry(int keyHash) {
            this.keyHash = keyHash;
        }

        /** Returns the hash code of the key. */
        public final int keyHash() {
            return keyHash;
        }

        /**
         * Returns the weight that the bound counts the entry with; 1 where the bound is a number of entries. Changes only
         * together with a call of {@link Order#onReweighed}.
         */
        public int weight() {
            return 1;
        }

        /**
         * Returns when the entry expires, in nanoseconds of the cache's clock, or {@link #NEVER}. It may change at any time, by
         * reads too; see {@link DeadlineOrder}.
         */
        public long deadline() {
            return NEVER;
        }

        /** Returns false once the entry has left the cache; it never comes back. */
        public abstract boolean isAlive();

        /**
         * Returns the strategy's mark. Any thread may read and write it, without ordering guarantees; one of two concurrent
         * changes may be lost.
         */
        public final int mark() {
            return (int) MARK.getOpaque(this);
        }

        /** Sets the strategy's mark. */
        public final void mark(int newMark) {
            MARK.setOpaque(this, newMark);
        }

        /**
         * Returns the strategy's note, a number of 30 bits, zero or more. Only the methods that are called by one thread at a time
         * may use it.
         */
        public final int note() {
            return note & NOTE;
        }

        /** Sets the strategy's note; the two highest bits are dropped. */
        public final void note(int newNote) {
            note = (note & ~NOTE) | (newNote & NOTE);
        }

        /** Returns what the one who made this entry keeps in the two bits that the note leaves: 0 to 3. */
        protected final int owner() {
            return note >>> OWNER_SHIFT;
        }

        /** Sets the two bits that the note leaves; by the threads that may set the note. */
        protected final void owner(int owner) {
            note = (note & NOTE) | owner << OWNER_SHIFT;
        }
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

        /** Takes a new entry into the order. Its mark and its note may hold anything. */
        void onAdd(Entry entry);

        /** Notes that the weight of an entry in the order has changed. */
        default void onReweighed(Entry entry, int before) {}

        /** Notes that the bound of the cache is another one now. */
        default void onMaximum(long maximum) {}

        /** Forgets an entry that has left the cache; its {@link Entry#isAlive()} is already false. */
        void onRemove(Entry entry);

        /**
         * Names the entry to leave next, or null if the order is empty. The entry leaves the order: the engine evicts it, or
         * hands it back with {@link #onPassedOver}: it does so if the entry is in use, or if it is the one for which room is
         * made. An entry that is no longer alive may be named.
         */
        @Nullable
        Entry victim();

        /** Takes back a victim that stays. */
        void onPassedOver(Entry entry);
    }

    /**
     * An order that depends on {@link Entry#deadline()}, so it is told when one has become sooner. That one has become later
     * is not told: reads do that without a lock, and a look at the deadline when the entry is about to be named shows it.
     */
    interface DeadlineOrder extends Order {
        /**
         * Notes that the deadline of an entry in the order may have become sooner. Called by one thread at a time, as all
         * methods but {@link #onHit}.
         */
        void onRescheduled(Entry entry);
    }
}
