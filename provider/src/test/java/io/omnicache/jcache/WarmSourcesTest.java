/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.OmniCache;
import io.omnicache.WarmProgress;
import io.omnicache.WarmSource;
import io.omnicache.config.TierOptions;
import io.omnicache.tier.Tier;
import io.omnicache.tier.TierOpener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.cache.CacheException;
import javax.cache.expiry.CreatedExpiryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and stores that a cache is filled from before it is needed. */
class WarmSourcesTest extends WarmedCaches {
    @TempDir
    Path folder;

    record User(String name, int age, LocalDate since) {}

    private Path file(String... lines) throws IOException {
        return Files.write(folder.resolve("entries"), List.of(lines));
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
    void sourcesHideWhatMayBeSecret() {
        assertThat(WarmSource.tier("redis", Map.of("uri", "secret"), "old").toString())
                .isEqualTo("Stored[redis[uri], cache=old]");
    }

    @ParameterizedTest
    @CsvSource({"file,false", "file,true", "sqlite,false", "sqlite,true"})
    void withNothingThatMayBeOld(String kind, String readOnly) throws IOException {
        String store = folder.resolve("store").toString();
        Map<String, String> options = Map.of("directory", store);
        OmniCache<Integer, String> old =
                cache("old", builder(Integer.class, String.class).entries(10).tier(kind, options));
        old.putAll(entries());
        String uri = old.getCacheManager().getURI().toString();
        old.close();
        try (Tier tier = TierOpener.openAlone(
                uri, "old", clock, new TierOptions(kind, options), getClass().getClassLoader())) {
            tier.noteInStep(false);
        }
        OmniCache<Integer, String> cache = cache(Integer.class, String.class);
        assertThatThrownBy(() ->
                        cache.warm(WarmSource.tier(kind, Map.of("directory", store, "readOnly", readOnly), "old")))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("what the tier has stored may be old");
        assertThat(cache.iterator().hasNext()).isFalse();
    }
}
