/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.engine.Statistics.Counter;
import io.omnicache.event.Failures;
import io.omnicache.loading.Loads;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/** Finds below the heap, or loads, what is missing: once per key, however many threads ask. Thread-safe. */
/*
 * The thread that loads holds the key's node by a Load; the others park on it and share its outcome: the value, "there is
 * none", or the failure. A bulk load claims every key whose node is free, loads those together, publishes them, gives them
 * back, and only then turns to the keys that others hold: it never waits while it holds a node.
 */
final class Flights<K, V> {
    /** How many leases of keys a bulk load takes: where they are kept they are searched one by one. */
    private static final int MOST_LEASES = 1_024;

    private final Engine<K, V> engine;
    private final Steps<K, V> steps;

    Flights(Engine<K, V> engine, Steps<K, V> steps) {
        this.engine = engine;
        this.steps = steps;
    }

    /** Returns the stored form of the key's value, from below the heap or loaded if need be; counts a hit or a miss. */
    @Nullable
    Object get(K key) {
        Load load = new Load(key, engine.parts().readThrough());
        try {
            return get(key, load);
        } finally {
            steps.end(load); // it may have held a node of a generation that was cleared, and others may wait for it
        }
    }

    private @Nullable Object get(K key, Load load) {
        for (int attempt = 0; ; attempt++) {
            Object hit = engine.hit(key);
            if (hit != null) {
                return hit;
            }
            Operation running = running(key);
            if (running == null) {
                Step<K, V> step = steps.begin(key, load, true);
                if (step != null && steps.awaitLease(step)) {
                    return steps.run(step, load, load, Flights::lookupOrLoad);
                }
                Spin.pause(attempt);
                continue;
            }
            // Inside the step that changes the key, a read sees the state before it.
            if (running.isMine()) {
                return inside(key);
            }
            Outcome outcome = await(running, key);
            if (outcome != null && isValid(outcome)) {
                engine.statistics().count(Counter.MISSES);
                return shared(outcome, key);
            }
        }
    }

    /** What was loaded counts for who has asked meanwhile, unless another process may have changed it before he asked. */
    private boolean isValid(Outcome outcome) {
        Tiers<K, V> tiers = engine.tiers();
        return tiers == null || !(outcome instanceof Outcome.Loaded loaded) || tiers.isCurrent(loaded.mark());
    }

    /** Reads a key from inside the step that changes it. */
    private @Nullable Object inside(K key) {
        Object found = engine.peek(key);
        engine.statistics().count(found == null ? Counter.MISSES : Counter.HITS);
        if (found != null && engine.isTiered()) {
            engine.statistics()
                    .count(Counter.HITS_BELOW); // it may: who changes a key does not look into the heap alone
        }
        return found;
    }

    /** Returns the stored forms of the values of several keys, looking below the heap for the missing ones and loading them together. */
    Map<K, Object> getAll(Set<? extends K> keys) {
        Map<K, Object> found = new HashMap<>(2 * keys.size());
        Loads<K, V> loads = engine.parts().readThrough();
        boolean fromHeapOnly = loads == null && engine.tiers() == null;
        List<K> missing = fromHeapOnly ? List.of() : new ArrayList<>();
        Failures failures = new Failures(); // of listeners: they end nothing
        for (K key : keys) {
            try {
                Object stored = fromHeapOnly ? engine.get(key) : engine.hit(key);
                if (stored != null) {
                    found.put(key, stored);
                } else if (!fromHeapOnly) {
                    missing.add(key);
                }
            } catch (Throwable e) { // user code in other languages throws checked exceptions undeclared
                failures.add(e);
            }
        }
        if (!missing.isEmpty()) {
            missing.forEach(key -> engine.bounds().onMiss());
            failures.run(() -> loadMissing(missing, loads, found));
        }
        failures.throwFirst();
        return found;
    }

