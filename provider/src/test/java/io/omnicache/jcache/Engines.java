/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import io.omnicache.config.ManagerSettings;
import io.omnicache.engine.Engine;
import java.net.URI;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;

/** Gives tests of other packages the engine of a cache. */
public final class Engines {
    private Engines() {}

    /** Returns the engine of a cache of ours. */
    @SuppressWarnings("unchecked") // only caches of this provider are given
    public static <K, V> Engine<K, V> of(Cache<K, V> cache) {
        return ((AdministeredCache<K, V>) cache).parts().engine();
    }

    /** Opens a manager that nobody else gets, with settings that were read before. */
    public static CacheManager newManager(CachingProvider provider, URI uri, ManagerSettings settings) {
        return new OmniCacheManager(
                provider, uri, Engines.class.getClassLoader(), new Properties(), settings, closed -> {});
    }
}
