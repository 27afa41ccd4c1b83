/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.ManualClock;
import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.WarmOptions;
import io.omnicache.WarmProgress;
import io.omnicache.WarmSource;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.OmniConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filling a cache before it is needed. */
class WarmTest {
    private static final int MANY = 1_234;

    @TempDir
    Path folder;

    private final OmniCachingProvider provider = new OmniCachingProvider();
    private final ManualClock clock = new ManualClock();

    @AfterEach
    void close() {
        provider.close();
    }

    record User(String name, int age, LocalDate since) {}

    private <K, V> OmniConfigurationBuilder<K, V> builder(Class<K> key, Class<V> value) {
        return OmniConfiguration.builder(key, value).clock(clock).statistics(true);
    }

    private <K, V> OmniCache<K, V> cache(Class<K> key, Class<V> value) {
        return cache("users", builder(key, value));
    }

    @SuppressWarnings("unchecked") // the cache has these types
    private <K, V> OmniCache<K, V> cache(String name, OmniConfigurationBuilder<K, V> builder) {
        return provider.getCacheManager().createCache(name, builder.build()).unwrap(OmniCache.class);
    }

    private static Map<Integer, String> entries() {
        return IntStream.range(0, MANY).boxed().collect(Collectors.toMap(Function.identity(), key -> "v" + key));
    }

    private static void hasAll(Cache<Integer, String> cache) {
        entries().forEach((key, value) -> assertThat(cache.get(key)).isEqualTo(value));
    }

    private Path file(String... lines) throws IOException {
        return Files.write(folder.resolve("entries"), List.of(lines));
    }

    /** Knows even keys; counts calls. */
    private static final class Loader implements CacheLoader<Integer, String> {
        private int calls;

        @Override
        public String load(Integer key) {
            return loadAll(List.of(key)).get(key);
        }

        @Override
        public Map<Integer, String> loadAll(Iterable<? extends Integer> keys) {
            calls++;
            Map<Integer, String> values = new java.util.HashMap<>();
            keys.forEach(key -> {
                if (key % 2 == 0) {
                    values.put(key, "v" + key);
                }
            });
            return values;
        }
    }

    private static final class Writer implements CacheWriter<Integer, String> {
        @Override
        public void write(Cache.Entry<? extends Integer, ? extends String> entry) {
            throw new AssertionError("nothing is written through");
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends Integer, ? extends String>> all) {
            throw new AssertionError("nothing is written through");
        }

        @Override
        public void delete(Object key) {
            throw new AssertionError("nothing is written through");
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            throw new AssertionError("nothing is written through");
        }
    }

    @Test
    void withEntries() {
        OmniCache<Integer, String> cache =
                cache("users", builder(Integer.class, String.class).writeThrough(Writer::new));
        List<WarmProgress> told = new ArrayList<>();
        WarmProgress progress = cache.warm(
                WarmSource.entries(entries().entrySet()),
                WarmOptions.DEFAULT.withBatch(100).withProgress(told::add));

        assertThat(progress).isEqualTo(new WarmProgress(MANY, MANY, 0, 0, Optional.empty()));
        assertThat(told).hasSize(13).endsWith(progress);
        assertThat(told.get(0)).isEqualTo(new WarmProgress(100, 100, 0, 0, Optional.empty()));
        hasAll(cache);
    }

    @Test
    void whatIsPresentStays() {
        OmniCache<Integer, String> cache = cache(Integer.class, String.class);
        cache.put(5, "own");
        WarmProgress progress = cache.warm(WarmSource.entries(entries().entrySet()));

        assertThat(progress).isEqualTo(new WarmProgress(MANY, MANY - 1, 1, 0, Optional.empty()));
        assertThat(cache.get(5)).isEqualTo("own");
    }

    @Test
    void withAnotherCache() {
        OmniCache<Integer, String> other = cache("other", builder(Integer.class, String.class));
        other.putAll(entries());
        OmniCache<Integer, String> cache = cache(Integer.class, String.class);
        assertThat(cache.warm(WarmSource.cache(other)).stored()).isEqualTo(MANY);
        hasAll(cache);
    }

