/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages on the configuration say what holds. */
class ConfigurationPageTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern BLOCK = Pattern.compile("(?s)```(\\w+)\n(.*?)```");

    @TempDir
    Path folder;

    @Test
    void theReferenceFileIsReadAndSaysWhatItsCommentsSay() throws IOException {
        String reference = Files.readString(DOCS.resolve("omnicache-reference.yaml"));
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
        String reference = Files.readString(DOCS.resolve("omnicache-reference.yaml"));
        String page = Files.readString(DOCS.resolve("configuration.md"));
        List<String> words = Arrays.stream(Option.values())
                .filter(option -> option != Option.CLOCK) // for tests, in code only
                .map(Option::label)
                .toList();

        assertThat(words).allSatisfy(word -> assertThat(reference).containsPattern("\\b" + word + ":"));
        assertThat(words).allSatisfy(word -> assertThat(page).contains("`" + word));
    }

    @Test
    void theYamlOnThePageIsRead() throws IOException {
        int read = 0;
        for (String block : blocks("yaml")) {
            Reading.of(folder, withClassesOfTheTests(block));
            read++;
        }
        assertThat(read).isPositive();
    }

    @Test
    void theMessagesOnThePageAreTheMessages() throws IOException {
        List<String> mistakes = blocks("text").stream()
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
        String source = Files.readString(Path.of("src/test/java/io/omnicache/config/ConfigurationPageTest.java"));
        List<String> snippets = blocks("java");

        assertThat(snippets)
                .hasSize(2)
                .allSatisfy(snippet -> assertThat(stripped(source)).contains(stripped(snippet)));
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

    private static List<String> blocks(String language) throws IOException {
        return BLOCK.matcher(Files.readString(DOCS.resolve("configuration.md")))
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    private static String stripped(String text) {
        return text.replaceAll("\\s+", "");
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
