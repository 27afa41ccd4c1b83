/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.util.Collection;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;
import javax.cache.CacheException;

/**
 * Finds the services that options name: the built-in ones and those that a {@link ServiceLoader} finds.
 *
 * <p>For OmniCache's own use. Thread-safe.
 */
public final class NamedServices {
    private NamedServices() {}

    /**
     * Returns all services by their names.
     *
     * @param what what a service is, for messages: {@code copier}
     * @throws CacheException if two services have one name, or one cannot be loaded
     */
    public static <S> Map<String, S> known(
            Class<S> type, String what, Function<S, String> name, Collection<S> builtIn, ClassLoader loader) {
        Map<String, S> known = new TreeMap<>();
        builtIn.forEach(service -> known.put(name.apply(service), service));
        try {
            for (S offered : ServiceLoader.load(type, loader)) {
                S other = known.put(name.apply(offered), offered);
                if (other != null) {
                    throw new CacheException("two " + what + " services are named '" + name.apply(offered) + "': "
                            + other.getClass().getName() + " and "
                            + offered.getClass().getName());
                }
            }
        } catch (ServiceConfigurationError e) {
            throw new CacheException("a " + what + " service cannot be loaded: " + e.getMessage(), e);
        }
        return known;
    }
}
