/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.config.ConfigurationException;
import io.omnicache.config.TierOptions;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import javax.cache.CacheException;

/** Finds the factories of tiers by their names. */
final class TierFactories {
    private TierFactories() {}

    /** Returns the options of each kind of tier. */
    static Map<String, Set<String>> options(ClassLoader loader) {
        return options(known(loader));
    }

    /** Returns the factory of a tier, which knows all its options. */
    static TierFactory named(String cache, TierOptions tier, ClassLoader loader) {
        Map<String, TierFactory> known = known(loader);
        tier.problem(options(known)).ifPresent(problem -> {
            throw new ConfigurationException("Cache '" + cache + "': " + problem);
        });
        return Objects.requireNonNull(known.get(tier.kind()));
    }

    private static Map<String, Set<String>> options(Map<String, TierFactory> known) {
        Map<String, Set<String>> options = new TreeMap<>();
        known.forEach((name, factory) -> options.put(name, factory.options()));
        return options;
    }

    /** Those of our own loader come first: the manager's need not see them. */
    private static Map<String, TierFactory> known(ClassLoader loader) {
        Map<String, TierFactory> known = new TreeMap<>();
        try {
            ServiceLoader.load(TierFactory.class, TierFactories.class.getClassLoader())
                    .forEach(factory -> add(known, factory));
            ServiceLoader.load(TierFactory.class, loader).forEach(factory -> add(known, factory));
        } catch (ServiceConfigurationError e) {
            throw new CacheException("a tier service cannot be loaded: " + e.getMessage(), e);
        }
        return known;
    }

    private static void add(Map<String, TierFactory> known, TierFactory offered) {
        TierFactory other = known.putIfAbsent(offered.name(), offered);
        if (other != null && other.getClass() != offered.getClass()) {
            throw new CacheException("two tier services are named '" + offered.name() + "': "
                    + other.getClass().getName() + " and "
                    + offered.getClass().getName());
        }
    }
}
