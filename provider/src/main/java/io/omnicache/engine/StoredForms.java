/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.EncryptionState;
import io.omnicache.codec.ByReference;
import io.omnicache.codec.crypto.EncryptingCodec;
import io.omnicache.tier.TierReport;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The side of an engine that makes what it stores of the user's objects, and gives them back. Thread-safe. */
abstract class StoredForms<K, V> {
    private final Parts<K, V> parts;
    private final boolean byReference;
    private final boolean hidesKeys;

    /** Whether entries may expire. */
    final boolean timed;

    /** Whether the bound weighs entries. */
    final boolean weighs;

    StoredForms(Parts<K, V> parts) {
        this.parts = parts;
        this.timed = parts.expiry().mayExpire();
        this.weighs = parts.limit() != null && parts.limit().weight() != null;
        this.byReference = parts.form() == ByReference.INSTANCE;
        EncryptingCodec encryption =
                parts.lower() == null ? null : parts.lower().encryption();
        this.hidesKeys = encryption != null && encryption.encryptsKeys();
    }

    /** Returns the form in which a value would be stored. Runs user code. */
    public Object stored(V value) {
        return byReference ? value : parts.form().store(value);
    }

    /**
     * Makes a value ready to be stored: weighs it and takes its stored form. Runs user code.
     *
     * @throws IllegalArgumentException if the weigher returns less than zero
     */
    public Incoming incoming(K key, V value) {
        return incoming(key, value, stored(value));
    }

    /** Makes a value ready whose stored form is known; as {@link #incoming(Object, Object)} otherwise. */
    public Incoming incoming(K key, V value, Object stored) {
        Tiers<K, V> below = tiers();
        return new Incoming(
                stored,
                weigh(key, value, stored),
                below == null ? null : below.forms().encode(key, value));
    }

    /** Returns what an entry takes of the bound. Runs user code. */
    int weigh(K key, V value, Object stored) {
        Parts.Limit<K, V> limit = parts.limit();
        return limit == null ? 1 : limit.weigh(key, value, stored);
    }

    /** Turns a stored key into what the user gets. */
    @SuppressWarnings("unchecked") // a copy has the type of the key
    public K readKey(K stored) {
        return (K) parts.form().readKey(stored);
    }

    /** Turns a stored form into what the user gets. */
    @SuppressWarnings("unchecked") // only values of this cache are stored
    public V read(Object stored) {
        return (V) (byReference ? stored : parts.form().read(stored));
    }

    /** Makes a node for a key, with what this cache needs and no more. */
    @SuppressWarnings("unchecked") // a copy has the type of the key
    Node<K> newNode(K key, Object holder) {
        K stored = (K) parts.form().storeKey(key);
        int hash = Table.hash(stored);
        Tiers<K, V> below = tiers();
        if (below != null && below.isShared()) {
            return new SharedNode<>(stored, hash, holder);
        }
        if (timed) {
            return weighs ? new WeighedTimedNode<>(stored, hash, holder) : new TimedNode<>(stored, hash, holder);
        }
        return weighs ? new WeighedNode<>(stored, hash, holder) : new Node<>(stored, hash, holder);
    }

    /** Returns what the engine is made of. */
    public Parts<K, V> parts() {
        return parts;
    }

    /** Returns whether something lies below the heap. */
    public boolean isTiered() {
        return tiers() != null;
    }

    /** Returns how the tiers do; empty if there are none. */
    public Optional<TierWatch> tierWatch() {
        return Optional.ofNullable(tiers()).map(below -> below.upkeep().watch());
    }

    /** Returns what was asked of the heap and told to it; empty if there are no tiers below it. */
    public Optional<TierReport> heapReport() {
        return Optional.ofNullable(tiers()).map(Tiers::heapReport);
    }

    /** Returns how the encryption of what lies below does; empty if nothing is encrypted. */
    public Optional<EncryptionState> encryption() {
        return Optional.ofNullable(tiers())
                .map(below -> below.upkeep().rotation())
                .map(Rotation::state);
    }

    /** Returns what messages show of a key: if keys are encrypted below, it is no more to be seen in a log. */
    Object shown(Object key) {
        return hidesKeys ? "(not shown)" : key;
    }

    /** Returns what lies below the heap, null if nothing does. */
    abstract @Nullable Tiers<K, V> tiers();
}
