/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.event.Failures;
import io.omnicache.event.UserCode;
import io.omnicache.loading.Loads;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds several keys below the heap, and loads the others, together; used once, by one thread. */
final class BulkLoad<K, V> extends Operation {
    private final Steps<K, V> steps;
    private final @Nullable Loads<K, V> loads;
    private final boolean replace;

    /** Receives what a read finds, and makes this count hits and misses; null if nobody reads. */
    private final @Nullable Map<K, Object> found;

    private final List<Step<K, V>> begun = new ArrayList<>();
    /** Those whose keys other processes have. */
    private final List<Step<K, V>> given = new ArrayList<>();

    private final List<Step<K, V>> claimed = new ArrayList<>();
    private final List<K> others = new ArrayList<>();
    private final Map<Object, Outcome> outcomes = new HashMap<>();
    private final Failures failures = new Failures();

    BulkLoad(
            Engine<K, V> engine,
            Steps<K, V> steps,
            @Nullable Loads<K, V> loads,
            boolean replace,
            @Nullable Map<K, Object> found) {
        super(engine.parts().cache(), null);
        this.steps = steps;
        this.loads = loads;
        this.replace = replace;
        this.found = found;
    }

    @Override
    @Nullable
    Outcome outcome(Object key) {
        return outcomes.get(key);
    }

    /** Returns the keys that others begun. Valid after the run, whatever it threw. */
    Collection<K> others() {
        return others;
    }

    /** Loads what is free; returns the keys that others hold. Throws the first failure once everything is done. */
    Collection<K> run(Collection<K> keys) {
        try {
            failures.run(() -> UserCode.run(() -> {
                keys.forEach(this::begin);
                new LowerBatch<>(begun).resolve();
                begun.forEach(step -> step.perform(this, (each, bulk) -> {
                    bulk.claim(each);
                    return true;
                }));
                load();
            }));
        } finally {
            begun.forEach(step -> failures.run(() -> step.release(true)));
            end();
        }
        given.forEach(steps::follow);
        begun.forEach(Step::maintain);
        deliver();
        return others;
    }

    /** Those that were found come before those that were loaded, also when it is about whose failure is the first. */
    private void deliver() {
        Set<Step<K, V>> loaded = new HashSet<>(claimed);
        Failures all = new Failures();
        begun.stream().filter(step -> !loaded.contains(step)).forEach(step -> all.run(step::deliver));
        claimed.forEach(step -> failures.run(step::deliver));
        all.run(failures::throwFirst);
        all.throwFirst();
    }

    private void begin(K key) {
        Step<K, V> step = steps.beginIfFree(key, this, given);
        if (step == null) {
            others.add(key);
        } else {
            begun.add(step);
        }
    }

    private void claim(Step<K, V> step) {
        boolean present = found == null ? step.isPresent() : step.lookup();
        if (!present || replace) {
            if (found != null && step.isRepeated()) {
                found.remove(step.key()); // of a run that came to nothing
            }
            claimed.add(step);
            return;
        }
        if (found != null && step.stored() != null) {
            found.put(step.key(), step.stored());
            step.touch();
            step.rest();
        }
    }

    private void load() {
        if (claimed.isEmpty()) {
            return;
        }
        try {
            Map<K, V> loaded = loads == null
                    ? Map.of()
                    : loads.loadAll(claimed.stream().map(Step::key).toList());
            LowerBatch<K, V> below = new LowerBatch<>(claimed);
            below.collect();
            for (Step<K, V> step : claimed) {
                publish(step, loaded.get(step.key()));
            }
            below.apply();
        } catch (Throwable e) {
            claimed.forEach(step -> outcomes.put(step.key(), new Outcome.Failed(e)));
            throw e;
        }
    }

    /** Another process may have put a value meanwhile, which counts. */
    private Object unlessPresent(Step<K, V> step, V value) {
        Object present = replace && !step.isRepeated() ? null : step.stored();
        return present == null ? step.putLoaded(value) : present;
    }

    private void publish(Step<K, V> step, @Nullable V value) {
        try {
            Object stored =
                    value == null || loads == null ? null : step.perform(loads.typed(value), this::unlessPresent);
            outcomes.put(step.key(), new Outcome.Loaded(stored, step.mark()));
            if (found != null && stored != null) {
                found.put(step.key(), stored);
            }
        } catch (Throwable e) {
            // A value that cannot be kept must not lose the others.
            outcomes.put(step.key(), new Outcome.Failed(e));
            failures.add(e);
        }
    }
}
