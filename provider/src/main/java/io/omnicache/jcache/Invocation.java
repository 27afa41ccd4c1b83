/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import io.omnicache.engine.Conflict;
import io.omnicache.engine.Engine;
import io.omnicache.engine.EntryProcess;
import io.omnicache.engine.Statistics.Counter;
import io.omnicache.engine.Statistics.Timed;
import io.omnicache.engine.Step;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import org.jspecify.annotations.Nullable;

/** One call of an entry processor, and the entry that the processor sees. Confined to the calling thread. */
final class Invocation<K, V, T> extends ProcessedEntry<K, V> implements EntryProcess<K, V> {
    private final EntryProcessor<K, V, T> processor;
    private final Object[] given;
    private @Nullable T result;

    Invocation(EntryTypes types, Engine<K, V> engine, K key, EntryProcessor<K, V, T> processor, Object[] given) {
        super(types, engine, key);
        this.processor = processor;
        this.given = given;
    }

    /** Returns what the processor has returned. */
    @Nullable
    T result() {
        return result;
    }

    /** Returns this for the first run, then another one for each: a processor may have kept the entry of a run that came to nothing. */
    Invocation<K, V, T> run() {
        return isDetached() ? new Invocation<>(types, engine, entryKey(), processor, given) : this;
    }

    /** Runs the processor in a step. */
    void runIn(Step<K, V> step) {
        step.lookup();
        try {
            call(step.stored());
            step.userCodeRan();
            applyTo(step);
        } catch (Conflict e) {
            throw e; // it runs again
        } catch (Exception e) {
            throw wrapped(e);
        }
    }

    @Override
    public @Nullable Object run(Object stored) {
        try {
            call(stored);
            return isRemoval() ? null : replacement(stored);
        } catch (Exception e) {
            throw wrapped(e);
        }
    }

    @Override
    public void applyTo(Step<K, V> step) {
        Timed kind = isRemoval() ? Timed.REMOVE : Timed.PUT;
        long started = engine.statistics().start(kind);
        apply(step);
        engine.statistics().stop(kind, started);
    }

    private void call(@Nullable Object stored) {
        begin(stored);
        try {
            result = processor.process(this, given);
        } finally {
            detach();
        }
    }

    private Object replacement(Object stored) {
        V value = valueToStore();
        if (value == null) {
            return stored;
        }
        long started = engine.statistics().start(Timed.PUT);
        Object replacement = engine.stored(value);
        engine.statistics().count(Counter.PUTS);
        engine.statistics().stop(Timed.PUT, started);
        return replacement;
    }

    /** The processor's, the loader's or the writer's failure: the standard wraps them all. */
    private EntryProcessorException wrapped(Exception failure) {
        return failure instanceof EntryProcessorException own
                ? own
                : new EntryProcessorException("Cache '" + types.cache() + "': the entry processor failed", failure);
    }
}
