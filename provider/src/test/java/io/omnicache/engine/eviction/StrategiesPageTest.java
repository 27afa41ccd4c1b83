/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.EvictionStrategy;
import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.config.OmniConfiguration;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.cache.Cache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The page on strategies says what holds. */
class StrategiesPageTest {
    private static final Path SOURCES = Path.of("src/test/java/io/omnicache/engine/eviction");
    private static final Pattern BLOCK = Pattern.compile("(?s)```(\\w+)\n(.*?)```");

    @TempDir
    Path folder;

    private static String page() throws IOException {
        return Files.readString(Path.of("..", "docs", "strategies.md"));
    }

    private static List<String> blocks(String language) throws IOException {
        return BLOCK.matcher(page())
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    private static String stripped(String text) {
        return text.replaceAll("\\s+", "");
    }

    @ParameterizedTest
    @FieldSource("io.omnicache.EvictionStrategy#BUILT_IN")
    void eachStrategyHasALineAndASection(String name) throws IOException {
        assertThat(page())
                .contains("\n| [`" + name + "`](#" + name + ") | ")
                .containsPattern("(?s)\n## " + name
                        + "\n.*?\\*\\*Costs\\*\\*.*?\\*\\*When\\*\\*.*?\\*\\*When not\\*\\*.*?\n## ");
    }

    @Test
    void theJavaOnThePageIsCompiledAndTested() throws IOException {
        List<String> snippets = blocks("java");
        List<String> files = List.of(
                "StrategiesPageTest.java", "StrategiesPageTest.java", "SecondChance.java", "SecondChanceTest.java");
        assertThat(snippets).hasSameSizeAs(files);
        for (int i = 0; i < files.size(); i++) {
            assertThat(stripped(Files.readString(SOURCES.resolve(files.get(i)))))
                    .contains(stripped(snippets.get(i)));
        }
    }

    @Test
    @SuppressWarnings("unchecked") // the class of the cache is raw
    void theChangeOnThePageWorks() {
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            Cache<Long, String> cache = provider.getCacheManager()
                    .createCache(
                            "names",
                            OmniConfiguration.builder(Long.class, String.class)
                                    .entries(10_000)
                                    .build());
            OmniCache<Long, String> live = cache.unwrap(OmniCache.class);
            live.useStrategy("lfu");
            live.resize(20_000);
            assertThat(live.strategy()).isEqualTo("lfu");
            assertThat(live.maximum()).hasValue(20_000);
        }
    }

    @Test
    @SuppressWarnings("unchecked") // the class of a configuration is raw
    void theStrategyInCodeIsInForce() {
        OmniConfiguration<Long, String> configuration = OmniConfiguration.builder(Long.class, String.class)
                .entries(10_000)
                .strategy("sieve")
                .build();
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            assertThat(provider.getCacheManager()
                            .createCache("users", configuration)
                            .getConfiguration(OmniConfiguration.class)
                            .strategy())
                    .isEqualTo("sieve");
        }
    }

    @Test
    @SuppressWarnings("unchecked") // the class of a configuration is raw
    void theYamlOnThePageIsRead() throws IOException {
        Path file = Files.writeString(
                folder.resolve("omnicache.yaml"), blocks("yaml").get(0));
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            assertThat(provider.getCacheManager(file.toUri(), null)
                            .getCache("users")
                            .getConfiguration(OmniConfiguration.class)
                            .strategy())
                    .isEqualTo("sieve");
        }
    }

    @Test
    void theStrategyOnThePageIsFoundByItsName() throws IOException {
        Path services = folder.resolve("META-INF/services/" + EvictionStrategy.class.getName());
        Files.createDirectories(services.getParent());
        Files.writeString(services, SecondChance.class.getName());
        try (URLClassLoader loader = new URLClassLoader(
                        new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
                OmniCachingProvider provider = new OmniCachingProvider()) {
            Cache<String, String> cache = provider.getCacheManager(null, loader)
                    .createCache(
                            "names",
                            OmniConfiguration.builder(String.class, String.class)
                                    .entries(3)
                                    .strategy("second-chance")
                                    .build());
            List.of("a", "b", "c").forEach(key -> cache.put(key, key));
            cache.get("a");
            cache.put("d", "d");
            assertThat(cache).extracting(Cache.Entry::getKey).containsExactlyInAnyOrder("a", "c", "d");
        }
    }
}