    private void loadMissing(List<K> missing, @Nullable Loads<K, V> loads, Map<K, Object> found) {
        Failures failures = new Failures();
        Collection<K> others = loadFree(missing, loads, false, found, failures);
        failures.throwFirst();
        for (K key : others) {
            Object stored = get(key);
            if (stored != null) {
                found.put(key, stored);
            }
        }
    }

    /** Loads several keys; those that are present only if they are to be replaced. Counts nothing. */
    void loadAll(Set<? extends K> keys, boolean replace, Loads<K, V> loads) {
        List<K> wanted = new ArrayList<>();
        for (K key : keys) {
            if (replace || engine.tiers() != null || engine.peek(key) == null) { // the tiers are asked together
                wanted.add(key);
            }
        }
        if (wanted.isEmpty()) {
            return;
        }
        Failures failures = new Failures();
        for (K key : loadFree(wanted, loads, replace, null, failures)) {
            failures.run(() -> steps.step(key, Kind.PROCESS, replace, (step, always) -> {
                step.lookIfShared();
                if ((always && !step.isRepeated()) || !step.isPresent()) {
                    step.load(loads);
                }
                return true;
            }));
        }
        failures.throwFirst();
    }

    /** Loads what nobody holds; returns the other keys. */
    private Collection<K> loadFree(
            List<K> keys,
            @Nullable Loads<K, V> loads,
            boolean replace,
            @Nullable Map<K, Object> found,
            Failures failures) {
        Tiers<K, V> tiers = engine.tiers();
        int most = tiers != null && tiers.leases() ? MOST_LEASES : keys.size();
        List<K> others = new ArrayList<>();
        for (int begin = 0; begin < keys.size(); begin += most) {
            List<K> part = keys.subList(begin, Math.min(keys.size(), begin + most));
            BulkLoad<K, V> bulk = new BulkLoad<>(engine, steps, loads, replace, found);
            failures.run(() -> bulk.run(part));
            others.addAll(bulk.others());
        }
        return others;
    }

    private static <K, V> @Nullable Object lookupOrLoad(Step<K, V> step, Flights<K, V>.Load load) {
        load.begin();
        Object found = step.read();
        return found == null ? load.run(step) : found;
    }

    private @Nullable Operation running(K key) {
        Node<K> node = engine.generation().find(key);
        return node != null && node.holder() instanceof Operation operation ? operation : null;
    }

    private @Nullable Outcome await(Operation running, K key) {
        running.await(path -> new CacheLoaderException(
                engine.place(key) + " cannot be loaded here: the load would wait for itself: " + path));
        if (running.hasGivenUp()) {
            throw StepLease.late(engine.place(key));
        }
        Outcome outcome = running.outcome(key);
        return outcome instanceof Outcome.Failed && running.closedCycle() ? null : outcome;
    }

    private @Nullable Object shared(Outcome outcome, K key) {
        if (outcome instanceof Outcome.Failed failed) {
            throw new CacheLoaderException(
                    "the load of " + engine.place(key) + " by another thread failed", failed.failure());
        }
        return ((Outcome.Loaded) outcome).stored();
    }

    /** The load of one key. */
    private final class Load extends Operation {
        private final @Nullable Loads<K, V> loads;
        private volatile @Nullable Outcome outcome;

        Load(K key, @Nullable Loads<K, V> loads) {
            super(engine.parts().cache(), engine.shown(key));
            this.loads = loads;
        }

        @Override
        @Nullable
        Outcome outcome(Object key) {
            return outcome;
        }

        /** It may have run before, and have met another process. */
        void begin() {
            if (outcome != null) { // a look is cheaper than a store
                outcome = null;
            }
        }

        @Nullable
        Object run(Step<K, V> step) {
            try {
                Object stored = loads == null ? null : step.load(loads);
                outcome = new Outcome.Loaded(stored, step.mark());
                return stored;
            } catch (Conflict e) {
                throw e; // it runs again
            } catch (Throwable e) {
                outcome = new Outcome.Failed(e);
                throw e;
            }
        }
    }
}
