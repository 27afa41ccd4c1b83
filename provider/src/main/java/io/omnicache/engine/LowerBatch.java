/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.tier.Answer;
import io.omnicache.tier.TierException;
import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * What several steps read and change below the heap, done together. Does nothing where nothing lies below.
 *
 * <p>Confined to the thread that holds the locks.
 */
final class LowerBatch<K, V> {
    /** By generation: a clear() may have come while the steps began. */
    private final IdentityHashMap<Generation<K>, List<TieredStep<K, V>>> steps = new IdentityHashMap<>();

    private final IdentityHashMap<Generation<K>, Changes> changes = new IdentityHashMap<>();

    /** What is to be changed. */
    static final class Changes {
        private final Map<TierKey, TierRecord> written = new HashMap<>();
        private final List<TierKey> deleted = new ArrayList<>();

        void write(TierKey key, TierRecord entry) {
            written.put(key, entry);
        }

        void delete(TierKey key) {
            written.remove(key);
            deleted.add(key);
        }
    }

    LowerBatch(Collection<Step<K, V>> all) {
        for (Step<K, V> step : all) {
            if (step instanceof TieredStep<K, V> tiered) {
                steps.computeIfAbsent(tiered.generation(), none -> new ArrayList<>())
                        .add(tiered);
            }
        }
    }

    /** Finds out what lies below, as far as the heap does not know. */
    void resolve() {
        steps.forEach((generation, some) -> {
            Map<TierKey, TieredStep<K, V>> unresolved = new HashMap<>();
            some.stream().filter(step -> !step.isResolved()).forEach(step -> unresolved.put(step.tierKey(), step));
            if (!unresolved.isEmpty()) {
                unresolved.values().forEach(TieredStep::aboutToRead);
                Map<TierKey, Answer> found = some.get(0).tiers().readAll(unresolved.keySet(), generation);
                unresolved.forEach((key, step) -> step.resolve(found.getOrDefault(key, Answer.ABSENT)));
            }
        });
    }

    /** From now on, keeps what the steps change until {@link #apply}. */
    void collect() {
        steps.forEach((generation, some) -> {
            Changes collected = new Changes();
            changes.put(generation, collected);
            some.forEach(step -> step.collectIn(collected));
        });
    }

    /** Makes the changes; if a tier fails, or the memory is at its end, the heap has nothing of their keys either. */
    void apply() {
        changes.forEach((generation, collected) -> {
            List<TieredStep<K, V>> some = steps.getOrDefault(generation, List.of());
            try {
                some.get(0).tiers().change(collected.written, collected.deleted, generation);
            } catch (TierException | Error e) {
                some.forEach(TieredStep::forget);
                throw e;
            }
        });
    }
}
