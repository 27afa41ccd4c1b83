/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.concurrency;

import io.omnicache.OmniCachingProvider;
import io.omnicache.config.Guard;
import io.omnicache.config.ManagerSettings;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.OmniConfigurationBuilder;
import io.omnicache.jcache.Engines;
import java.net.URI;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * The operations of a cache by reference, for Lincheck: it runs small scenarios of them in two or three threads under many
 * interleavings, and asks of each whether the results could come from the same operations in some sequential order.
 */
@Param(name = "key", gen = IntGen.class, conf = "1:2")
@Param(name = "value", gen = IntGen.class, conf = "1:2")
abstract class ModelCheckedCache {
    private static final OmniCachingProvider PROVIDER = new OmniCachingProvider();
    private static final ManagerSettings NO_FILE = ManagerSettings.load(
            URI.create("test:lincheck"), ModelCheckedCache.class.getClassLoader(), new Properties());

    private final Cache<Integer, Integer> cache;

    /** Makes a cache with the options of a subclass. */
    ModelCheckedCache(OmniConfigurationBuilder<Integer, Integer> options) {
        cache = newCache(options);
    }

    /** Makes a cache with a manager of its own: there is a new one for each interleaving. */
    static Cache<Integer, Integer> newCache(OmniConfigurationBuilder<Integer, Integer> options) {
        CacheManager manager = Engines.newManager(PROVIDER, URI.create("test:lincheck"), NO_FILE);
        return manager.createCache("checked", options.build());
    }

    static OmniConfigurationBuilder<Integer, Integer> byReference() {
        // Exempt: Lincheck would explore the JDK's beans, which the guard asks for memory.
        return OmniConfiguration.builder(Integer.class, Integer.class)
                .byValue(false)
                .guard(Guard.EXEMPT);
    }

    /**
     * Options that let a class be checked within a few seconds; {@code -Domnicache.test.lincheck.iterations} is how many scenarios are
     * tried, {@code .invocations} how many interleavings of each. {@link RacyCacheLincheckTest} shows that they find races in small caches.
     */
    static ModelCheckingOptions options() {
        return new ModelCheckingOptions()
                .iterations(Integer.getInteger("omnicache.test.lincheck.iterations", 20))
                .invocationsPerIteration(Integer.getInteger("omnicache.test.lincheck.invocations", 100))
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(2)
                .actorsAfter(1);
    }

    @Operation
    public Integer get(@Param(name = "key") int key) {
        return cache.get(key);
    }

    @Operation
    public void put(@Param(name = "key") int key, @Param(name = "value") int value) {
        cache.put(key, value);
    }

    @Operation
    public boolean putIfAbsent(@Param(name = "key") int key, @Param(name = "value") int value) {
        return cache.putIfAbsent(key, value);
    }

    @Operation
    public boolean replace(@Param(name = "key") int key, @Param(name = "value") int value) {
        return cache.replace(key, value);
    }

    @Operation
    public boolean replaceEqual(
            @Param(name = "key") int key, @Param(name = "value") int old, @Param(name = "value") int value) {
        return cache.replace(key, old, value);
    }

    @Operation
    public Integer getAndPut(@Param(name = "key") int key, @Param(name = "value") int value) {
        return cache.getAndPut(key, value);
    }

    @Operation
    public boolean remove(@Param(name = "key") int key) {
        return cache.remove(key);
    }

    @Operation
    public boolean removeEqual(@Param(name = "key") int key, @Param(name = "value") int old) {
        return cache.remove(key, old);
    }

    @Operation
    public Integer invoke(@Param(name = "key") int key) {
        return cache.invoke(key, (entry, arguments) -> {
            Integer before = entry.getValue();
            if (before != null && before > 2) {
                entry.remove();
            } else {
                entry.setValue(before == null ? 1 : before + 1);
            }
            return before;
        });
    }

    @Operation
    public void clear() {
        cache.clear();
    }
}
