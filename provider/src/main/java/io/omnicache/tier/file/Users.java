/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.tier.TierContext;
import io.omnicache.tier.TierKey;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The caches that have a store open: one, or several of the same name in managers of the same URI. Thread-safe. */
final class Users {
    private final List<TierContext> contexts = new CopyOnWriteArrayList<>();

    void add(TierContext context) {
        contexts.add(context);
    }

    void remove(TierContext context) {
        contexts.remove(context);
    }

    boolean hold(TierKey key) {
        for (TierContext each : contexts) {
            if (each.isHeldAbove(key)) {
                return true;
            }
        }
        return false;
    }

    void evicted(TierKey key) {
        contexts.forEach(each -> each.evicted(key));
    }
}
