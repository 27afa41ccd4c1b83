/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.LogCapture;
import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.TierState;
import io.omnicache.config.ConfigurationException;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.OmniConfigurationBuilder;
import io.omnicache.config.TierOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is used where a library that a tier needs is missing. */
class FallbackTest {
    private static final String REASON = "the tier unavailable needs org.example:not-there on the class path";

    @TempDir
    Path folder;

    private final OmniCachingProvider provider = new OmniCachingProvider();

    @AfterEach
    void close() {
        provider.close();
    }

    /** A kind of tier that never can be opened. */
    public static final class Unavailable implements TierFactory {
        @Override
        public String name() {
            return "unavailable";
        }

        @Override
        public Set<String> options() {
            return Set.of("entries");
        }

        @Override
        public Optional<String> unavailable() {
            return Optional.of(REASON);
        }

        @Override
        public Tier open(TierContext context, Map<String, String> options) {
            throw new IllegalStateException("nobody may open this");
        }
    }

    private OmniCache<?, ?> cache(String tiers) throws IOException {
        Path file = Files.writeString(folder.resolve("omnicache.yaml"), "caches: { users: { tiers: " + tiers + " } }");
        return provider.getCacheManager(file.toUri(), null).getCache("users").unwrap(OmniCache.class);
    }

    @SuppressWarnings("unchecked") // raw types of an untyped cache
    private static void worksWith(OmniCache<?, ?> cache) {
        OmniCache<Object, Object> untyped = (OmniCache<Object, Object>) cache;
        untyped.put("key", "value");
        assertThat(untyped.get("key")).isEqualTo("value");
    }

    @SuppressWarnings("unchecked") // there is no class of a configuration with its types
    private static List<TierOptions> tiersInForce(OmniCache<?, ?> cache) {
        OmniConfiguration<?, ?> configuration = cache.getConfiguration(OmniConfiguration.class);
        return configuration.tiers();
    }

    @Test
    void anotherTierIsUsedAndSaidOnce() throws IOException {
        try (LogCapture log = new LogCapture("io.omnicache.tier")) {
            OmniCache<?, ?> cache = cache(
                    "[ heap: { entries: 10 }, unavailable: { entries: 20, fallback: { memory: { entries: 30 } } } ]");
            worksWith(cache);
            assertThat(cache.tiers()).extracting(TierState::tier).containsExactly("memory");
            assertThat(tiersInForce(cache)).containsExactly(new TierOptions("memory", Map.of("entries", "30")));
            assertThat(log.messages())
                    .containsExactly(
                            "WARNING tier cannot be used, its fallback is: cache=users tier=unavailable fallback=memory"
                                    + " reason=" + REASON);
        }
    }

    @Test
    void aFallbackMayHaveOne() throws IOException {
        OmniCache<?, ?> cache = cache("[ unavailable: { fallback: { unavailable: { fallback: { memory: {} } } } } ]");
        worksWith(cache);
        assertThat(cache.tiers()).extracting(TierState::tier).containsExactly("memory");
    }

    @Test
    void theCacheDoesWithoutTheTier() throws IOException {
        OmniCache<?, ?> cache = cache("[ heap: { entries: 10 }, unavailable: { fallback: none } ]");
        worksWith(cache);
        assertThat(cache.tiers()).isEmpty();
        provider.getCacheManager(folder.resolve("omnicache.yaml").toUri(), null).destroyCache("users");
    }

    @Test
    void aTierThatIsThereNeedsNoFallback() throws IOException {
        OmniCache<?, ?> cache = cache("[ heap: { entries: 10 }, memory: { fallback: none } ]");
        assertThat(cache.tiers()).extracting(TierState::tier).containsExactly("memory");
    }

    @Test
    void withoutOneTheErrorSaysWhatToAdd() {
        assertThatThrownBy(() -> cache("[ heap: { entries: 10 }, unavailable: {} ]"))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("Cache 'users': " + REASON
                        + "; or say by 'fallback' in the options of the tier 'unavailable' what to use instead");
    }

    @Test
    void codeSaysTheSame() {
        CacheManager manager = provider.getCacheManager();
        OmniConfigurationBuilder<String, String> builder = OmniConfiguration.builder(String.class, String.class)
                .entries(10)
                .tier(new TierOptions("unavailable", Map.of())
                        .withFallback(new TierOptions("memory", Map.of("entries", "20"))));
        OmniCache<?, ?> cache = manager.createCache("users", builder.build()).unwrap(OmniCache.class);
        assertThat(cache.tiers()).hasSize(1);
        assertThatThrownBy(() -> manager.createCache(
                        "small",
                        builder.tier(new TierOptions("unavailable", Map.of())
                                        .withFallback(new TierOptions("memory", Map.of("entries", "5"))))
                                .build()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Cache 'small', tier 'memory': option 'entries': was '5', allowed is at least");
    }

    @Test
    void wrongFallbacksAreRefused() {
        assertThatThrownBy(() -> cache("[ memory: { fallback: { memroy: {} } } ]"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cache 'users', option 'tiers': fallback: there is no tier 'memroy'")
                .hasMessageContaining("Did you mean 'memory'?");
        assertThatThrownBy(() -> cache("[ memory: { fallback: { memory: { entires: 5 } } } ]"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("fallback: the tier 'memory' has no option 'entires'");
        assertThatThrownBy(() -> cache("[ memory: { fallback: { heap: { entries: 5 } } } ]"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        "option 'tiers[0].memory.fallback': was heap, allowed is none, or a block with the name of");
        assertThatThrownBy(() -> cache("[ memory: { fallback: nothing } ]"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("option 'tiers[0].memory.fallback': was 'nothing', allowed is none, or a block");
    }
}
