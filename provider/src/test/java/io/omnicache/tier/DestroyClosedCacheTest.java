/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.OmniCachingProvider;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code destroyCache} deletes what a cache has stored that is not open, where file or properties say where that is. */
class DestroyClosedCacheTest {
    private static final URI ONE = URI.create("omnicache:one");
    private static final URI OTHER = URI.create("omnicache:other");

    @TempDir
    Path folder;

    private final OmniCachingProvider provider = new OmniCachingProvider();
    private final ClassLoader loader = getClass().getClassLoader();

    @AfterEach
    void close() {
        provider.close();
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("omnicache.templates[*].tiers[0].heap.entries", "10");
        properties.setProperty(
                "omnicache.templates[*].tiers[1].file.directory",
                folder.resolve("store").toString());
        return properties;
    }

    private CacheManager manager(URI uri, ClassLoader of) {
        return provider.getCacheManager(uri, of, properties());
    }

    private ClassLoader otherLoader() {
        return new ClassLoader(loader) {};
    }

    private static Cache<Integer, String> create(CacheManager manager, String name) {
        return manager.createCache(
                name, new MutableConfiguration<Integer, String>().setTypes(Integer.class, String.class));
    }

    private static void store(CacheManager manager, String name) {
        try (Cache<Integer, String> cache = create(manager, name)) {
            for (int i = 0; i < 100; i++) {
                cache.put(i, name + i);
            }
        }
    }

    private static boolean isStored(CacheManager manager, String name) {
        try (Cache<Integer, String> cache = create(manager, name)) {
            String read = cache.get(50);
            assertThat(read).isIn(null, name + 50);
            return read != null;
        }
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jsonl")).toList();
        }
    }

    @Test
    void entriesOfThatCacheOfThatManagerGo() throws IOException {
        CacheManager one = manager(ONE, loader);
        CacheManager other = manager(OTHER, loader);
        store(one, "users");
        store(one, "cities");
        store(other, "users");
        assertThat(isStored(one, "users")).isTrue();
        one.destroyCache("users");
        one.destroyCache("users");
        one.destroyCache("never made");
        assertThat(isStored(one, "users")).isFalse();
        assertThat(isStored(one, "cities")).isTrue();
        assertThat(isStored(other, "users")).isTrue();
        one.destroyCache("users");
        one.destroyCache("cities");
        other.destroyCache("users");
        assertThat(segments()).isEmpty();
    }

    /** As after a redeployment: the class loader is another one. */
    @Test
    void managerOfOneUriAndAnotherClassLoaderDestroysWhatTheFirstHasStored() {
        CacheManager first = manager(ONE, loader);
        store(first, "users");
        store(first, "cities");
        first.close();
        CacheManager second = manager(ONE, otherLoader());
        second.destroyCache("users");
        assertThat(isStored(second, "users")).isFalse();
        assertThat(isStored(second, "cities")).isTrue();
    }

    @Test
    void cacheThatAnotherManagerOfTheUriHasOpenStays() {
        CacheManager first = manager(ONE, loader);
        Cache<Integer, String> open = create(first, "users");
        open.put(1, "value");
        CacheManager second = manager(ONE, otherLoader());
        assertThatThrownBy(() -> second.destroyCache("users"))
                .isInstanceOf(TierException.class)
                .hasRootCauseInstanceOf(IOException.class)
                .hasStackTraceContaining("another manager of the same URI has the cache open");
        open.put(2, "value");
        assertThat(open.get(1)).isEqualTo("value");
        first.close();
        second.destroyCache("users");
        try (Cache<Integer, String> again = create(second, "users")) {
            assertThat(again.get(1)).isNull();
        }
    }

    /** OmniCache itself is there twice, as in two web applications that each bring it. */
    @Test
    void omniCacheOfAnotherClassLoaderIsToldThatTheDirectoryIsInUse() throws Throwable {
        List<URL> path = new ArrayList<>();
        for (String each : System.getProperty("java.class.path").split(File.pathSeparator)) {
            path.add(url(each));
        }
        try (URLClassLoader deployment =
                new URLClassLoader(path.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
            Class<?> type = deployment.loadClass(OmniCachingProvider.class.getName());
            assertThat(type).isNotSameAs(OmniCachingProvider.class);
            Object others = type.getConstructor().newInstance();
            Object manager = type.getMethod("getCacheManager", URI.class, ClassLoader.class, Properties.class)
                    .invoke(others, ONE, deployment, properties());
            CacheManager ours = manager(ONE, loader);
            Cache<Integer, String> open = create(ours, "users");
            open.put(1, "value");
            assertThatThrownBy(() -> destroy(deployment, manager, "users"))
                    .hasStackTraceContaining("OmniCache in another class loader");
            assertThat(open.get(1)).isEqualTo("value");
            ours.close();
            destroy(deployment, manager, "users");
            type.getMethod("close").invoke(others);
        }
        CacheManager again = manager(ONE, loader);
        try (Cache<Integer, String> cache = create(again, "users")) {
            assertThat(cache.get(1)).isNull();
        }
    }

    private static URL url(String file) {
        try {
            return Path.of(file).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }

    private static void destroy(ClassLoader deployment, Object manager, String name) throws Throwable {
        try {
            deployment
                    .loadClass(CacheManager.class.getName())
                    .getMethod("destroyCache", String.class)
                    .invoke(manager, name);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Test
    void namesOfAnyCharactersStayWithinTheirDirectory() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("kept.txt"), "kept");
        Files.createDirectories(folder.resolve("store"));
        CacheManager manager = manager(URI.create("omnicache:/../../outside"), loader);
        List<String> names = List.of(
                "..",
                ".",
                "../outside",
                "../../outside",
                "/etc",
                "C:\\Windows",
                "a/b",
                "a\\b",
                "users",
                "Users",
                " ",
                "null\0byte",
                "new\nline",
                "Zürich",
                "🙂",
                "x".repeat(10_000),
                "con",
                "a~b",
                "%2e%2e");
        for (String name : names) {
            store(manager, name);
        }
        for (String name : names) {
            assertThat(isStored(manager, name)).as("cache %s", name).isTrue();
            manager.destroyCache(name);
            assertThat(isStored(manager, name)).as("cache %s", name).isFalse();
            manager.destroyCache(name);
        }
        assertThat(segments()).isEmpty();
        assertThat(outside.resolve("kept.txt")).hasContent("kept");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(outside, folder.resolve("store"));
        }
    }

    @Test
    void nothingHappensWhereOnlyCodeHasNamedTheTiers() throws IOException {
        CacheManager manager = provider.getCacheManager(ONE, loader, new Properties());
        CacheManager storing = manager(OTHER, loader);
        store(storing, "users");
        manager.destroyCache("users");
        assertThat(isStored(storing, "users")).isTrue();
    }

    @Test
    void directoryThatIsNotThereIsNotMade() {
        manager(ONE, loader).destroyCache("users");
        assertThat(folder.resolve("store")).doesNotExist();
    }
}
