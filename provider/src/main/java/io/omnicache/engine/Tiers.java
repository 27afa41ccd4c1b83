/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.Clock;
import io.omnicache.codec.bytes.EntryCodec;
import io.omnicache.codec.bytes.UnreadableException;
import io.omnicache.engine.expiry.Expiry;
import io.omnicache.event.Failures;
import io.omnicache.tier.Above;
import io.omnicache.tier.TierContext.Deletion;
import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierRecord;
import io.omnicache.tier.TierStack;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The tiers below the heap, in the terms of an engine: keys, stored forms, monotonic deadlines. Thread-safe. */
/*
 * clear() replaces the generation and empties the tiers in one step, while nobody is at work in them: the exclusive lock. What a step of
 * an older generation would read or write after that is not done (it counts as before the clear), or it would meet the entries of the new
 * one without holding their locks. The shared lock is held for input and output only, never while user code runs.
 */
final class Tiers<K, V> implements Above {
    /** Versions begin with the wall time, so that they go on rising after a restart. */
    private static final int VERSIONS_PER_MILLI_BITS = 20;

    private final Engine<K, V> engine;
    private final TierStack stack;
    private final EntryCodec codec;
    private final StoredKeys<K> storedKeys;
    private final Clock clock;
    private final WallTime wall;
    private final AtomicLong versions;
    private final Statistics heapStatistics = new Statistics();

    /** Null until {@link #connect}. */
    private @Nullable TierUpkeep<K, V> upkeep;

    /** Whether new and replaced entries live equally long. */
    private final boolean overwriting;

    private final ReentrantReadWriteLock clearing = new ReentrantReadWriteLock();

    /** Guarded by the lock. */
    private boolean closed;

    private final HeapNotes<K> notes;

    Tiers(Engine<K, V> engine, Lower lower) {
        this.engine = engine;
        this.stack = lower.stack();
        this.codec = lower.codec();
        this.storedKeys = new StoredKeys<>(engine, this, lower);
        this.clock = engine.parts().clock();
        this.wall = new WallTime(clock);
        Expiry expiry = engine.expiry();
        this.overwriting = expiry.isConstant() && expiry.creation() == Expiry.ETERNAL && isForEver(expiry.update());
        this.notes = new HeapNotes<>(expiry.mindsAccess());
        this.versions = new AtomicLong(clock.millis() << VERSIONS_PER_MILLI_BITS);
    }

    /** Lets the tiers ask what the heap holds, once there is a heap. */
    void connect(Steps<K, V> steps) {
        upkeep = new TierUpkeep<>(engine, steps, this);
        stack.connect(this);
    }

    /** Returns who keeps heap and tiers in step. */
    TierUpkeep<K, V> upkeep() {
        return Objects.requireNonNull(upkeep);
    }

    /** Returns what counts evictions that leave the heap only. */
    Statistics heapStatistics() {
        return heapStatistics;
    }

    /** Returns what the heap knows better than the tiers. */
    HeapNotes<K> notes() {
        return notes;
    }

    /** Returns whether it makes no difference to a new value whether there is an old one. */
    boolean mayOverwrite() {
        return overwriting && !engine.parts().events().isActive();
    }

    /** Returns the keys that are stored. */
    StoredKeys<K> storedKeys() {
        return storedKeys;
    }

    /** Returns the bytes of a key. Runs user code. */
    TierKey key(K key) {
        return new TierKey(codec.encodeKey(key));
    }

    /** Returns the bytes of an entry. Runs user code. */
    Encoded encode(K key, V value) {
        TierKey bytes = key(key);
        return new Encoded(bytes, codec.encodeValue(bytes.bytes(), value));
    }

    /** Returns an entry without the lock of its node, null if there is none that is live and can be read. Runs user code. */
    @Nullable
    Found peek(K key) {
        TierKey bytes = key(key);
        Generation<K> current = engine.generation();
        TierRecord stored = shared(current, () -> stack.peek(bytes));
        Found found = stored == null ? null : found(key, bytes, stored);
        return found == null || found.deadline() <= clock.nanos() ? null : found;
    }

    /** Reads a key for a step of the generation. */
    @Nullable
    TierRecord read(TierKey key, Generation<K> generation) {
        return shared(generation, () -> stack.read(key));
    }

    /** Reads several keys for steps of the generation. */
    Map<TierKey, TierRecord> readAll(Collection<TierKey> keys, Generation<K> generation) {
        Map<TierKey, TierRecord> found = shared(generation, () -> stack.readAll(keys));
        return found == null ? Map.of() : found;
    }

