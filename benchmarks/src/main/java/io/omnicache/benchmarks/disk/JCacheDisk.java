/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.disk;

import io.omnicache.OmniCachingProvider;
import io.omnicache.config.CodecOptions;
import io.omnicache.config.OmniConfiguration;
import java.nio.file.Path;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.spi.CachingProvider;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.config.units.EntryUnit;
import org.ehcache.config.units.MemoryUnit;
import org.ehcache.core.config.DefaultConfiguration;
import org.ehcache.impl.config.persistence.DefaultPersistenceConfiguration;
import org.ehcache.jsr107.Eh107Configuration;
import org.ehcache.jsr107.EhcacheCachingProvider;
import org.jspecify.annotations.Nullable;

/** A cache with a tier on disk, through the API of JCache. */
record JCacheDisk(CachingProvider provider, Cache<String, byte[]> cache) implements DiskStore {
    private static final String CACHE = "measured";
    private static final int LEAST_MEGABYTES = 256;
    private static final int ENTRIES_PER_MEGABYTE = 128;

    /** OmniCache: a heap over one tier that has no bound. */
    static JCacheDisk ours(DiskSubject.Kind kind, Path directory, int heap, String compressor) {
        OmniCachingProvider provider = new OmniCachingProvider();
        return new JCacheDisk(
                provider,
                provider.getCacheManager()
                        .createCache(
                                CACHE,
                                OmniConfiguration.builder(String.class, byte[].class)
                                        .entries(heap)
                                        .tier(kind.tier(), kind.options(directory))
                                        .codec(CodecOptions.DEFAULT.withCompressor(compressor))
                                        .build()));
    }

    /** Ehcache: a heap over its disk, which is persistent and has room for eight times the entries. */
    static JCacheDisk ehcache(Path directory, int heap, int entries) {
        EhcacheCachingProvider provider = new EhcacheCachingProvider();
        CacheManager manager = provider.getCacheManager(
                provider.getDefaultURI(),
                new DefaultConfiguration(
                        provider.getDefaultClassLoader(), new DefaultPersistenceConfiguration(directory.toFile())));
        Configuration<String, byte[]> configuration =
                Eh107Configuration.fromEhcacheCacheConfiguration(CacheConfigurationBuilder.newCacheConfigurationBuilder(
                        String.class,
                        byte[].class,
                        ResourcePoolsBuilder.newResourcePoolsBuilder()
                                .heap(heap, EntryUnit.ENTRIES)
                                .disk(Math.max(LEAST_MEGABYTES, entries / ENTRIES_PER_MEGABYTE), MemoryUnit.MB, true)));
        return new JCacheDisk(provider, manager.createCache(CACHE, configuration));
    }

    @Override
    public void put(String key, byte[] value) {
        cache.put(key, value);
    }

    @Override
    public byte @Nullable [] get(String key) {
        return cache.get(key);
    }

    @Override
    public void close() {
        provider.close();
    }
}
