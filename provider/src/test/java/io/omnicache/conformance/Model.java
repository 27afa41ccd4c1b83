/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the steps of a program on the model of the specification, {@link ModelCache}. */
final class Model {
    private final ModelState state;
    private final ModelStore store;
    private final ModelListeners listeners;
    private final ModelCache cache;
    private final ModelProcessing processing;
    private final ModelIteration iteration;

    Model(Setting setting, Journal journal, List<Hearer> hearers) {
        this.listeners = new ModelListeners(setting, journal, hearers);
        this.state = new ModelState(setting, journal, listeners);
        this.store = new ModelStore(setting, journal);
        this.cache = new ModelCache(state, store, listeners);
        this.processing = new ModelProcessing(state, store, listeners);
        this.iteration = new ModelIteration(state, listeners, cache);
    }

    ModelState state() {
        return state;
    }

    /** Runs one step: the operation, then the delivery of what is left of its events. Returns the outcome. */
    String run(Move move) {
        store.begin(move);
        listeners.begin(move.faults());
        String outcome = null;
        Failed failure = null;
        try {
            outcome = perform(move.op());
        } catch (Failed failed) {
            failure = failed;
        }
        failure = listeners.deliver(failure);
        if (failure != null && move.op() instanceof Op.LoadAll) {
            return "onException " + (failure.isError() ? failure.wrapped("CacheLoaderException") : failure).show();
        }
        return failure == null ? outcome : failure.show();
    }

    private String perform(Op op) {
        if (op instanceof Op.Get it) {
            return state.show(cache.get(it.key()));
        } else if (op instanceof Op.GetAll it) {
            return cache.getAll(it.keys());
        } else if (op instanceof Op.ContainsKey it) {
            return "" + cache.containsKey(it.key());
        } else if (op instanceof Op.LoadAll it) {
            return cache.loadAll(it.keys(), it.replace());
        } else if (op instanceof Op.Invoke it) {
            return "" + processing.invoke(it.key(), it.script());
        } else if (op instanceof Op.InvokeAll it) {
            return processing.invokeAll(it.keys(), it.script());
        } else if (op instanceof Op.Iterate it) {
            return iteration.iterate(it);
        }
        return performChange(op);
    }

    private String performChange(Op op) {
        if (op instanceof Op.Put it) {
            return cache.put(it.key(), it.value());
        } else if (op instanceof Op.GetAndPut it) {
            return state.show(cache.getAndPut(it.key(), it.value()));
        } else if (op instanceof Op.PutAll it) {
            return cache.putAll(it.entries());
        } else if (op instanceof Op.PutIfAbsent it) {
            return "" + cache.putIfAbsent(it.key(), it.value());
        } else if (op instanceof Op.Remove it) {
            return "" + cache.remove(it.key());
        } else if (op instanceof Op.RemoveValue it) {
            return "" + cache.remove(it.key(), it.expected());
        } else if (op instanceof Op.GetAndRemove it) {
            return state.show(cache.getAndRemove(it.key()));
        } else if (op instanceof Op.ReplaceValue it) {
            return "" + cache.replace(it.key(), it.expected(), it.value());
        } else if (op instanceof Op.Replace it) {
            return "" + (cache.getAndReplace(it.key(), it.value()) != null);
        } else if (op instanceof Op.GetAndReplace it) {
            return state.show(cache.getAndReplace(it.key(), it.value()));
        } else if (op instanceof Op.RemoveKeys it) {
            return cache.removeAll(it.keys());
        } else if (op instanceof Op.RemoveAll) {
            return cache.removeAll();
        }
        return performOther(op);
    }

    private String performOther(Op op) {
        if (op instanceof Op.Clear) {
            state.entries.clear();
        } else if (op instanceof Op.Register it) {
            listeners.register(it.hearer());
        } else if (op instanceof Op.Deregister it) {
            listeners.deregister(it.hearer());
        } else if (op instanceof Op.Answers it) {
            state.lives = it.lives();
        } else if (op instanceof Op.Advance it) {
            state.now += TimeUnit.MINUTES.toNanos(it.minutes());
        } else if (op instanceof Op.CleanUp) {
            state.now += TimeUnit.SECONDS.toNanos(1);
            Op.KEYS.forEach(state::meet);
        }
        return "done";
    }
}
