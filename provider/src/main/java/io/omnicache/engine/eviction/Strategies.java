/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy;
import io.omnicache.config.NamedServices;
import io.omnicache.config.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds eviction strategies by name. */
public final class Strategies {
    private Strategies() {}

    /**
     * Returns the strategy of the given name: one that is built in, or one that the class loader's services offer.
     *
     * @throws IllegalArgumentException if there is none; the message lists those that exist
     * @throws javax.cache.CacheException if two strategies have one name, or a service cannot be loaded
     */
    public static EvictionStrategy named(String name, ClassLoader loader) {
        if (EvictionStrategy.BUILT_IN.contains(name)) {
            return builtIn(name); // services are looked for only when they are needed: it takes milliseconds
        }
        Map<String, EvictionStrategy> known = known(loader);
        EvictionStrategy found = known.get(name);
        if (found == null) {
            throw new IllegalArgumentException("option 'strategy': was '" + name + "', allowed is one of "
                    + String.join(", ", known.keySet()) + Suggestion.didYouMean(name, known.keySet()));
        }
        return found;
    }

    /**
     * Returns the names of all strategies that there are.
     *
     * @throws javax.cache.CacheException if two strategies have one name, or a service cannot be loaded
     */
    public static Set<String> names(ClassLoader loader) {
        return known(loader).keySet();
    }

    private static EvictionStrategy builtIn(String name) {
        return switch (name) {
            case "adaptive" -> new AdaptiveStrategy();
            case "lru" -> new LruStrategy();
            case "lfu" -> new LfuStrategy();
            case "fifo" -> new FifoStrategy();
            case "sieve" -> new SieveStrategy();
            case "ttl" -> new TtlStrategy();
            case "size" -> new SizeStrategy();
            default -> throw new IllegalArgumentException(name + " is not built in");
        };
    }

    private static Map<String, EvictionStrategy> known(ClassLoader loader) {
        List<EvictionStrategy> builtIn =
                EvictionStrategy.BUILT_IN.stream().map(Strategies::builtIn).toList();
        return NamedServices.known(EvictionStrategy.class, "strategy", EvictionStrategy::name, builtIn, loader);
    }
}