    /** Returns the entry of a record, null if it cannot be read. Runs user code. */
    @Nullable
    Found found(K key, TierKey bytes, TierRecord stored) {
        V value = decoded(bytes, stored);
        if (value == null) {
            return null;
        }
        Object form = engine.stored(value);
        Long known = notes.deadline(key);
        long below = wall.monotonic(stored.deadline());
        return new Found(form, engine.weigh(key, value, form), known == null ? below : known, known != null);
    }

    /** Returns what is to be written for an entry. */
    TierRecord toWrite(byte[] value, long deadline) {
        long now = clock.millis();
        return new TierRecord(value, versions.incrementAndGet(), now, now, wall.of(deadline));
    }

    /** Stores an entry of a step of the generation. */
    void write(TierKey key, TierRecord entry, Generation<K> generation) {
        shared(generation, () -> {
            stack.write(key, entry);
            return true;
        });
    }

    /** Removes a key of a step of the generation. */
    void delete(TierKey key, Generation<K> generation) {
        shared(generation, () -> stack.delete(key));
    }

    /** Changes several keys of steps of the generation. */
    void change(Map<TierKey, TierRecord> written, Collection<TierKey> deleted, Generation<K> generation) {
        shared(generation, () -> {
            stack.deleteAll(deleted);
            stack.writeAll(written);
            return true;
        });
    }

    /** Notes the deadline of an entry of a step of the generation. */
    void touch(TierKey key, long deadline, Generation<K> generation) {
        shared(generation, () -> {
            stack.touch(key, clock.millis(), wall.of(deadline));
            return true;
        });
    }

    /** Notes that entries were used, which have left the heap. Runs user code. */
    void used(List<K> keys) {
        List<TierKey> bytes = keys.stream().map(this::key).toList();
        shared(engine.generation(), () -> {
            stack.used(bytes, clock.millis());
            return true;
        });
    }

    /** Runs what replaces the generation, and empties the tiers. */
    void clear(Runnable replace) {
        clearing.writeLock().lock();
        try {
            replace.run();
            notes.clear();
            stack.clear();
        } finally {
            clearing.writeLock().unlock();
        }
    }

    /** Tells the tiers what the heap knows better, and closes them, or deletes what they hold, once nobody is at work in them. */
    void close(Runnable replace, boolean destroy) {
        if (!destroy) {
            upkeep().tellNotes(true);
        }
        clearing.writeLock().lock();
        try {
            Failures failures = new Failures();
            if (engine.expiry().mindsAccess() && !destroy) {
                failures.run(() -> engine.generation().iterator().forEachRemaining(this::writeDeadline));
            }
            failures.run(replace);
            closed = true;
            failures.run(destroy ? stack::destroy : stack::close);
            failures.throwFirst();
        } finally {
            clearing.writeLock().unlock();
        }
    }

    @Override
    public boolean evict(TierKey key, Deletion deletion, boolean leaves) throws IOException {
        if (!clearing.readLock().tryLock()) {
            return false; // all is about to go
        }
        try {
            return upkeep().evict(storedKeys.decoded(key), deletion, leaves);
        } finally {
            clearing.readLock().unlock();
        }
    }

    /** Returns the number of entries. */
    long size() {
        Long size = shared(engine.generation(), stack::size);
        return size == null ? 0 : size;
    }

    private void writeDeadline(Node<K> node) {
        if (node.tryLock(Node.BARE)) { // who holds it tells the tiers, or is refused
            try {
                if (node.value() != null) {
                    stack.touch(key(node.key), clock.millis(), wall.of(node.deadline()));
                }
            } finally {
                node.unlock();
            }
        }
    }

    private static boolean isForEver(long answer) {
        return answer == Expiry.UNCHANGED || answer == Expiry.ETERNAL;
    }

    @SuppressWarnings("unchecked") // only values of this cache were encoded
    private @Nullable V decoded(TierKey key, TierRecord stored) {
        try {
            return (V) codec.decodeValue(key.bytes(), stored.value());
        } catch (UnreadableException e) {
            return null; // a miss, and left in place: another release may be able to read it
        }
    }

    /** Returns null, and does nothing, if the generation is no longer the present one, or all is closed. */
    <R> @Nullable R shared(Generation<K> generation, Supplier<R> access) {
        clearing.readLock().lock();
        try {
            return engine.generation() == generation && !closed ? access.get() : null;
        } finally {
            clearing.readLock().unlock();
        }
    }
}
