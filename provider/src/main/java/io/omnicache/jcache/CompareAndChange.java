/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import io.omnicache.engine.Action;
import io.omnicache.engine.Engine;
import io.omnicache.engine.Kind;
import io.omnicache.engine.Statistics;
import io.omnicache.engine.Statistics.Counter;
import io.omnicache.engine.Statistics.Timed;
import org.jspecify.annotations.Nullable;

/** The operations that depend on the value that is there. Thread-safe. */
final class CompareAndChange<K, V> {
    private final Engine<K, V> engine;
    private final Statistics statistics;

    CompareAndChange(Engine<K, V> engine, Statistics statistics) {
        this.engine = engine;
        this.statistics = statistics;
    }

    boolean removeIfEqual(K key, V expected) {
        long getting = statistics.start(Timed.GET);
        long removing = statistics.start(Timed.REMOVE);
        Object seen = engine.peek(key);
        boolean removed = ifEqual(key, expected, seen, isEqual(seen, expected), key, (step, same) -> step.remove());
        statistics.stop(Timed.GET, getting);
        statistics.stop(Timed.REMOVE, removing);
        return removed;
    }

    boolean replaceIfEqual(K key, V expected, V value) {
        Object stored = engine.stored(value);
        long getting = statistics.start(Timed.GET);
        long putting = statistics.start(Timed.PUT);
        boolean replaced;
        Object seen = engine.peek(key);
        boolean equal = isEqual(seen, expected);
        if (equal && engine.fastPath().replace(key, seen, stored) != null) {
            statistics.count(Counter.HITS);
            replaced = true;
        } else {
            replaced = ifEqual(key, expected, seen, equal, engine.incoming(key, value, stored), (step, given) -> {
                step.put(given);
                return true;
            });
        }
        statistics.stop(Timed.GET, getting);
        statistics.stop(Timed.PUT, putting);
        return replaced;
    }

    /** Returns the stored form of the value that was replaced, null if there was none. */
    @Nullable
    Object replaceExisting(K key, V value) {
        Object stored = engine.stored(value);
        long getting = statistics.start(Timed.GET);
        long putting = statistics.start(Timed.PUT);
        Object old = engine.fastPath().replace(key, null, stored);
        if (old != null) {
            statistics.count(Counter.HITS);
        } else {
            old = engine.step(key, Kind.EXISTING, engine.incoming(key, value, stored), (step, given) -> {
                Object before = step.stored();
                if (before != null) {
                    step.put(given);
                }
                step.countLookup(before);
                return before;
            });
        }
        statistics.stop(Timed.GET, getting);
        statistics.stop(Timed.PUT, putting);
        return old;
    }

    /**
     * Runs the action if the entry's value equals the given one; counts a hit or a miss, and an access if it differs.
     *
     * @param first what was seen there, in its stored form
     * @param firstEqual whether that equals the given one
     */
    private <A> boolean ifEqual(
            K key,
            V expected,
            @Nullable Object first,
            boolean firstEqual,
            A argument,
            Action<K, V, A, Boolean> action) {
        Object seen = first;
        boolean equal = firstEqual;
        while (true) {
            Boolean done = ifStill(key, expected, seen, equal, argument, action);
            if (done != null) {
                return done;
            }
            seen = engine.peek(key);
            equal = isEqual(seen, expected);
        }
    }

    /** Returns null, and has done nothing, if there is another object than the one that was compared. */
    private <A> @Nullable Boolean ifStill(
            K key, V expected, @Nullable Object seen, boolean equal, A argument, Action<K, V, A, Boolean> action) {
        return engine.step(key, Kind.EXISTING, argument, (step, given) -> {
            Object stored = step.stored();
            // From below the heap comes another object each time; then others park meanwhile, and the user's equals may
            // run.
            boolean known = stored == seen;
            if (!known && !engine.isTiered()) {
                return null;
            }
            if (known ? equal : isEqual(stored, expected)) {
                Boolean changed = action.run(step, given);
                step.countLookup(stored);
                return changed;
            }
            step.lookup();
            step.touch();
            return false;
        });
    }

    /** Compares; the user's equals runs, so not while a bare lock is held. */
    private boolean isEqual(@Nullable Object seen, V expected) {
        return seen != null && engine.read(seen).equals(expected);
    }
}
