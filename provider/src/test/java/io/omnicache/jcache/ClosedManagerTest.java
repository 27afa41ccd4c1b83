/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.OmniCachingProvider;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation of a manager that was closed: the exception, its message, and that nothing else changed. */
final class ClosedManagerTest {
    private static final URI NAME = URI.create("omnicache:closed-manager");

    private final OmniCachingProvider provider = new OmniCachingProvider();
    private final List<String> made = new ArrayList<>();

    @AfterEach
    void close() {
        provider.close();
    }

    private MutableConfiguration<String, Long> configuration() {
        return new MutableConfiguration<String, Long>()
                .setTypes(String.class, Long.class)
                .setManagementEnabled(true)
                .setStatisticsEnabled(true)
                .setCacheLoaderFactory(() -> {
                    made.add("loader");
                    return null;
                });
    }

    private static Named<BiConsumer<CacheManager, MutableConfiguration<String, Long>>> call(
            String name, BiConsumer<CacheManager, MutableConfiguration<String, Long>> call) {
        return Named.of(name, call);
    }

    static Stream<Named<BiConsumer<CacheManager, MutableConfiguration<String, Long>>>> calls() {
        return Stream.of(
                call("createCache", (manager, configuration) -> manager.createCache("new", configuration)),
                call("createCache, taken", (manager, configuration) -> manager.createCache("users", configuration)),
                call("createCache, no name", (manager, configuration) -> manager.createCache(null, configuration)),
                call("createCache, no configuration", (manager, configuration) -> manager.createCache("new", null)),
                call("getCache", (manager, configuration) -> manager.getCache("users")),
                call("getCache, no name", (manager, configuration) -> manager.getCache(null)),
                call(
                        "getCache with types",
                        (manager, configuration) -> manager.getCache("users", String.class, Long.class)),
                call("getCache with no types", (manager, configuration) -> manager.getCache(null, null, null)),
                call("getCacheNames", (manager, configuration) -> manager.getCacheNames()),
                call("destroyCache", (manager, configuration) -> manager.destroyCache("users")),
                call("destroyCache, no name", (manager, configuration) -> manager.destroyCache(null)),
                call("enableManagement", (manager, configuration) -> manager.enableManagement("users", true)),
                call("enableManagement, no name", (manager, configuration) -> manager.enableManagement(null, true)),
                call("enableStatistics", (manager, configuration) -> manager.enableStatistics("users", true)),
                call("enableStatistics, no name", (manager, configuration) -> manager.enableStatistics(null, true)));
    }

    private static Set<ObjectName> beans() {
        return ManagementFactory.getPlatformMBeanServer().queryNames(null, null).stream()
                .filter(name -> name.getDomain().equals("javax.cache"))
                .filter(name -> name.toString().contains("closed-manager"))
                .collect(java.util.stream.Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void everythingIsRefusedBeforeAnyOtherCheckAndNothingChanges(
            BiConsumer<CacheManager, MutableConfiguration<String, Long>> call) {
        CacheManager manager = provider.getCacheManager(NAME, null, new Properties());
        Cache<String, Long> users = manager.createCache("users", configuration());
        users.put("a", 1L);
        assertThat(beans()).hasSize(2);
        manager.close();
        made.clear();

        assertThatThrownBy(() -> call.accept(manager, configuration()))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("cache manager omnicache:closed-manager is closed");

        assertThat(made).as("made of what was asked for").isEmpty();
        assertThat(beans()).isEmpty();
        assertThat(manager.isClosed()).isTrue();
        assertThat(users.isClosed()).isTrue();
        CacheManager next = provider.getCacheManager(NAME, null);
        assertThat(next).isNotSameAs(manager);
        assertThat(next.getCacheNames()).isEmpty();
    }
}
