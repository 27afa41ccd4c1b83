/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The specification: one method per operation of {@code javax.cache.Cache}. */
final class Model {
    private final Setting setting;
    private final ModelState state;
    private final ModelStore store;
    private final ModelListeners listeners;

    Model(Setting setting, Journal journal, List<Hearer> hearers) {
        this.setting = setting;
        this.listeners = new ModelListeners(setting, journal, hearers);
        this.state = new ModelState(setting, journal, listeners);
        this.store = new ModelStore(setting, journal);
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
            return show(get(it.key()));
        } else if (op instanceof Op.GetAll it) {
            return getAll(it.keys());
        } else if (op instanceof Op.ContainsKey it) {
            return "" + (state.meet(it.key()) != null);
        } else if (op instanceof Op.LoadAll it) {
            return loadAll(it.keys(), it.replace());
        } else if (op instanceof Op.Invoke it) {
            return "" + invoke(it.key(), it.script());
        } else if (op instanceof Op.InvokeAll it) {
            return invokeAll(it.keys(), it.script());
        } else if (op instanceof Op.Iterate it) {
            return iterate(it);
        }
        return performChange(op);
    }

    private String performChange(Op op) {
        if (op instanceof Op.Put it) {
            return put(it.key(), it.value());
        } else if (op instanceof Op.GetAndPut it) {
            return show(getAndPut(it.key(), it.value()));
        } else if (op instanceof Op.PutAll it) {
            return putAll(it.entries());
        } else if (op instanceof Op.PutIfAbsent it) {
            return "" + putIfAbsent(it.key(), it.value());
        } else if (op instanceof Op.Remove it) {
            return "" + remove(it.key());
        } else if (op instanceof Op.RemoveValue it) {
            return "" + remove(it.key(), it.expected());
        } else if (op instanceof Op.GetAndRemove it) {
            return show(getAndRemove(it.key()));
        } else if (op instanceof Op.ReplaceValue it) {
            return "" + replace(it.key(), it.expected(), it.value());
        } else if (op instanceof Op.Replace it) {
            return "" + (getAndReplace(it.key(), it.value()) != null);
        } else if (op instanceof Op.GetAndReplace it) {
            return show(getAndReplace(it.key(), it.value()));
        } else if (op instanceof Op.RemoveKeys it) {
            return removeAll(it.keys());
        } else if (op instanceof Op.RemoveAll) {
            return removeAll();
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

    private Val get(String key) {
        Val value = state.meet(key);
        state.countLookup(value != null);
        if (value != null) {
            state.access(key);
            return value;
        }
        Val loaded = setting.readThrough() ? store.load(key) : null;
        if (loaded != null) {
            state.store(key, loaded);
        }
        return loaded;
    }

    private String getAll(Set<String> keys) {
        Map<String, Val> found = new TreeMap<>();
        Set<String> missing = new LinkedHashSet<>();
        Failed failure = null;
        for (String key : keys) {
            boolean live = state.isLive(key);
            state.countLookup(live);
            if (live) {
                found.put(key, state.meet(key));
                state.access(key);
                failure = listeners.deliver(failure);
            } else {
                missing.add(key);
            }
        }
        missing.forEach(state::meet);
        if (setting.readThrough() && !missing.isEmpty()) {
            try {
                store.loadAll(missing).forEach((key, value) -> {
                    state.store(key, value);
                    found.put(key, value);
                });
            } catch (Failed failed) {
                failure = join(failure, failed);
            }
        }
        throwIfAny(failure);
        return show(found);
    }

    private String loadAll(Set<String> keys, boolean replace) {
        if (setting.loading() == Setting.Loading.NONE) {
            return "completed";
        }
        Set<String> wanted = new LinkedHashSet<>(keys);
        wanted.removeIf(key -> !replace && state.isLive(key));
        wanted.forEach(state::meet);
        if (!wanted.isEmpty()) {
            store.loadAll(wanted).forEach(state::store);
        }
        return "completed";
    }

    private String put(String key, Val value) {
        state.meet(key);
        store.write(key, value);
        state.countPut(state.store(key, value));
        return "done";
    }

    private Val getAndPut(String key, Val value) {
        Val old = state.meet(key);
        store.write(key, value);
        state.countLookup(old != null);
        state.countPut(state.store(key, value));
        return old;
    }

    private String putAll(Map<String, Val> entries) {
        entries.keySet().forEach(state::meet);
        ModelStore.Written written = store.writeAll(entries);
        for (String key : written.keys()) {
            state.countPut(state.store(key, entries.get(key)));
        }
        throwIfAny(written.failure());
        return "done";
    }

    private boolean putIfAbsent(String key, Val value) {
        if (state.meet(key) != null) {
            state.countLookup(true);
            return false;
        }
        store.write(key, value);
        state.countLookup(false);
        boolean stored = state.store(key, value);
        state.countPut(stored);
        return stored;
    }

    private boolean remove(String key) {
        state.meet(key);
        store.delete(key);
        return state.drop(key);
    }

    private boolean remove(String key, Val expected) {
        Val old = state.meet(key);
        if (old == null || !old.sameContent(expected)) {
            return differs(key, old);
        }
        store.delete(key);
        state.countLookup(true);
        return state.drop(key);
    }

    private Val getAndRemove(String key) {
        Val old = state.meet(key);
        store.delete(key);
        state.countLookup(old != null);
        state.drop(key);
        return old;
    }

    private boolean replace(String key, Val expected, Val value) {
        Val old = state.meet(key);
        if (old == null || !old.sameContent(expected)) {
            return differs(key, old);
        }
        store.write(key, value);
        state.countLookup(true);
        state.countPut(state.store(key, value));
        return true;
    }

    /** An absent entry is a miss; one with another value is a hit and an access. */
    private boolean differs(String key, Val old) {
        state.countLookup(old != null);
        if (old != null) {
            state.access(key);
        }
        return false;
    }

    private Val getAndReplace(String key, Val value) {
        Val old = state.meet(key);
        if (old != null) {
            store.write(key, value);
            state.countPut(state.store(key, value));
        }
        state.countLookup(old != null);
        return old;
    }

    private String removeAll(Set<String> keys) {
        keys.forEach(state::meet);
        ModelStore.Written written = store.deleteAll(keys);
        written.keys().forEach(state::drop);
        throwIfAny(written.failure());
        return "done";
    }

    private String removeAll() {
        Op.KEYS.forEach(state::meet);
        return removeAll(new LinkedHashSet<>(state.entries.keySet()));
    }

    private String invoke(String key, Script script) {
        Val before = state.meet(key);
        state.countLookup(before != null);
        try {
            ModelEntry entry = new ModelEntry(state, store, key, before);
            String result = process(entry, script);
            entry.apply();
            return result;
        } catch (Failed failed) {
            throw failed.getMessage().startsWith("EntryProcessorException")
                    ? failed
                    : failed.in("EntryProcessorException");
        }
    }

    private String process(ModelEntry entry, Script script) {
        StringBuilder seen = new StringBuilder("saw");
        for (Script.Act act : script.acts()) {
            switch (act.verb()) {
                case GET -> seen.append(' ').append(show(entry.getValue()));
                case EXISTS -> seen.append(' ').append(entry.exists());
                case SET -> entry.setValue(act.value());
                case REMOVE -> entry.remove();
                case SET_NULL -> entry.setValue(null);
                case THROW_RUNTIME -> throw Failed.exception("IllegalStateException");
                case THROW_CACHE -> throw Failed.exception("CacheException");
                case THROW_PROCESSOR -> throw Failed.exception("EntryProcessorException");
                case THROW_ERROR -> throw Failed.of(Fault.ERROR, "");
            }
        }
        return script.returnsNull() ? null : seen.toString();
    }

    /** Failures come with the key they belong to; only an error ends it all. */
    private String invokeAll(Set<String> keys, Script script) {
        Map<String, String> results = new TreeMap<>();
        for (String key : keys) {
            String result = null;
            Failed failure = null;
            try {
                result = invoke(key, script);
            } catch (Failed failed) {
                failure = failed;
            }
            failure = listeners.deliver(failure);
            if (failure != null && failure.isError()) {
                throw failure;
            } else if (failure != null) {
                boolean shaped = failure.getMessage().startsWith("EntryProcessorException");
                results.put(key, (shaped ? failure : failure.in("EntryProcessorException")).show());
            } else if (result != null) {
                results.put(key, result);
            }
        }
        return results.toString();
    }

    private String iterate(Op.Iterate op) {
        List<String> seen = new ArrayList<>();
        for (String key : new ArrayList<>(state.entries.keySet())) {
            Val value = state.meet(key);
            if (value == null) {
                note(seen, "hasNext", listeners.deliver(null));
                continue;
            }
            state.countLookup(true);
            state.access(key);
            Failed failure = listeners.deliver(null);
            note(seen, "next", failure);
            if (failure == null) {
                seen.add(key + "=" + show(value));
                removeAfterNext(seen, key, op);
            }
        }
        seen.sort(null);
        return seen.toString();
    }

    private void removeAfterNext(List<String> seen, String key, Op.Iterate op) {
        if (op.gone().contains(key)) {
            note(seen, "gone", attempt(() -> remove(key)));
        }
        if (op.removed().contains(key)) {
            note(seen, "remove", attempt(() -> remove(key)));
        }
    }

    private Failed attempt(Runnable action) {
        Failed failure = null;
        try {
            action.run();
        } catch (Failed failed) {
            failure = failed;
        }
        return listeners.deliver(failure);
    }

    private static void note(List<String> seen, String what, Failed failure) {
        if (failure != null) {
            seen.add(what + " " + failure.show());
        }
    }

    private static Failed join(Failed first, Failed second) {
        if (first == null) {
            return second;
        }
        first.suppress(second);
        return first;
    }

    private static void throwIfAny(Failed failure) {
        if (failure != null) {
            throw failure;
        }
    }

    private String show(Val value) {
        return value == null ? "null" : value.show(setting.byValue());
    }

    private String show(Map<String, Val> values) {
        Map<String, String> shown = new TreeMap<>();
        values.forEach((key, value) -> shown.put(key, show(value)));
        return shown.toString();
    }
}
