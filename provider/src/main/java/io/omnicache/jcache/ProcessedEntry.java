/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import io.omnicache.engine.Engine;
import io.omnicache.engine.Incoming;
import io.omnicache.engine.Step;
import io.omnicache.loading.Loads;
import java.util.Objects;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/**
 * The entry that an entry processor sees. It collects what the processor does; only the net effect is applied, once the
 * processor has returned.
 *
 * <p>Confined to the thread of the step.
 */
@SuppressWarnings("NullAway") // null says "no value" in the standard
final class ProcessedEntry<K, V> implements MutableEntry<K, V> {
    /** What is to be done in the end. */
    private enum Effect {
        NONE,
        ACCESS,
        LOAD,
        STORE,
        REMOVE
    }

    private final EntryTypes types;
    private final Engine<K, V> engine;
    private final Step<K, V> step;
    private final Loads<K, V> loads;
    private Effect effect = Effect.NONE;
    private @Nullable V value;
    private boolean asked;
    private boolean loaded;
    private boolean detached;

    ProcessedEntry(EntryTypes types, Engine<K, V> engine, Step<K, V> step) {
        this.types = types;
        this.engine = engine;
        this.step = step;
        this.loads = engine.readThrough();
    }

    @Override
    public boolean exists() {
        requireAttached();
        return effect == Effect.NONE ? step.isPresent() : value != null;
    }

    @Override
    public void remove() {
        requireAttached();
        // What this processor itself has made never was anywhere: removing it is no effect at all. What it has loaded
        // is in
        // the store behind the cache, and is removed there.
        boolean own = effect == Effect.STORE && !step.isPresent() && !loaded;
        effect = own ? Effect.NONE : Effect.REMOVE;
        asked = true;
        value = null;
    }

    @Override
    public void setValue(V newValue) {
        requireAttached();
        Objects.requireNonNull(newValue, "an entry processor must not set the value to null");
        types.requireValue(newValue);
        value = newValue;
        effect = Effect.STORE;
        asked = true;
    }

    @Override
    public K getKey() {
        requireAttached();
        return step.key();
    }

    @Override
    public V getValue() {
        requireAttached();
        if (effect == Effect.NONE && step.isPresent()) {
            value = engine.read(step.stored());
            effect = Effect.ACCESS;
        }
        if (value == null && loads != null && !asked) {
            asked = true;
            value = loads.load(step.key());
            loaded = value != null;
            effect = loaded ? Effect.LOAD : effect;
        }
        return value;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException("a mutable entry cannot be unwrapped to " + type.getName());
    }

    /** Shows neither key nor value. */
    @Override
    public String toString() {
        return "ProcessedEntry";
    }

    boolean isRemoval() {
        return effect == Effect.REMOVE;
    }

    /** The processor has returned: the entry must not be used any more. */
    void detach() {
        detached = true;
    }

    /** Applies the net effect. */
    void apply() {
        switch (effect) {
            case NONE -> {}
            case ACCESS -> step.touch();
            case LOAD -> step.putLoaded(value);
            case STORE -> {
                Incoming incoming = engine.incoming(step.key(), value);
                step.put(incoming);
            }
            case REMOVE -> step.remove();
        }
    }

    private void requireAttached() {
        if (detached) {
            throw new IllegalStateException("a mutable entry ends with the call of its entry processor");
        }
    }
}
