/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.Clock;
import io.omnicache.OmniCachingProvider;
import io.omnicache.cli.CommandRun;
import io.omnicache.config.CodecOptions;
import io.omnicache.config.EncryptionOptions;
import io.omnicache.config.KeySource;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.OmniConfigurationBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command {@code compact}. */
class CompactTest {
    private static final String TIMES = ",\"m\":[";
    private static final int KEYS = 2_000;
    private static final Pattern BYTES = Pattern.compile("([0-9,]+) bytes stored before, ([0-9,]+) after");

    @TempDir
    Path folder;

    private final Path store = Path.of("store");

    private Path place() {
        return folder.resolve(store);
    }

    private String uri(String kind) {
        return kind + ":" + place() + (kind.equals("sqlite") ? ".db" : "");
    }

    /** In which what is put has long expired for others. */
    private static final class LongAgo implements Clock {
        @Override
        public long nanos() {
            return 1;
        }

        @Override
        public long millis() {
            return 1_000_000;
        }
    }

    private static OmniConfigurationBuilder<Integer, String> configuration(String kind, Path place) {
        return OmniConfiguration.builder(Integer.class, String.class)
                .entries(10)
                .tier(kind, StoresTest.options(kind, place));
    }

    private static void use(String name, OmniConfiguration<Integer, String> configuration, StoresTest.Use use) {
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            use.of(provider.getCacheManager(URI.create("urn:cli"), null).createCache(name, configuration));
        }
    }

    /** Two thirds of the keys stay, each replaced once; nothing of it has been cleaned. */
    private static void fill(Cache<Integer, String> cache) {
        for (int round = 1; round <= 2; round++) {
            for (int key = 0; key < KEYS; key++) {
                cache.put(key, round + " of " + key + "x".repeat(500));
            }
        }
        for (int key = 0; key < KEYS; key += 3) {
            cache.remove(key);
        }
    }

    private static void check(Cache<Integer, String> cache) {
        for (int key = 0; key < KEYS; key++) {
            assertThat(cache.get(key)).isEqualTo(key % 3 == 0 ? null : "2 of " + key + "x".repeat(500));
        }
    }

    private static long bytes(String line, int group) {
        Matcher found = BYTES.matcher(line);
        assertThat(found.find()).as(line).isTrue();
        return Long.parseLong(found.group(group).replace(",", ""));
    }

    private long onDisk(String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "sqlite"})
    void whatIsDeadOrHasExpiredGoes(String kind) throws IOException {
        use("users", configuration(kind, place()).build(), CompactTest::fill);
        OmniConfiguration<Integer, String> expiring = configuration(kind, place())
                .clock(new LongAgo())
                .expiry(CreatedExpiryPolicy.factoryOf(Duration.ONE_MINUTE))
                .build();
        use("sessions", expiring, cache -> {
            for (int key = 0; key < KEYS; key++) {
                cache.put(key, "session" + "x".repeat(500));
            }
        });
        CommandRun run = CommandRun.of("compact", uri(kind));
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        String users = run.out()
                .lines()
                .filter(line -> line.startsWith("users"))
                .findFirst()
                .orElseThrow();
        String sessions = run.out()
                .lines()
                .filter(line -> line.startsWith("sessions"))
                .findFirst()
                .orElseThrow();
        assertThat(users).startsWith("users of urn:cli: 1,333 entries before, 1,333 after (0 had expired), ");
        assertThat(sessions).startsWith("sessions of urn:cli: 2,000 entries before, 0 after (2,000 had expired), ");
        long after = kind.equals("sqlite") ? bytes(users, 2) : bytes(users, 2) + bytes(sessions, 2);
        assertThat(after).isEqualTo(onDisk(kind.equals("sqlite") ? ".db" : ".jsonl"));
        assertThat(bytes(users, 2)).isLessThan(bytes(users, 1));
        use("users", configuration(kind, place()).build(), CompactTest::check);
        use("sessions", expiring, cache -> assertThat(cache.iterator()).isExhausted());
        assertThat(CommandRun.of("verify", uri(kind), "--cache", "users").exitCode())
                .isZero();
    }

    /** It copies what is stored, and needs no key of encryption. */
    @ParameterizedTest
    @ValueSource(strings = {"file", "sqlite"})
    void whatIsEncryptedStaysReadable(String kind) {
        byte[] secret = new byte[KeySource.KEY_BYTES];
        secret[0] = 7;
        OmniConfiguration<Integer, String> encrypted = configuration(kind, place())
                .codec(CodecOptions.DEFAULT.withEncryption(
                        EncryptionOptions.keys(Map.of("k", KeySource.bytes(secret)), "k")))
                .build();
        use("users", encrypted, CompactTest::fill);
        CommandRun run = CommandRun.of("compact", uri(kind));
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("users of urn:cli: 1,333 entries before, 1,333 after");
        assertThat(bytes(run.out(), 2)).isLessThan(bytes(run.out(), 1));
        use("users", encrypted, CompactTest::check);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "sqlite"})
    void aStoreThatAnotherProcessHasIsRefused(String kind) throws Exception {
        use("users", configuration(kind, place()).build(), CompactTest::fill);
        Process holder = HoldingProgram.start(kind, place());
        CommandRun run = CommandRun.of("compact", uri(kind));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("is in use by process " + holder.pid());
        CommandRun migrated = CommandRun.of("migrate", "--from", uri(kind), "--to", "file:" + folder.resolve("to"));
        assertThat(migrated.exitCode()).isEqualTo(1);
        assertThat(migrated.err()).contains("is in use by process " + holder.pid());
        holder.outputWriter().close();
        assertThat(holder.waitFor()).isZero();
        assertThat(CommandRun.of("compact", uri(kind)).exitCode()).isZero();
        use("users", configuration(kind, place()).build(), CompactTest::check);
    }

    @Test
    void someOfTheCachesAndSeveralStores() {
        use("users", configuration("file", place()).build(), CompactTest::fill);
        use("orders", configuration("file", place()).build(), cache -> cache.put(1, "one"));
        use("users", configuration("sqlite", place()).build(), CompactTest::fill);
        CommandRun run = CommandRun.of("compact", uri("file"), uri("sqlite"), "--cache", "users");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines()).hasSize(2).allMatch(line -> line.startsWith("users of urn:cli: 1,333 entries"));
    }

    /** A damaged line is not moved; that is said. */
    @Test
    void whatCannotBeReadIsSaid() throws IOException {
        use("users", configuration("file", place()).build(), CompactTest::fill);
        List<Path> newestFirst;
        try (Stream<Path> all = Files.walk(place())) {
            newestFirst = all.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        damageNewestEntry(newestFirst);
        CommandRun run = CommandRun.of("compact", uri("file"));
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("1,333 entries before, 1,332 after (0 had expired, 1 COULD NOT BE READ)");
    }

    /** Flips a bit of the last line that nothing after it replaces or removes. */
    private static void damageNewestEntry(List<Path> newestFirst) throws IOException {
        String after = "";
        for (Path segment : newestFirst) {
            byte[] bytes = Files.readAllBytes(segment);
            String text = new String(bytes, StandardCharsets.ISO_8859_1) + after;
            for (int times = text.lastIndexOf(TIMES, bytes.length);
                    times >= 0;
                    times = text.lastIndexOf(TIMES, times - 1)) {
                int hash = text.lastIndexOf("\"h\":\"", times);
                if (text.indexOf(text.substring(hash, hash + 20), times) < 0) {
                    bytes[times + 1] ^= 1;
                    Files.write(segment, bytes);
                    return;
                }
            }
            after = text;
        }
        throw new AssertionError("nothing is alive in " + newestFirst);
    }

    @Test
    void wrongCallsSayWhatIsAllowed() {
        assertThat(CommandRun.of("compact").exitCode()).isEqualTo(2);
        assertThat(CommandRun.of("compact", "nowhere").err()).startsWith("URI: was 'nowhere', allowed is KIND:PATH");
        use("users", configuration("file", place()).build(), cache -> cache.put(1, "one"));
        CommandRun run = CommandRun.of("compact", uri("file") + "?readOnly=true");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("read-only");
        CommandRun none = CommandRun.of("compact", "file:" + folder.resolve("empty"));
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.err()).contains("there is no cache in the store");
    }
}
