/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.Clock;
import io.omnicache.OmniCachingProvider;
import io.omnicache.cli.CommandRun;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.TierOptions;
import io.omnicache.tier.Tier;
import io.omnicache.tier.TierOpener;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands on what tiers have stored. */
class StoresTest {
    private static final int MANY = 1_500;
    private static final String ODD = "odd \"name\" / \u00fc \\ 1";

    @TempDir
    Path folder;

    private Path place(String name) {
        return folder.resolve(name);
    }

    private String uri(String kind, String name) {
        return kind + ":" + place(name) + (kind.equals("sqlite") ? ".db" : "");
    }

    static Map<String, String> options(String kind, Path place) {
        return kind.equals("sqlite") ? Map.of("file", place + ".db") : Map.of("directory", place.toString());
    }

    /** What is done with a cache. */
    interface Use {
        void of(Cache<Integer, String> cache);
    }

    static void use(String kind, Path place, String name, Use use) {
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            use.of(provider.getCacheManager(URI.create("urn:cli"), null)
                    .createCache(
                            name,
                            OmniConfiguration.builder(Integer.class, String.class)
                                    .entries(10)
                                    .tier(kind, options(kind, place))
                                    .build()));
        }
    }

    private void fill(String kind, String place) {
        use(kind, place(place), "users", cache -> IntStream.range(0, MANY).forEach(key -> cache.put(key, "v" + key)));
        use(kind, place(place), ODD, cache -> cache.put(1, "one"));
    }

    private static void hasAll(String kind, Path place) {
        use(
                kind,
                place,
                "users",
                cache -> IntStream.range(0, MANY)
                        .forEach(key -> assertThat(cache.get(key)).isEqualTo("v" + key)));
        use(kind, place, ODD, cache -> assertThat(cache.get(1)).isEqualTo("one"));
    }

    private static String checksum(CommandRun run) {
        return run.out().replaceAll("(?s).*users of urn:cli[^\n]*checksum ([0-9a-f]+).*", "$1");
    }

    @ParameterizedTest
    @CsvSource({"file,sqlite", "sqlite,file", "file,file"})
    void allThatIsStoredMoves(String from, String to) {
        fill(from, "from");
        CommandRun run = CommandRun.of("migrate", "--from", uri(from, "from"), "--to", uri(to, "to"));
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("users of urn:cli: 1,500 entries, 1,500 copied, checksum ")
                .contains(ODD + " of urn:cli: 1 entries, 1 copied")
                .doesNotContain("NOT");
        hasAll(to, place("to"));
        hasAll(from, place("from"));
    }

    @Test
    void aCopyGoesOnWhereItStopped() {
        fill("file", "from");
        use("sqlite", place("to"), "users", cache -> {});
        CommandRun.of("migrate", "--from", uri("file", "from"), "--to", uri("sqlite", "to"), "--cache", "users");
        use("file", place("from"), "users", cache -> IntStream.range(0, 10).forEach(key -> cache.put(-key - 1, "new")));
        CommandRun run = CommandRun.of(
                "migrate", "--from", uri("file", "from"), "--to", uri("sqlite", "to"), "--cache", "users");
        assertThat(run.out())
                .contains("users of urn:cli: 1,510 entries, 10 copied")
                .contains("verified");
        assertThat(run.out()).doesNotContain(ODD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "sqlite"})
    void whatMayBeOldIsNotCopied(String kind) throws IOException {
        fill(kind, "from");
        leaveOutOfStep(kind, "from");
        CommandRun run =
                CommandRun.of("migrate", "--from", uri(kind, "from"), "--to", uri("file", "to"), "--cache", "users");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("may be old", "let the application open the cache once");
        assertThat(place("to")).doesNotExist();
        assertThat(CommandRun.of("migrate", "--from", uri(kind, "from"), "--to", uri("file", "to"), "--cache", ODD)
                        .exitCode())
                .as("the other cache")
                .isZero();
    }

    @Test
    void aTargetThatWasLeftOutOfStepIsEmptiedFirst() throws IOException {
        fill("file", "from");
        use("sqlite", place("to"), "users", cache -> cache.put(-1, "old"));
        leaveOutOfStep("sqlite", "to");
        CommandRun run = CommandRun.of("migrate", "--from", uri("file", "from"), "--to", uri("sqlite", "to"));
        assertThat(run.out())
                .contains("users of urn:cli: 1,500 entries, 1,500 copied")
                .doesNotContain("NOT");
        hasAll("sqlite", place("to"));
        use("sqlite", place("to"), "users", cache -> assertThat(cache.get(-1)).isNull());
    }

    private void leaveOutOfStep(String kind, String place) throws IOException {
        try (Tier tier = TierOpener.openAlone(
                "urn:cli",
                "users",
                Clock.system(),
                new TierOptions(kind, options(kind, place(place))),
                getClass().getClassLoader())) {
            tier.noteInStep(false);
        }
    }

    @Test
    void whatIsNotTheSameAfterwardsIsSaid() {
        fill("file", "from");
        CommandRun run = CommandRun.of(
                "migrate",
                "--from",
                uri("file", "from"),
                "--to",
                uri("sqlite", "to") + "?entries=100",
                "--cache",
                "users");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("NOT THE SAME: the target has ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "sqlite"})
    void aStoreIsVerified(String kind) throws IOException {
        fill(kind, "from");
        List<Path> before = files();
        CommandRun run = CommandRun.of("verify", uri(kind, "from"));
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("users of urn:cli: 1,500 entries, ").contains("all can be read");
        assertThat(files()).isEqualTo(before);

        CommandRun migrated = CommandRun.of("migrate", "--from", uri(kind, "from"), "--to", uri("file", "to"));
        assertThat(checksum(migrated)).isEqualTo(checksum(run)).matches("[0-9a-f]+");
        assertThat(checksum(CommandRun.of("verify", uri("file", "to")))).isEqualTo(checksum(run));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().matches(".*(-wal|-shm)"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void damageIsFound() throws IOException {
        fill("file", "from");
        List<Path> segments;
        try (Stream<Path> all = Files.walk(place("from"))) {
            segments = all.filter(file -> file.toString().endsWith(".jsonl"))
                    .filter(file -> file.toFile().length() > 10_000)
                    .toList();
        }
        byte[] bytes = Files.readAllBytes(segments.get(0));
        bytes[bytes.length / 2] ^= 1;
        Files.write(segments.get(0), bytes);

        CommandRun run = CommandRun.of("verify", uri("file", "from"), "--cache", "users");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("CANNOT BE READ: 1");
        assertThat(Files.readAllBytes(segments.get(0))).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "sqlite"})
    void aDumpShowsKeysAndValuesOnlyIfAskedFor(String kind) {
        fill(kind, "from");
        CommandRun run = CommandRun.of("dump", uri(kind, "from"), "--cache", ODD);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .matches(
                        "\\{\"cache\":\"odd \\\\\"name\\\\\" / \u00fc \\\\\\\\ 1\",\"keyBytes\":[0-9]+,\"valueBytes\":[0-9]+,"
                                + "\"version\":[0-9]+,\"created\":\"20[^\"]+Z\",\"accessed\":\"20[^\"]+Z\",\"deadline\":null\\}\\R");
        assertThat(CommandRun.of("dump", uri(kind, "from"), "--cache", ODD, "--reveal")
                        .out())
                .containsPattern(",\"key\":\"[A-Za-z0-9+/=]+\",\"value\":\"[A-Za-z0-9+/=]+\"}");
        assertThat(CommandRun.of("dump", uri(kind, "from")).out().lines()).hasSize(MANY + 1);
    }

    @Test
    void wrongCallsSayWhatIsAllowed() {
        assertThat(CommandRun.of("verify", "nowhere").exitCode()).isEqualTo(2);
        assertThat(CommandRun.of("verify", "nowhere").err())
                .startsWith("URI: was 'nowhere', allowed is KIND:PATH, such as file:/var/cache/acme");
        assertThat(CommandRun.of("verify", "flie:/tmp").err())
                .contains("there is no tier 'flie'", "Did you mean 'file'?");
        assertThat(CommandRun.of("migrate", "--from", "file:x?bound", "--to", "file:y")
                        .err())
                .startsWith("--from: was 'file:x?bound', whose option 'bound' has no value");
        CommandRun none = CommandRun.of("verify", uri("file", "empty"));
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.err()).contains("there is no cache in the store");
        fill("file", "from");
        assertThat(CommandRun.of("dump", uri("file", "from"), "--cache", "usres")
                        .err())
                .contains("there is no such cache in the store, but [")
                .contains("users of urn:cli");
    }
}
