/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.DocsPage;
import io.omnicache.LogCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on encryption says what holds. */
class EncryptionPageTest {
    @TempDir
    Path folder;

    private static DocsPage page() throws IOException {
        return DocsPage.of("docs/encryption.md");
    }

    @Test
    void theJavaOnThePageIsThatOfTheTests() throws IOException {
        List<String> snippets = page().blocks("java");
        assertThat(snippets).hasSize(2);
        assertThat(DocsPage.sourceOf(KeySourcesTest.class)).contains(snippets.get(0));
        assertThat(DocsPage.sourceOf(EncryptorsTest.class)).contains(snippets.get(1));
    }

    @Test
    void theMessageOnThePageIsTheMessage() throws IOException {
        try (LogCapture log = new LogCapture("io.omnicache.codec")) {
            new Reports("users").unreadable(Problem.UNKNOWN_KEY, "k1");
            assertThat(log.messages())
                    .containsExactly("SEVERE " + page().blocks("text").get(0).strip());
        }
    }

    /** By a key in a system property, as a test cannot set its environment; the second opens what the first has stored. */
    @Test
    void theYamlOnThePageIsReadOneAfterTheOther() throws IOException {
        System.setProperty("encryption.page.key", key(1));
        System.setProperty("encryption.page.key2", key(2));
        List<String> yaml = page().blocks("yaml");
        assertThat(yaml).hasSize(2);
        for (int i = 0; i < yaml.size(); i++) {
            Path file = Files.writeString(
                    folder.resolve("omnicache.yaml"),
                    yaml.get(i)
                            .replaceAll("(?m)^    (key|value): .*\n", "")
                            .replace("    tiers", "    key: java.lang.String\n    value: java.lang.String\n    tiers")
                            .replace("/var/cache/acme", folder.resolve("store").toString())
                            .replace("${CACHE_KEY}", "${sys.encryption.page.key}")
                            .replace("${CACHE_KEY_2}", "${sys.encryption.page.key2}"));
            try (CacheManager manager = Caching.getCachingProvider("io.omnicache.OmniCachingProvider")
                    .getCacheManager(file.toUri(), null, new Properties())) {
                var users = manager.getCache("users", String.class, String.class);
                if (i > 0) {
                    assertThat(users.get("a")).isEqualTo("b");
                }
                users.put("a", "b");
            }
        }
    }

    private static String key(int number) {
        return java.util.Base64.getEncoder().encodeToString(TestSeals.key(number));
    }

    @Test
    void everyReasonIsInTheTableOfThePage() throws IOException {
        String page = page().text();
        for (Problem problem : Problem.values()) {
            String[] words = problem.label().split(" ");
            String begins = String.join(" ", List.of(words).subList(0, 3));
            String known = problem == Problem.UNKNOWN_KEY ? "a key that is not among codec.encryption.keys" : begins;
            assertThat(page).contains(known);
        }
    }
}
