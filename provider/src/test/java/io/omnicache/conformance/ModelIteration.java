/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

import java.util.ArrayList;
import java.util.List;

/** The specification of {@code iterator}: a full pass, in any order. */
final class ModelIteration {
    private final ModelState state;
    private final ModelListeners listeners;
    private final ModelCache cache;

    ModelIteration(ModelState state, ModelListeners listeners, ModelCache cache) {
        this.state = state;
        this.listeners = listeners;
        this.cache = cache;
    }

    String iterate(Op.Iterate op) {
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
                seen.add(key + "=" + state.show(value));
                removeAfterNext(seen, key, op);
            }
        }
        seen.sort(null);
        return seen.toString();
    }

    private void removeAfterNext(List<String> seen, String key, Op.Iterate op) {
        if (op.gone().contains(key)) {
            note(seen, "gone", attempt(() -> cache.remove(key)));
        }
        if (op.removed().contains(key)) {
            note(seen, "remove", attempt(() -> cache.remove(key)));
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
}
