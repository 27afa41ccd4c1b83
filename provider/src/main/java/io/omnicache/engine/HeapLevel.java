/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.engine.Statistics.Counter;
import io.omnicache.tier.Above;
import io.omnicache.tier.TierContext.Deletion;
import io.omnicache.tier.TierKey;
import java.io.IOException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The heap as the tiers below it see it. Thread-safe. */
final class HeapLevel<K, V> implements Above {
    private final Engine<K, V> engine;
    private final Steps<K, V> steps;
    private final Tiers<K, V> tiers;

    HeapLevel(Engine<K, V> engine, Steps<K, V> steps, Tiers<K, V> tiers) {
        this.engine = engine;
        this.steps = steps;
        this.tiers = tiers;
    }

    @Override
    public boolean evict(TierKey key, Deletion deletion, boolean leaves) throws IOException {
        if (!tiers.gate().tryEnter()) {
            return false; // all is about to go
        }
        try {
            return evict(tiers.storedKeys().decoded(key), deletion, leaves);
        } finally {
            tiers.gate().exit();
        }
    }

    /** A key that cannot be read is null: nobody can ask for it. */
    private boolean evict(@Nullable K key, Deletion deletion, boolean leaves) throws IOException {
        if (key == null) {
            return deletion.run();
        }
        Generation<K> current = engine.generation();
        if (current.find(key) != null) {
            return false; // held, or somebody is at work
        }
        Operation operation = steps.newOperation(key);
        Node<K> node = engine.newNode(key, operation);
        if (current.addIfAbsent(node) != null) {
            return false;
        }
        try {
            boolean deleted = engine.generation() == current && deletion.run();
            if (deleted && leaves) {
                engine.statistics().count(Counter.EVICTIONS);
            }
            return deleted;
        } finally {
            node.kill();
            current.remove(node);
            operation.end();
        }
    }

    @Override
    public boolean update(TierKey bytes, Update update) {
        K key = tiers.storedKeys().decoded(bytes);
        if (key == null) {
            tiers.update(engine.generation(), update, null);
            return true;
        }
        Operation operation = steps.newOperation(key);
        try {
            Step<K, V> step = steps.beginIfFree(key, operation, true);
            if (step == null) {
                return false;
            }
            steps.run(step, operation, update, (begun, told) -> {
                if (begun instanceof TieredStep<K, V> tiered) {
                    tiered.tell(told);
                }
                return true;
            });
            return true;
        } finally {
            steps.end(operation);
        }
    }

    @Override
    public boolean alone(Runnable action) {
        return tiers.gate().tryAlone(action);
    }

    @Override
    public Iterator<TierKey> keys() {
        Iterator<K> held = engine.generation().keys();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return held.hasNext();
            }

            @Override
            public TierKey next() {
                return tiers.forms().key(held.next());
            }
        };
    }

    @Override
    public long size() {
        return engine.generation().size();
    }
}