    @Test
    void withKeysAndTheLoader() {
        Loader loader = new Loader();
        OmniCache<Integer, String> cache =
                cache("users", builder(Integer.class, String.class).loader(() -> loader));
        cache.put(4, "own");
        WarmProgress progress =
                cache.warm(WarmSource.keys(List.of(0, 1, 2, 3, 4, 5)), WarmOptions.DEFAULT.withBatch(3));

        assertThat(progress).isEqualTo(new WarmProgress(6, 2, 1, 3, Optional.empty()));
        assertThat(loader.calls).isEqualTo(2);
        assertThat(cache.get(2)).isEqualTo("v2");
        assertThat(cache.get(3)).isNull();
        assertThat(cache.get(4)).isEqualTo("own");
    }

    @Test
    void keysNeedALoader() {
        assertThatThrownBy(() -> cache(Integer.class, String.class).warm(WarmSource.keys(List.of(1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Cache 'users' cannot be warmed by keys: it has no loader");
    }

    @Test
    void withJsonLines() throws IOException {
        OmniCache<Long, User> cache = cache(Long.class, User.class);
        Path file = file(
                "{\"key\":1,\"value\":{\"name\":\"Ada\",\"age\":36,\"since\":\"1843-10-01\"}}",
                "",
                "{\"value\":{\"name\":\"Alan\",\"age\":41,\"since\":\"1936-11-12\"},\"key\":2,\"comment\":\"ignored\"}",
                "{\"key\":3,\"value\":\"secret\"}",
                "{\"key\":4}",
                "no json");
        WarmProgress progress = cache.warm(WarmSource.jsonLines(file));

        assertThat(progress.read()).isEqualTo(5);
        assertThat(progress.stored()).isEqualTo(2);
        assertThat(progress.unreadable()).isEqualTo(3);
        assertThat(progress.problem())
                .hasValueSatisfying(problem -> assertThat(problem)
                        .startsWith(file + ":4: it could not be read: com.fasterxml.jackson")
                        .doesNotContain("secret"));
        assertThat(cache.get(1L)).isEqualTo(new User("Ada", 36, LocalDate.of(1843, 10, 1)));
        assertThat(cache.get(2L)).isEqualTo(new User("Alan", 41, LocalDate.of(1936, 11, 12)));
    }

    @Test
    void withJsonLinesOfNoDeclaredType() throws IOException {
        OmniCache<Object, Object> cache = cache(Object.class, Object.class);
        assertThat(cache.warm(WarmSource.jsonLines(file("{\"key\":\"a\",\"value\":[1,\"two\"]}")))
                        .stored())
                .isOne();
        assertThat(cache.get("a")).isEqualTo(List.of(1, "two"));
    }

    @Test
    void withColumnsOfValues() throws IOException {
        OmniCache<Integer, String> cache = cache(Integer.class, String.class);
        WarmProgress progress = cache.warm(
                WarmSource.csv(file("id,name", "1,Ada", "2,\"Lovelace, \"\"Countess\"\"\"", "x,secret", "4")));

        assertThat(progress.read()).isEqualTo(4);
        assertThat(progress.stored()).isEqualTo(2);
        assertThat(progress.problem())
                .hasValueSatisfying(problem ->
                        assertThat(problem).endsWith("entries:4: it is no java.lang.Integer and java.lang.String"));
        assertThat(cache.get(2)).isEqualTo("Lovelace, \"Countess\"");
    }

    @Test
    void withColumnsOfFields() throws IOException {
        OmniCache<String, User> cache = cache(String.class, User.class);
        WarmProgress progress = cache.warm(
                WarmSource.csv(file("login,name,age,since", "ada,Ada,36,1843-10-01", "alan,Alan,old,1936-11-12")));

        assertThat(progress.stored()).isOne();
        assertThat(progress.unreadable()).isOne();
        assertThat(cache.get("ada")).isEqualTo(new User("Ada", 36, LocalDate.of(1843, 10, 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "sqlite"})
    void withWhatATierHasStored(String kind) {
        Map<String, String> options =
                Map.of("directory", folder.resolve("store").toString());
        OmniCache<Integer, String> old = cache(
                "old",
                builder(Integer.class, String.class)
                        .expiry(CreatedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.ONE_HOUR))
                        .entries(10)
                        .tier(kind, options));
        IntStream.range(MANY, MANY + 10).forEach(key -> old.put(key, "expired"));
        clock.advance(Duration.ofMinutes(40));
        old.putAll(entries());
        old.close();
        clock.advance(Duration.ofMinutes(40));
        OmniCache<Integer, String> cache = cache(Integer.class, String.class);

        WarmProgress progress = cache.warm(WarmSource.tier(kind, options, "old"));
        assertThat(progress)
                .isEqualTo(new WarmProgress(MANY + 10, MANY, 0, 10, Optional.of(kind + ": an entry has expired")));
        hasAll(cache);
    }

    @Test
    void tiersAreFilledToo() {
        OmniCache<Integer, String> cache =
                cache("users", builder(Integer.class, String.class).entries(10).tier("memory", Map.of()));
        assertThat(cache.warm(WarmSource.entries(entries().entrySet())).stored())
                .isEqualTo(MANY);
        assertThat(cache.size()).isEqualTo(MANY);
        hasAll(cache);
    }

    @Test
    void asFastAsItIsAllowed() {
        OmniCache<Integer, String> cache = cache(Integer.class, String.class);
        long before = clock.millis();
        cache.warm(
                WarmSource.entries(entries().entrySet()),
                WarmOptions.DEFAULT.withBatch(100).withPerSecond(200));
        assertThat(clock.millis() - before).isBetween(6_160L, 6_180L);
    }

    @Test
    void whoIsToldMayEndIt() {
        OmniCache<Integer, String> cache = cache(Integer.class, String.class);
        assertThatThrownBy(() -> cache.warm(
                        WarmSource.entries(entries().entrySet()), WarmOptions.DEFAULT.withProgress(progress -> {
                            throw new IllegalArgumentException("enough");
                        })))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("enough");
        assertThat(cache.size()).isEqualTo(WarmOptions.DEFAULT.batch());
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void wrongEntriesEndIt() {
        OmniCache<Integer, String> cache = cache(Integer.class, String.class);
        assertThatThrownBy(() ->
                        cache.warm((WarmSource) WarmSource.entries(Map.of(1, 2L).entrySet())))
                .isInstanceOf(ClassCastException.class);
        assertThatThrownBy(() -> cache.warm((WarmSource) WarmSource.keys(java.util.Arrays.asList(1, null))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(cache.size()).isZero();
    }

    @Test
    void whatIsMissingIsSaid() {
        OmniCache<Integer, String> cache = cache(Integer.class, String.class);
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> cache.warm(WarmSource.jsonLines(missing)))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("Cache 'users' cannot be warmed")
                .hasMessageContaining(missing.toString());
        assertThatThrownBy(() -> cache.warm(WarmSource.tier("flie", Map.of(), "old")))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("Did you mean 'file'?");
        cache.close();
        assertThatThrownBy(() -> cache.warm(WarmSource.entries(entries().entrySet())))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void optionsAreChecked() {
        assertThatThrownBy(() -> WarmOptions.DEFAULT.withBatch(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batch must be 1 or more, was 0");
        assertThatThrownBy(() -> WarmOptions.DEFAULT.withPerSecond(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("perSecond must be 1 or more, was 0");
    }

    @Test
    void sourcesHideWhatMayBeSecret() {
        assertThat(WarmSource.tier("redis", Map.of("uri", "secret"), "old").toString())
                .isEqualTo("Stored[redis[uri], cache=old]");
    }
}
