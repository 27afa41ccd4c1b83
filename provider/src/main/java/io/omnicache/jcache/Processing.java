/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import io.omnicache.engine.Engine;
import io.omnicache.engine.Kind;
import io.omnicache.engine.Statistics;
import io.omnicache.engine.Statistics.Timed;
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
        Invocation<K, V, T> call = new Invocation<>(types, engine, key, processor, given);
        if (!engine.fastPath().process(key, call)) {
            call = engine.step(key, Kind.PROCESS, call, (step, first) -> {
                Invocation<K, V, T> run = first.run();
                run.runIn(step);
                return run;
            });
        }
        statistics.stop(Timed.GET, started);
        return call.result();
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
}
