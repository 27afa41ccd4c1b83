/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy;
import io.omnicache.config.Suggestion;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/** Finds eviction strategies by name. */
public final class Strategies {
    private Strategies() {}

    /**
     * Returns the strategy of the given name: one that is built in, or one that the class loader's services offer.
     *
     * @throws IllegalArgumentException if there is none; the message lists those that exist
     */
    public static EvictionStrategy named(String name, ClassLoader loader) {
        EvictionStrategy builtIn = new LruStrategy();
        if (name.equals(builtIn.name())) {
            return builtIn; // services are looked for only when they are needed: it takes milliseconds
        }
        Map<String, EvictionStrategy> known = known(loader);
        EvictionStrategy found = known.get(name);
        if (found == null) {
            throw new IllegalArgumentException("option 'strategy': was '" + name + "', allowed is one of "
                    + String.join(", ", known.keySet()) + Suggestion.didYouMean(name, known.keySet()));
        }
        return found;
    }

    /** Returns the names of all strategies that there are. */
    public static Set<String> names(ClassLoader loader) {
        return known(loader).keySet();
    }

    private static Map<String, EvictionStrategy> known(ClassLoader loader) {
        EvictionStrategy builtIn = new LruStrategy();
        Map<String, EvictionStrategy> known = new TreeMap<>(Map.of(builtIn.name(), builtIn));
        for (EvictionStrategy offered : ServiceLoader.load(EvictionStrategy.class, loader)) {
            known.put(offered.name(), offered);
        }
        return known;
    }
}
