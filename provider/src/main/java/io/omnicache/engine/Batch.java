/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.event.UserCode;
import io.omnicache.loading.Writes.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Changes several keys under locks that are held together. Used once, by one thread. */
/*
 * A batch never waits while it holds a node: if one is in use it gives back what it has, waits for that one, and starts
 * again; so batches cannot deadlock, whatever their order, and a batch is in no cycle of waiting threads. After a few vain
 * attempts it goes on one key at a time, which cannot starve more than a single operation can; then alone it waits, as such an operation
 * does, for another process with the node held.
 *
 * A writer that fails ends the batch: what it has written is in the cache, the rest is in neither. A listener that fails
 * ends nothing.
 */
final class Batch<K, V> {
    private static final int CHUNK = 1024;
    private static final int ATTEMPTS = 4;

    private final Engine<K, V> engine;
    private final Steps<K, V> steps;
    private final Function<List<Step<K, V>>, Outcome<K>> write;
    private final Consumer<Step<K, V>> change;

    /** Whether the change depends on what lies below the heap. */
    private final boolean reads;

    private final BatchFailures failures;
    private int attempts;

    Batch(
            Engine<K, V> engine,
            Steps<K, V> steps,
            Function<List<Step<K, V>>, Outcome<K>> write,
            Consumer<Step<K, V>> change,
            boolean reads,
            BatchFailures failures) {
        this.engine = engine;
        this.steps = steps;
        this.write = write;
        this.change = change;
        this.reads = reads;
        this.failures = failures;
    }

    /** Changes all keys, unless the operation fails. */
    void run(Collection<? extends K> keys) {
        List<K> left = new ArrayList<>(keys);
        while (!left.isEmpty() && !failures.isOver()) {
            int chunk = attempts < ATTEMPTS ? Math.min(CHUNK, left.size()) : 1;
            List<K> part = left.subList(0, chunk);
            K busy = attempt(part);
            if (busy == null) {
                part.clear();
                attempts = 0;
            } else {
                attempts++;
                failures.run(() -> steps.awaitFree(busy, attempts));
            }
        }
    }

    /** Changes a chunk; returns a key that is in use, null if the chunk is done. */
    private @Nullable K attempt(List<K> part) {
        Operation operation = new Operation(engine.parts().cache(), null);
        List<Step<K, V>> locked = new ArrayList<>(part.size());
        List<K> busy = new ArrayList<>(1);
        List<Step<K, V>> given = new ArrayList<>(1);
        failures.run(() -> {
            lock(part, operation, locked, busy, given);
            if (busy.isEmpty()) {
                UserCode.run(() -> writeAndChange(locked));
            }
        });
        locked.forEach(step -> failures.runApart(() -> step.release(true)));
        operation.end();
        given.forEach(steps::follow);
        locked.forEach(Step::maintain);
        locked.forEach(step -> failures.runApart(step::deliver));
        return busy.isEmpty() ? null : busy.get(0);
    }

    private void lock(
            List<K> part, Operation operation, List<Step<K, V>> locked, List<K> busy, List<Step<K, V>> given) {
        for (K key : part) {
            Step<K, V> step = steps.begin(key, operation, true);
            if (step == null || !steps.lease(step, part.size() == 1, given)) {
                busy.add(key);
                return;
            }
            locked.add(step);
        }
    }

    private void writeAndChange(List<Step<K, V>> locked) {
        LowerBatch<K, V> below = new LowerBatch<>(locked);
        if (reads) {
            below.resolve(); // first: what has expired has, even if the writer fails
        }
        Outcome<K> outcome = write.apply(locked);
        Throwable failure = outcome.failure();
        if (failure != null) {
            failures.add(failure);
        }
        below.collect();
        try {
            change(locked, outcome);
        } finally {
            below.apply();
        }
    }

    private void change(List<Step<K, V>> locked, Outcome<K> outcome) {
        for (Step<K, V> step : locked) {
            if (!outcome.failed().contains(step.key())) {
                failures.run(() -> step.perform(change, (begun, asked) -> { // the writer was told of the others, too
                    asked.accept(begun);
                    return true;
                }));
            }
        }
    }
}
