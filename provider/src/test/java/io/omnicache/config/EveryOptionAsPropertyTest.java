/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.expiry.AccessedExpiryPolicy;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the file can say, the properties of a manager can say, and those of the system: each option that there is. */
class EveryOptionAsPropertyTest {
    private static final Map<String, String> NOTHING = Map.of();
    private static final Map<String, String> LOADER = Map.of("loader", Samples.Loader.class.getName());
    private static final Map<String, String> WRITER = Map.of("writer", Samples.Writer.class.getName());
    private static final Map<String, String> BOUND = Map.of("tiers[0].heap.entries", "10");
    private static final Map<String, String> TIER =
            Map.of("tiers[0].heap.entries", "10", "tiers[1].file.directory", "cache");

    @TempDir
    Path folder;

    /**
     * An option in use.
     *
     * @param needed what makes the option possible, by the words after the name of the cache
     * @param stated the option itself, in the same way
     * @param seen what shows it in the configuration in force
     * @param expected what is seen with the option, and not without it
     */
    private record Example(
            Map<String, String> needed,
            Map<String, String> stated,
            Function<OmniConfiguration<Object, Object>, Object> seen,
            Object expected) {
        Map<String, String> all() {
            Map<String, String> all = new HashMap<>(needed);
            all.putAll(stated);
            return all;
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLOCK")
    void anOptionCanBeAPropertyOfTheManager(Option option) {
        Example example = example(option);

        assertThat(seen(example, example.needed(), NOTHING)).isNotEqualTo(example.expected());
        assertThat(seen(example, example.all(), NOTHING)).isEqualTo(example.expected());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLOCK")
    void anOptionCanBeASystemProperty(Option option) {
        Example example = example(option);

        assertThat(seen(example, NOTHING, example.needed())).isNotEqualTo(example.expected());
        assertThat(seen(example, NOTHING, example.all())).isEqualTo(example.expected());
        assertThat(seen(example, example.needed(), example.stated())).isEqualTo(example.expected());
    }

    /** For tests, in code only: no text could say which clock. */
    @ParameterizedTest
    @EnumSource(names = "CLOCK")
    void theClockIsNoProperty(Option option) {
        Reading reading = new Reading(folder).manager("omnicache.caches.a." + option.label(), "system");

        assertThatThrownBy(reading::load)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("option 'clock': unknown option");
    }

    private Object seen(Example example, Map<String, String> manager, Map<String, String> system) {
        Reading reading = new Reading(folder).file("caches: { a: {} }");
        putAll(reading.manager, manager);
        putAll(reading.system, system);
        return example.seen().apply(reading.load().predefined("a"));
    }

    private static void putAll(Properties properties, Map<String, String> settings) {
        settings.forEach((name, value) -> properties.setProperty("omnicache.caches.a." + name, value));
    }

    /** An option without an example does not compile. */
    private static Example example(Option option) {
        return switch (option) {
            case KEY -> type(option, OmniConfiguration::getKeyType);
            case VALUE -> type(option, OmniConfiguration::getValueType);
            case BY_VALUE -> flag(option, NOTHING, false, OmniConfiguration::isStoreByValue);
            case READ_THROUGH -> flag(option, LOADER, false, OmniConfiguration::isReadThrough);
            case WRITE_THROUGH -> flag(option, WRITER, false, OmniConfiguration::isWriteThrough);
            case STATISTICS -> flag(option, NOTHING, true, OmniConfiguration::isStatisticsEnabled);
            case MANAGEMENT -> flag(option, NOTHING, true, OmniConfiguration::isManagementEnabled);
            case MISS_RATIO_CURVE -> flag(option, BOUND, true, OmniConfiguration::isMissRatioCurveEnabled);
            case LOADER -> new Example(NOTHING, LOADER, a -> loaderOf(a) + a.isReadThrough(), "Loader true");
            case WRITER -> new Example(NOTHING, WRITER, a -> writerOf(a) + a.isWriteThrough(), "Writer true");
            case EXPIRY -> expiry();
            case LISTENERS -> listeners();
            case HEAP -> new Example(NOTHING, BOUND, OmniConfiguration::heap, new Bound.Entries(10));
            case TIERS -> tiers();
            case STRATEGY -> word(option, NOTHING, "sieve", OmniConfiguration::strategy, "sieve");
            case GUARD -> word(option, NOTHING, "exempt", OmniConfiguration::guard, Guard.EXEMPT);
            case ON_FAILURE -> word(option, TIER, "fail", OmniConfiguration::onFailure, OnFailure.FAIL);
            case PROMOTION -> word(option, TIER, "second", OmniConfiguration::promotion, Promotion.SECOND_HIT);
            case COPIER -> word(option, NOTHING, "fields", OmniConfiguration::copier, "fields");
            case LOADER_RETRY -> loaderRetry();
            case CODEC -> codec();
            case CLOCK -> throw new AssertionError("no property states the clock");
        };
    }

    private static Example flag(
            Option option,
            Map<String, String> needed,
            boolean value,
            Function<OmniConfiguration<Object, Object>, Object> seen) {
        return word(option, needed, Boolean.toString(value), seen, value);
    }

    private static Example type(Option option, Function<OmniConfiguration<Object, Object>, Object> seen) {
        return word(option, NOTHING, "java.lang.Long", seen, Long.class);
    }

    private static Example word(
            Option option,
            Map<String, String> needed,
            String word,
            Function<OmniConfiguration<Object, Object>, Object> seen,
            Object expected) {
        return new Example(needed, Map.of(option.label(), word), seen, expected);
    }

    private static Example expiry() {
        return new Example(
                NOTHING,
                Map.of("expiry.accessed", "2m"),
                OmniConfiguration::getExpiryPolicyFactory,
                AccessedExpiryPolicy.factoryOf(new javax.cache.expiry.Duration(TimeUnit.MINUTES, 2)));
    }

    private static Example listeners() {
        Map<String, String> stated = Map.of(
                "listeners[0].listener",
                Samples.Audit.class.getName(),
                "listeners[0].filter",
                Samples.All.class.getName(),
                "listeners[0].synchronous",
                "true",
                "listeners[0].oldValue",
                "true");
        return new Example(
                NOTHING,
                stated,
                a -> a.getCacheEntryListenerConfigurations().stream()
                        .map(EveryOptionAsPropertyTest::shown)
                        .toList(),
                List.of("Audit All true true"));
    }

    private static String shown(CacheEntryListenerConfiguration<Object, Object> one) {
        return one.getCacheEntryListenerFactory().create().getClass().getSimpleName() + " "
                + one.getCacheEntryEventFilterFactory().create().getClass().getSimpleName() + " " + one.isSynchronous()
                + " " + one.isOldValueRequired();
    }

    private static Example tiers() {
        Map<String, String> file = Map.of("directory", "cache", "entries", "20", "timeLimit", "1s");
        Map<String, String> stated = new HashMap<>();
        file.forEach((name, value) -> stated.put("tiers[1].file." + name, value));
        stated.put("tiers[1].file.fallback", "none");
        return new Example(
                BOUND,
                stated,
                OmniConfiguration::tiers,
                List.of(new TierOptions("file", file).withFallback(TierOptions.NONE)));
    }

    private static Example loaderRetry() {
        return new Example(
                LOADER,
                Map.of(
                        "loaderRetry.attempts", "3",
                        "loaderRetry.firstDelay", "1s",
                        "loaderRetry.longestDelay", "5s"),
                OmniConfiguration::loaderRetry,
                new LoaderRetry(3, Duration.ofSeconds(1), Duration.ofSeconds(5)));
    }

    private static Example codec() {
        return new Example(
                TIER,
                Map.of(
                        "codec.serializer", "json",
                        "codec.compressor", "deflate",
                        "codec.threshold", "2KiB",
                        "codec.limit", "4KiB",
                        "codec.allow[0]", "com.acme.*"),
                OmniConfiguration::codec,
                new CodecOptions("json", "deflate", 2 << 10, 4 << 10, List.of("com.acme.*")));
    }

    private static String loaderOf(OmniConfiguration<Object, Object> a) {
        if (a.getCacheLoaderFactory() == null) {
            return "none ";
        }
        try (Samples.Loader loader =
                (Samples.Loader) (Object) a.getCacheLoaderFactory().create()) {
            return loader.getClass().getSimpleName() + " ";
        }
    }

    private static String writerOf(OmniConfiguration<Object, Object> a) {
        return a.getCacheWriterFactory() == null
                ? "none "
                : a.getCacheWriterFactory().create().getClass().getSimpleName() + " ";
    }
}
