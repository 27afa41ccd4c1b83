/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.event.Failures;
import io.omnicache.loading.Writes;
import io.omnicache.loading.WrittenEntry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/** Changes several keys; with a writer, together. Thread-safe. */
/*
 * Without a writer a batch is a loop: it is atomic per key, not as a whole (JSR-107, putAll). With a writer the keys of a
 * chunk are locked, written by one call, and changed where the writer succeeded.
 */
final class BatchWrites<K, V> {
    private final Engine<K, V> engine;
    private final Steps<K, V> steps;

    BatchWrites(Engine<K, V> engine, Steps<K, V> steps) {
        this.engine = engine;
        this.steps = steps;
    }

    void putAll(Map<K, Incoming> entries) {
        Writes<K, V> writes = engine.writes();
        if (writes == null) {
            Failures failures = new Failures();
            entries.forEach((key, incoming) -> failures.run(() -> steps.step(key, Kind.STORE, incoming, Step::put)));
            failures.throwFirst();
            return;
        }
        new Batch<>(
                        engine,
                        steps,
                        chunk -> writes.writeAll(toWrite(chunk, entries)),
                        step -> step.putWritten(incoming(entries, step)))
                .run(entries.keySet());
    }

    /** Removes keys; the writer is told of those that the predicate wants. */
    void removeAll(Set<? extends K> keys, Predicate<Step<K, V>> told) {
        Writes<K, V> writes = engine.writes();
        if (writes == null) {
            Failures failures = new Failures();
            for (K key : keys) {
                failures.run(() -> steps.step(key, Kind.REMOVE, key, (step, same) -> step.remove()));
            }
            failures.throwFirst();
            return;
        }
        new Batch<>(
                        engine,
                        steps,
                        chunk -> writes.deleteAll(
                                chunk.stream().filter(told).map(Step::key).toList()),
                        Step::removeWritten)
                .run(keys);
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
