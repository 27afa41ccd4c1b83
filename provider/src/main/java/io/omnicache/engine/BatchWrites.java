/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.event.Failures;
import io.omnicache.loading.Writes;
import io.omnicache.loading.Writes.Outcome;
import io.omnicache.loading.WrittenEntry;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/** Changes several keys; with a writer, together. Thread-safe. */
/*
 * Without a writer and tiers a batch is a loop: it is atomic per key, not as a whole (JSR-107, putAll). Else the keys of a
 * chunk are locked, written by one call, changed where the writer succeeded, and written to the tiers together.
 */
final class BatchWrites<K, V> {
    private static final int PART = 1_024;

    private final Engine<K, V> engine;
    private final Steps<K, V> steps;

    BatchWrites(Engine<K, V> engine, Steps<K, V> steps) {
        this.engine = engine;
        this.steps = steps;
    }

    void putAll(List<Map.Entry<K, Incoming>> entries) {
        Writes<K, V> writes = engine.parts().writeThrough();
        Tiers<K, V> tiers = engine.tiers();
        if (writes == null && tiers == null) {
            Failures failures = new Failures();
            for (Map.Entry<K, Incoming> entry : entries) {
                try {
                    put(entry.getKey(), entry.getValue());
                } catch (Throwable e) { // user code in other languages throws checked exceptions undeclared
                    failures.add(e);
                }
            }
            failures.throwFirst();
            return;
        }
        Map<K, Incoming> byKey = new HashMap<>(2 * entries.size());
        entries.forEach(entry -> byKey.put(entry.getKey(), entry.getValue()));
        BatchFailures failures = new BatchFailures();
        new Batch<>(
                        engine,
                        steps,
                        chunk -> writes == null ? Outcome.ofNoWriter() : writes.writeAll(toWrite(chunk, byKey)),
                        step -> step.putWritten(incoming(byKey, step)),
                        tiers != null && !tiers.mayOverwrite(),
                        failures)
                .run(entries.stream().map(Map.Entry::getKey).toList());
        failures.throwFirst();
    }

    /** Removes keys; the writer is told of those that the predicate wants. */
    void removeAll(Set<? extends K> keys, Predicate<Step<K, V>> told) {
        BatchFailures failures = new BatchFailures();
        removeAll(keys, told, failures);
        failures.throwFirst();
    }

    private void removeAll(Set<? extends K> keys, Predicate<Step<K, V>> told, BatchFailures failures) {
        Writes<K, V> writes = engine.parts().writeThrough();
        if (writes == null && engine.tiers() == null) {
            for (K key : keys) {
                failures.runApart(() -> steps.step(key, Kind.REMOVE, key, (step, same) -> step.remove()));
            }
            return;
        }
        new Batch<>(
                        engine,
                        steps,
                        chunk -> writes == null
                                ? Outcome.ofNoWriter()
                                : writes.deleteAll(chunk.stream()
                                        .filter(told)
                                        .map(Step::key)
                                        .toList()),
                        Step::removeWritten,
                        true,
                        failures)
                .run(keys);
    }

    /** Removes many keys, a part at a time; the writer is told of those that are there. */
    void removeAll(Iterator<? extends K> keys) {
        BatchFailures failures = new BatchFailures();
        removeAll(keys, failures);
        failures.throwFirst();
    }

    /** As {@link #removeAll(Iterator)}; does nothing if the operation has failed before. */
    void removeAll(Iterator<? extends K> keys, BatchFailures failures) {
        while (!failures.isOver() && keys.hasNext()) {
            Set<K> part = new LinkedHashSet<>();
            while (part.size() < PART && keys.hasNext()) {
                part.add(keys.next());
            }
            removeAll(part, Step::isPresent, failures);
        }
    }

    private void put(K key, Incoming incoming) {
        if (!engine.fastPath().put(key, incoming.stored())) {
            steps.step(key, Kind.STORE, incoming, Step::put);
        }
    }

    private List<WrittenEntry<K, V>> toWrite(List<Step<K, V>> chunk, Map<K, Incoming> entries) {
        return chunk.stream()
                .map(step -> new WrittenEntry<>(
                        step.key(), engine.read(incoming(entries, step).stored())))
                .toList();
    }

    private static <K> Incoming incoming(Map<K, Incoming> entries, Step<K, ?> step) {
        return Objects.requireNonNull(entries.get(step.key()));
    }
}
