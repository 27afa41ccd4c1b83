/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The specification: one method per operation of {@code javax.cache.Cache}; entry processors are in {@link ModelProcessing},
 * iteration in {@link ModelIteration}.
 */
final class ModelCache {
    private final ModelState state;
    private final ModelStore store;
    private final ModelListeners listeners;

    ModelCache(ModelState state, ModelStore store, ModelListeners listeners) {
        this.state = state;
        this.store = store;
        this.listeners = listeners;
    }

    boolean containsKey(String key) {
        return state.meet(key) != null;
    }

    Val get(String key) {
        Val value = state.meet(key);
        state.countLookup(value != null);
        if (value != null) {
            state.access(key);
            return value;
        }
        Val loaded = state.setting.readThrough() ? store.load(key) : null;
        if (loaded != null) {
            state.store(key, loaded);
        }
        return loaded;
    }

    String getAll(Set<String> keys) {
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
        if (state.setting.readThrough() && !missing.isEmpty()) {
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
        return state.show(found);
    }

    String loadAll(Set<String> keys, boolean replace) {
        if (state.setting.loading() == Setting.Loading.NONE) {
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

    String put(String key, Val value) {
        state.meet(key);
        store.write(key, value);
        state.countPut(state.store(key, value));
        return "done";
    }

    Val getAndPut(String key, Val value) {
        Val old = state.meet(key);
        store.write(key, value);
        state.countLookup(old != null);
        state.countPut(state.store(key, value));
        return old;
    }

    String putAll(Map<String, Val> entries) {
        entries.keySet().forEach(state::meet);
        ModelStore.Written written = store.writeAll(entries);
        for (String key : written.keys()) {
            state.countPut(state.store(key, entries.get(key)));
        }
        throwIfAny(written.failure());
        return "done";
    }

    boolean putIfAbsent(String key, Val value) {
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

    boolean remove(String key) {
        state.meet(key);
        store.delete(key);
        return state.drop(key);
    }

    boolean remove(String key, Val expected) {
        Val old = state.meet(key);
        if (old == null || !old.sameContent(expected)) {
            return differs(key, old);
        }
        store.delete(key);
        state.countLookup(true);
        return state.drop(key);
    }

    Val getAndRemove(String key) {
        Val old = state.meet(key);
        store.delete(key);
        state.countLookup(old != null);
        state.drop(key);
        return old;
    }

    boolean replace(String key, Val expected, Val value) {
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

    Val getAndReplace(String key, Val value) {
        Val old = state.meet(key);
        if (old != null) {
            store.write(key, value);
            state.countPut(state.store(key, value));
        }
        state.countLookup(old != null);
        return old;
    }

    String removeAll(Set<String> keys) {
        keys.forEach(state::meet);
        ModelStore.Written written = store.deleteAll(keys);
        written.keys().forEach(state::drop);
        throwIfAny(written.failure());
        return "done";
    }

    String removeAll() {
        Op.KEYS.forEach(state::meet);
        return removeAll(new LinkedHashSet<>(state.entries.keySet()));
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
}
