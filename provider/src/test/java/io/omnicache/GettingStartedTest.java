/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.config.OmniConfiguration;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.integration.CacheLoader;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The Java of the README and of "getting started" is what is compiled and run here. */
class GettingStartedTest {
    @AfterEach
    void close() {
        Caching.getCachingProvider().close();
    }

    @Test
    void aFirstCache() {
        CachingProvider provider = Caching.getCachingProvider();
        CacheManager manager = provider.getCacheManager();

        Cache<Long, String> names = manager.createCache(
                "names",
                OmniConfiguration.builder(Long.class, String.class)
                        .entries(10_000)
                        .expiry(CreatedExpiryPolicy.factoryOf(Duration.TEN_MINUTES))
                        .statistics(true)
                        .build());

        names.put(1L, "Ada");
        String name = names.get(1L);
        assertThat(name).isEqualTo("Ada");
    }

    @Test
    void aCacheThatLoadsWhatIsMissing() {
        CacheManager manager = Caching.getCachingProvider().getCacheManager();

        Cache<Integer, String> squares = manager.createCache(
                "squares",
                OmniConfiguration.builder(Integer.class, String.class)
                        .readThrough(FactoryBuilder.factoryOf(SquareLoader.class))
                        .entries(1_000)
                        .statistics(true)
                        .build());

        String answer = squares.get(12); // "144", from the loader
        String again = squares.get(12); // from the cache
        assertThat(answer).isEqualTo("144").isSameAs(again);
    }

    @Test
    void aCacheForOneTask() {
        CacheManager manager = Caching.getCachingProvider().getCacheManager();
        try (var scope = OmniCache.scoped(manager, "import", new MutableConfiguration<String, Long>())) {
            scope.cache().put("rows", 1L);
        } // destroyed here
        assertThat(manager.getCacheNames()).isEmpty();
    }

    @Test
    void theJavaOnThePagesIsTheJavaAbove() throws IOException {
        String source = DocsPage.stripped(DocsPage.sourceOf(GettingStartedTest.class));
        List<String> snippets = Stream.concat(
                        DocsPage.of("README.md").blocks("java").stream(),
                        DocsPage.of("docs/getting-started.md").blocks("java").stream())
                .toList();
        assertThat(snippets).hasSize(4).allSatisfy(snippet -> assertThat(source).contains(DocsPage.stripped(snippet)));
    }

    @Test
    void gettingStartedTakesUnderFourHundredWords() throws IOException {
        String page = DocsPage.of("docs/getting-started.md").text();
        assertThat(page.split("\\s+")).hasSizeLessThan(400);
    }

    public static class SquareLoader implements CacheLoader<Integer, String> {
        @Override
        public String load(Integer key) {
            return Integer.toString(key * key);
        }

        @Override
        public Map<Integer, String> loadAll(Iterable<? extends Integer> keys) {
            Map<Integer, String> loaded = new HashMap<>();
            keys.forEach(key -> loaded.put(key, load(key)));
            return loaded;
        }
    }
}
