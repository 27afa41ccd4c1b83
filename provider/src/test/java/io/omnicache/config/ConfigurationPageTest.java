/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.DocsPage;
import io.omnicache.OmniCache;
import io.omnicache.tier.TierFactory;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages on the configuration say what holds. */
class ConfigurationPageTest {
    @TempDir
    Path folder;

    private static DocsPage page() throws IOException {
        return DocsPage.of("docs/configuration.md");
    }

    @Test
    void theReferenceFileIsReadAndSaysWhatItsCommentsSay() throws IOException {
        String reference = DocsPage.of("docs/omnicache-reference.yaml").text();
        ManagerSettings settings = Reading.of(folder, withClassesOfTheTests(reference));

        assertThat(settings.cacheNames()).containsExactly("users", "sessions", "documents");
        assertThat(settings.predefined("documents").heap()).isEqualTo(new Bound.Bytes(64 << 20));
        assertThat(settings.predefined("users").heap()).isEqualTo(new Bound.Entries(10_000));
        assertThat(settings.predefined("sessions").isReadThrough()).isFalse();
        assertThat(settings.predefined("sessions").isWriteThrough()).isTrue();
        assertThat(Reading.madeByFramework(settings, "aRegion").isStatisticsEnabled())
                .isTrue();
    }

    @Test
    void everyOptionIsNamedInTheReferenceFileAndOnThePage() throws IOException {
        String reference = DocsPage.of("docs/omnicache-reference.yaml").text();
        String page = page().text();
        List<String> words = Arrays.stream(Option.values())
                .filter(option -> option != Option.CLOCK) // for tests, in code only
                .map(Option::label)
                .toList();

        assertThat(words).allSatisfy(word -> assertThat(reference).containsPattern("\\b" + word + ":"));
        assertThat(words).allSatisfy(word -> assertThat(page).contains("`" + word));
    }

    @Test
    void everyOptionOfATierIsNamedInTheReferenceFile() throws IOException {
        String reference = DocsPage.of("docs/omnicache-reference.yaml").text();
        Map<String, Set<String>> kinds = builtInTiers();

        assertThat(kinds).containsOnlyKeys("file", "sqlite");
        kinds.forEach((kind, options) -> {
            Set<String> all = new TreeSet<>(options);
            all.addAll(TierOptions.COMMON);
            assertThat(all)
                    .as("options of the tier %s", kind)
                    .allSatisfy(
                            option -> assertThat(blockOf(kind, reference)).containsPattern("\\b" + option + ": \\S"));
        });
        assertThat(reference).containsPattern("\\b" + TierOptions.FALLBACK + ": \\S");
        assertThat(page().text()).contains("`" + TierOptions.TIME_LIMIT + "`", "`" + TierOptions.FALLBACK + "`");
    }

    @Test
    void theTiersOfTheReferenceFileHaveNoOtherOptions() throws IOException {
        String reference = DocsPage.of("docs/omnicache-reference.yaml").text();
        ManagerSettings settings = Reading.of(folder, withClassesOfTheTests(reference));
        List<TierOptions> tiers = settings.cacheNames().stream()
                .flatMap(name -> settings.predefined(name).tiers().stream())
                .toList();

        assertThat(tiers).extracting(TierOptions::kind).containsExactlyInAnyOrder("file", "sqlite");
        assertThat(tiers)
                .allSatisfy(tier -> assertThat(tier.problem(builtInTiers())).isEmpty());
    }

    /** The kinds of tiers that come with the provider, not those of the tests, with their options. */
    private static Map<String, Set<String>> builtInTiers() {
        return ServiceLoader.load(TierFactory.class).stream()
                .filter(factory -> codeOf(factory.type()).equals(codeOf(OmniCache.class)))
                .map(ServiceLoader.Provider::get)
                .collect(Collectors.toMap(TierFactory::name, TierFactory::options));
    }

