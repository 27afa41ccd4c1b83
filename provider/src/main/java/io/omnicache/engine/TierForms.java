/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.Clock;
import io.omnicache.codec.bytes.EntryCodec;
import io.omnicache.codec.bytes.UnreadableException;
import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierRecord;
import org.jspecify.annotations.Nullable;

/** Makes of the keys and values of an engine what its tiers keep, and back. Thread-safe. */
final class TierForms<K, V> {
    private final Engine<K, V> engine;
    private final EntryCodec codec;
    private final HeapNotes<K> notes;
    private final WallTime wall;
    private final Records records;

    TierForms(Engine<K, V> engine, EntryCodec codec, HeapNotes<K> notes, WallTime wall, boolean shared) {
        this.engine = engine;
        this.codec = codec;
        this.notes = notes;
        this.wall = wall;
        Clock clock = engine.parts().clock();
        this.records = new Records(clock, wall, shared ? new Versions.Random() : new Versions.Rising(clock));
    }

    /** Returns what makes records of bytes. */
    Records records() {
        return records;
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

    /** Returns the entry of a record whose value the heap has. */
    Found found(Object held, int weight, TierRecord stored) {
        return new Found(held, weight, wall.monotonic(stored.deadline()), false);
    }

    /** Returns the record of an entry that the heap holds. Runs user code. */
    TierRecord record(TierKey key, Object held, long deadline) {
        return records.record(codec.encodeValue(key.bytes(), engine.read(held)), deadline);
    }

    @SuppressWarnings("unchecked") // only values of this cache were encoded
    private @Nullable V decoded(TierKey key, TierRecord stored) {
        try {
            return (V) codec.decodeValue(key.bytes(), stored.value());
        } catch (UnreadableException e) {
            return null; // a miss, and left in place: another release may be able to read it
        }
    }
}
