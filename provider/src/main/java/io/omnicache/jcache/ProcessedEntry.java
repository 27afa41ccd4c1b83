/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import io.omnicache.engine.Engine;
import io.omnicache.engine.Step;
import io.omnicache.loading.Loads;
import java.util.Objects;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/**
 * The entry that an entry processor sees. It collects what the processor does; only the net effect is applied, once the
 * processor has returned.
 *
 * <p>Confined to the thread that holds the entry.
 */
@SuppressWarnings("NullAway") // null says "no value" in the standard
class ProcessedEntry<K, V> implements MutableEntry<K, V> {
    /** What is to be done in the end. */
    private enum Effect {
        NONE,
        ACCESS,
        LOAD,
        STORE,
        REMOVE
    }

    final EntryTypes types;
    final Engine<K, V> engine;
    private final K key;

    /** The stored form of the value that is there; null if there is none. */
    private @Nullable Object seen;

    private Effect effect = Effect.NONE;
    private @Nullable V value;
    private boolean asked;
    private boolean loaded;
    private boolean detached;

    ProcessedEntry(EntryTypes types, Engine<K, V> engine, K key) {
        this.types = types;
        this.engine = engine;
        this.key = key;
    }

    @Override
    public final boolean exists() {
        requireAttached();
        return effect == Effect.NONE ? seen != null : value != null;
    }

    @Override
    public final void remove() {
        requireAttached();
        // What this processor itself has made never was anywhere: removing it is no effect at all. What it has loaded
        // is in
        // the store behind the cache, and is removed there.
        boolean own = effect == Effect.STORE && seen == null && !loaded;
        effect = own ? Effect.NONE : Effect.REMOVE;
        asked = true;
        value = null;
    }

    @Override
    public final void setValue(V newValue) {
        requireAttached();
        Objects.requireNonNull(newValue, "an entry processor must not set the value to null");
        types.requireValue(newValue);
        value = newValue;
        effect = Effect.STORE;
        asked = true;
    }

    @Override
    public final K getKey() {
        requireAttached();
        return key;
    }

    @Override
    public final V getValue() {
        requireAttached();
        if (effect == Effect.NONE && seen != null) {
            value = engine.read(seen);
            effect = Effect.ACCESS;
        }
        if (value == null && !asked) {
            asked = true;
            load();
        }
        return value;
    }

    @Override
    public final <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException("a mutable entry cannot be unwrapped to " + type.getName());
    }

    /** Shows neither key nor value. */
    @Override
    public final String toString() {
        return "ProcessedEntry";
    }

    final boolean isRemoval() {
        return effect == Effect.REMOVE;
    }

    /** Returns the value that is to be stored, null if none is. */
    final @Nullable V valueToStore() {
        return effect == Effect.STORE ? value : null;
    }

    /** Notes what is there before the processor runs. */
    final void begin(@Nullable Object stored) {
        seen = stored;
    }

    /** The processor has returned: the entry must not be used any more. */
    final void detach() {
        detached = true;
    }

    final boolean isDetached() {
        return detached;
    }

    /** Returns the key, also of an entry that must not be used any more. */
    final K entryKey() {
        return key;
    }

    /** Applies the net effect. */
    final void apply(Step<K, V> step) {
        switch (effect) {
            case NONE -> {}
            case ACCESS -> step.touch();
            case LOAD -> step.putLoaded(value);
            case STORE -> step.put(engine.incoming(key, value));
            case REMOVE -> step.remove();
        }
    }

    private void load() {
        Loads<K, V> loads = engine.parts().readThrough();
        value = loads == null ? null : loads.load(key);
        loaded = value != null;
        effect = loaded ? Effect.LOAD : effect;
    }

    private void requireAttached() {
        if (detached) {
            throw new IllegalStateException("a mutable entry ends with the call of its entry processor");
        }
    }
}
