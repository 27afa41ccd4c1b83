/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The specification of {@code invoke} and {@code invokeAll}. */
final class ModelProcessing {
    private final ModelState state;
    private final ModelStore store;
    private final ModelListeners listeners;

    ModelProcessing(ModelState state, ModelStore store, ModelListeners listeners) {
        this.state = state;
        this.store = store;
        this.listeners = listeners;
    }

    String invoke(String key, Script script) {
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
                case GET -> seen.append(' ').append(state.show(entry.getValue()));
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
    String invokeAll(Set<String> keys, Script script) {
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
}
