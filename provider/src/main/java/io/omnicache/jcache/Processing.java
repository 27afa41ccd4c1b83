/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import io.omnicache.engine.Engine;
import io.omnicache.engine.Kind;
import io.omnicache.engine.Statistics;
import io.omnicache.engine.Statistics.Timed;
import io.omnicache.engine.Step;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/** Runs entry processors. Thread-safe. */
final class Processing<K, V> {
    private final EntryTypes types;
    private final Engine<K, V> engine;
    private final Statistics statistics;

    Processing(EntryTypes types, Engine<K, V> engine, Statistics statistics) {
        this.types = types;
        this.engine = engine;
        this.statistics = statistics;
    }

    @SuppressWarnings("NullAway") // the standard lets a processor return null
    <T> T invoke(K key, EntryProcessor<K, V, T> processor, Object... given) {
        long started = statistics.start(Timed.GET);
        T result = engine.step(key, Kind.PROCESS, processor, (step, called) -> run(step, called, given));
        statistics.stop(Timed.GET, started);
        return result;
    }

    <T> Map<K, EntryProcessorResult<T>> invokeAll(
            Set<? extends K> keys, EntryProcessor<K, V, T> processor, Object... given) {
        Map<K, EntryProcessorResult<T>> results = new LinkedHashMap<>();
        for (K key : keys) {
            EntryProcessorResult<T> result = result(key, processor, given);
            if (result != null) {
                results.put(key, result);
            }
        }
        return results;
    }

    private <T> @Nullable EntryProcessorResult<T> result(K key, EntryProcessor<K, V, T> processor, Object... given) {
        try {
            T result = invoke(key, processor, given);
            return result == null ? null : () -> result;
        } catch (EntryProcessorException e) {
            return failed(e);
        } catch (RuntimeException e) {
            return failed(new EntryProcessorException("Cache '" + types.cache() + "': the entry processor failed", e));
        }
    }

    private static <T> EntryProcessorResult<T> failed(EntryProcessorException failure) {
        return () -> {
            throw failure;
        };
    }

    private <T> @Nullable T run(Step<K, V> step, EntryProcessor<K, V, T> processor, Object... given) {
        step.lookup();
        ProcessedEntry<K, V> entry = new ProcessedEntry<>(types, engine, step);
        try {
            T result = processor.process(entry, given);
            entry.detach();
            long started = entry.isRemoval() ? statistics.start(Timed.REMOVE) : statistics.start(Timed.PUT);
            step.userCodeRan();
            entry.apply();
            statistics.stop(entry.isRemoval() ? Timed.REMOVE : Timed.PUT, started);
            return result;
        } catch (EntryProcessorException e) {
            throw e;
        } catch (Exception e) {
            // The processor's, the loader's or the writer's: the standard wraps them all.
            throw new EntryProcessorException("Cache '" + types.cache() + "': the entry processor failed", e);
        } finally {
            entry.detach();
        }
    }
}