    private static URL codeOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    /** The lines from the one that begins a tier to the last that is indented more. */
    private static String blockOf(String kind, String reference) {
        Matcher block =
                Pattern.compile("(?m)^( +)- " + kind + ":.*\n(?:\\1  .*\n)+").matcher(reference);
        assertThat(block.find()).as("the tier %s in the reference file", kind).isTrue();
        return block.group();
    }

    @Test
    void theYamlOnThePageIsRead() throws IOException {
        int read = 0;
        for (String block : page().blocks("yaml")) {
            Reading.of(folder, withClassesOfTheTests(block));
            read++;
        }
        assertThat(read).isPositive();
    }

    @Test
    void theMessagesOnThePageAreTheMessages() throws IOException {
        List<String> mistakes = page().blocks("text").stream()
                .filter(block -> block.startsWith("omnicache.yaml"))
                .flatMap(String::lines)
                .toList();
        String[] files = {
            "caches:\n  users:\n    statistcs: true\n",
            "caches:\n  users:\n    expiry: { created: 10M }\n",
            "templates:\n  \"*Region\": { tiers: [ { heap: { weight: 1M } } ] }\n",
        };
        for (int i = 0; i < files.length; i++) {
            assertThat(messageOf(files[i])).isEqualTo(mistakes.get(i));
        }
        assertThat(mistakes).hasSize(files.length);
    }

    @Test
    void theJavaOnThePageIsTheJavaBelow() throws IOException {
        String source = DocsPage.sourceOf(ConfigurationPageTest.class);
        List<String> snippets = page().blocks("java");

        assertThat(snippets)
                .hasSize(2)
                .allSatisfy(snippet -> assertThat(DocsPage.stripped(source)).contains(DocsPage.stripped(snippet)));
    }

    @Test
    @SuppressWarnings("unchecked") // the class of a configuration is raw
    void theJavaOnThePageWorks() {
        try (CacheManager manager = Caching.getCachingProvider("io.omnicache.OmniCachingProvider")
                .getCacheManager(java.net.URI.create("omnicache:page"), null)) {
            inCode(manager);
            assertThat(manager.getCache("users", Long.class, String.class)
                            .getConfiguration(OmniConfiguration.class)
                            .heap())
                    .isEqualTo(new Bound.Entries(10_000));
        }
        try (CacheManager manager = byProperties()) {
            assertThat(manager.getCacheNames()).containsExactly("com.acme.User");
        }
    }

    private static void inCode(CacheManager manager) {
        OmniConfiguration<Long, String> configuration = OmniConfiguration.builder(Long.class, String.class)
                .entries(10_000)
                .expiry(CreatedExpiryPolicy.factoryOf(Duration.TEN_MINUTES))
                .statistics(true)
                .build();
        Cache<Long, String> users = manager.createCache("users", configuration);
        users.put(1L, "Ada");
    }

    private static CacheManager byProperties() {
        Properties properties = new Properties();
        properties.setProperty("omnicache.caches[com.acme.User].tiers[0].heap.entries", "10k");
        CacheManager manager = Caching.getCachingProvider().getCacheManager(null, null, properties);
        return manager;
    }

    private String messageOf(String yaml) {
        Reading reading = new Reading(folder).file(yaml);
        try {
            reading.load();
        } catch (ConfigurationException e) {
            return e.getMessage().replace(reading.file().toString(), "omnicache.yaml");
        }
        throw new AssertionError("no mistake in " + yaml);
    }

    private static String withClassesOfTheTests(String yaml) {
        String samples = "io.omnicache.config.Samples\\$";
        return yaml.replaceAll("com\\.acme\\.\\w*Loader", samples + "Loader")
                .replaceAll("com\\.acme\\.\\w*Writer", samples + "Writer")
                .replaceAll("com\\.acme\\.\\w*Weigher", samples + "TextWeigher")
                .replaceAll("com\\.acme\\.\\w*Expiry", samples + "Minute")
                .replace("com.acme.Audit", "io.omnicache.config.Samples$Audit")
                .replace("com.acme.Changes", "io.omnicache.config.Samples$All");
    }
}
