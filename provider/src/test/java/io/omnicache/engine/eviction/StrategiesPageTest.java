/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.DocsPage;
import io.omnicache.EvictionStrategy;
import io.omnicache.OfferedServices;
import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.config.OmniConfiguration;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.cache.Cache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The page on strategies says what holds. */
class StrategiesPageTest {
    @TempDir
    Path folder;

    private static DocsPage page() throws IOException {
        return DocsPage.of("docs/strategies.md");
    }

    @ParameterizedTest
    @FieldSource("io.omnicache.EvictionStrategy#BUILT_IN")
    void eachStrategyHasALineAndASection(String name) throws IOException {
        assertThat(page().text())
                .contains("\n| [`" + name + "`](#" + name + ") | ")
                .containsPattern("(?s)\n## " + name
                        + "\n.*?\\*\\*Costs\\*\\*.*?\\*\\*When\\*\\*.*?\\*\\*When not\\*\\*.*?\n## ");
    }

    @Test
    void theJavaOnThePageIsCompiledAndTested() throws IOException {
        List<String> snippets = page().blocks("java");
        List<Class<?>> sources =
                List.of(StrategiesPageTest.class, StrategiesPageTest.class, SecondChance.class, SecondChanceTest.class);
        assertThat(snippets).hasSameSizeAs(sources);
        for (int i = 0; i < sources.size(); i++) {
            assertThat(DocsPage.stripped(DocsPage.sourceOf(sources.get(i))))
                    .contains(DocsPage.stripped(snippets.get(i)));
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
                folder.resolve("omnicache.yaml"), page().blocks("yaml").get(0));
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
        try (URLClassLoader loader = OfferedServices.loader(folder, EvictionStrategy.class, SecondChance.class);
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
