/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.OmniCachingProvider;
import io.omnicache.config.OmniConfiguration;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache of values whose class only the manager's class loader sees. */
class ByValueEndToEndTest {
    private static final String SOURCE = """
            public class Zoo implements java.io.Serializable {
                private static final long serialVersionUID = 1L;
                public final java.util.List<String> animals = new java.util.ArrayList<>(java.util.List.of("cat"));
                @Override public boolean equals(Object o) { return o instanceof Zoo z && z.animals.equals(animals); }
                @Override public int hashCode() { return animals.hashCode(); }
            }
            """;

    private final OmniCachingProvider provider = new OmniCachingProvider();

    @TempDir
    Path folder;

    private URLClassLoader loader;
    private Cache<Object, Object> cache;

    /** How the values are copied; overridden to show that it makes no difference. */
    String copier() {
        return "serialization";
    }

    private OmniConfiguration<Object, Object> configuration() {
        return OmniConfiguration.builder(Object.class, Object.class)
                .copier(copier())
                .build();
    }

    @BeforeEach
    void open() {
        loader = CompiledClasses.compile(folder, "Zoo", SOURCE);
        cache = provider.getCacheManager(null, loader).createCache("zoos", configuration());
    }

    @AfterEach
    void close() throws IOException {
        provider.close();
        loader.close();
    }

    private static Object zoo(ClassLoader loader) {
        return CompiledClasses.newInstance(loader, "Zoo", new Class<?>[0]);
    }

    @SuppressWarnings("unchecked") // the field of the source above
    private static List<String> animals(Object zoo) throws ReflectiveOperationException {
        return (List<String>) zoo.getClass().getField("animals").get(zoo);
    }

    @Test
    void changesOfWhatWasPutAndOfWhatWasGotDoNotShow() throws ReflectiveOperationException {
        Object zoo = zoo(loader);
        cache.put("one", zoo);
        animals(zoo).add("dog");
        Object got = cache.get("one");
        assertThat(got.getClass()).isSameAs(zoo.getClass());
        assertThat(animals(got)).containsExactly("cat");
        animals(got).clear();
        assertThat(cache.get("one")).isEqualTo(zoo(loader));
        assertThat(cache.replace("one", zoo(loader), "gone")).isTrue();
    }

    @Test
    void keysAreCopiesToo() throws ReflectiveOperationException {
        Object key = zoo(loader);
        cache.put(key, 1);
        animals(key).add("dog");
        assertThat(cache.containsKey(key)).isFalse();
        assertThat(cache.get(zoo(loader))).isEqualTo(1);
        animals(cache.iterator().next().getKey()).add("dog");
        assertThat(cache.get(zoo(loader))).isEqualTo(1);
    }

    @Test
    void valueOfAnotherLoadersClassBecomesOneOfTheManagers() throws IOException {
        try (URLClassLoader other = CompiledClasses.loader(folder)) {
            cache.put("one", zoo(other));
            assertThat(cache.get("one")).isEqualTo(zoo(loader));
        }
    }

    @Test
    void managerThatDoesNotSeeTheClassRefusesTheValueAndKeepsWhatWasThere() {
        Cache<Object, Object> blind =
                provider.getCacheManager(null, getClass().getClassLoader()).createCache("blind", configuration());
        blind.put("one", 1);
        assertThatThrownBy(() -> blind.put("one", zoo(loader)))
                .isInstanceOf(CacheException.class)
                .hasMessageStartingWith("Cache 'blind': Zoo cannot be stored by value: class Zoo is not available");
        assertThat(blind.get("one")).isEqualTo(1);
    }
}
