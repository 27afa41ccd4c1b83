/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.ManualClock;
import io.omnicache.tier.sqlite.SqliteTierFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that is compacted has what it had, but for what has expired, and takes no more room than that needs. */
class CompactionTest {
    private static final int KEYS = 3_000;

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock();

    private Tier open(String kind, String... more) throws IOException {
        List<String> all = new ArrayList<>(List.of(kind, "directory=" + folder));
        all.addAll(List.of(more));
        return KilledProgram.open(all);
    }

    private TierRecord entry(String value, int version, boolean expires) {
        return new TierRecord(
                value.getBytes(StandardCharsets.UTF_8),
                version,
                1_000,
                2_000,
                expires ? clock.millis() + 60_000 : TierRecord.NEVER);
    }

    /** Each key is written several times; a third is removed, and a third expires in a minute. */
    private void fill(Tier tier) throws IOException {
        for (int round = 0; round < 3; round++) {
            for (int key = 0; key < KEYS; key++) {
                tier.write(KilledProgram.key(key), entry(round + " of " + key + "x".repeat(300), round, key % 3 == 1));
            }
        }
        for (int key = 0; key < KEYS; key += 3) {
            tier.delete(KilledProgram.key(key));
        }
    }

    private static void check(Tier tier) throws IOException {
        assertThat(tier.size()).isEqualTo(KEYS / 3);
        for (int key = 0; key < KEYS; key++) {
            TierRecord read = tier.read(KilledProgram.key(key));
            String value = read == null ? null : new String(read.value(), StandardCharsets.UTF_8);
            assertThat(value).isEqualTo(key % 3 == 2 ? "2 of " + key + "x".repeat(300) : null);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "sqlite"})
    void whatIsDeadAndWhatHasExpiredGoesAndTheRestStays(String kind) throws IOException {
        List<Double> shares = new ArrayList<>();
        try (Tier tier = kind.equals("file") ? open(kind, "overhead=100") : open(kind)) {
            fill(tier);
            clock.advance(Duration.ofMinutes(2));
            StoreCompaction.Outcome outcome =
                    new StoreCompaction(List.of(tier), clock).run(shares::add).get(0);
            assertThat(outcome.entriesBefore()).isEqualTo(KEYS / 3 * 2);
            assertThat(outcome.expired()).isEqualTo(KEYS / 3);
            assertThat(outcome.entries()).isEqualTo(KEYS / 3);
            assertThat(outcome.bytes()).isEqualTo(tier.storeBytes()).isLessThan(outcome.bytesBefore());
            assertThat(shares).last().isEqualTo(1.0);
            check(tier);
            tier.write(KilledProgram.key(KEYS), entry("afterwards", 1, false));
            tier.delete(KilledProgram.key(KEYS));
        }
        try (Tier tier = open(kind)) {
            check(tier);
        }
    }

    /** In the files: one line for each entry, and the first line of each file. */
    @Test
    void segmentsHaveOnlyLinesThatCount() throws IOException {
        try (Tier tier = open("file", "overhead=100")) {
            fill(tier);
            clock.advance(Duration.ofMinutes(2));
            new StoreCompaction(List.of(tier), clock).run(share -> {});
        }
        Set<String> hashes = new HashSet<>();
        int lines = 0;
        for (Path file : files(".jsonl")) {
            List<String> all = Files.readAllLines(file);
            assertThat(all.get(0)).contains("\"omnicache\"");
            for (String line : all.subList(1, all.size())) {
                assertThat(line).contains("\"m\":[");
                hashes.add(line.replaceAll(".*\"h\":\"([0-9a-f]+)\".*", "$1"));
                lines++;
            }
        }
        assertThat(lines).isEqualTo(KEYS / 3);
        assertThat(hashes).hasSize(lines);
    }

    private List<Path> files(String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "sqlite"})
    void readsAndChangesGoOnMeanwhile(String kind) throws Exception {
        try (Tier tier = open(kind)) {
            fill(tier);
            AtomicBoolean stop = new AtomicBoolean();
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread other = new Thread(() -> {
                try {
                    for (int i = 0; i == 0 || !stop.get(); i++) {
                        int key = KEYS + i % 100;
                        tier.write(KilledProgram.key(key), entry("new " + i, i, false));
                        assertThat(tier.read(KilledProgram.key(key)).version()).isEqualTo(i);
                        assertThat(tier.read(KilledProgram.key(2)).version()).isEqualTo(2);
                    }
                } catch (IOException | RuntimeException | AssertionError e) {
                    failure.set(e);
                }
            });
            other.start();
            for (int i = 0; i < 5; i++) {
                tier.compact(share -> {});
            }
            stop.set(true);
            other.join();
            assertThat(failure.get()).isNull();
            assertThat(tier.size()).isBetween(KEYS / 3L * 2 + 1, KEYS / 3L * 2 + 100);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "sqlite"})
    void aStoreThatIsOnlyReadIsLeftAsItIs(String kind) throws IOException {
        try (Tier tier = open(kind)) {
            fill(tier);
        }
        String where = kind.equals("file")
                ? "directory=" + folder
                : "file=" + files(".db").get(0);
        try (Tier tier = KilledProgram.open(List.of(kind, where, "readOnly=true"))) {
            assertThatThrownBy(() -> tier.compact(share -> {}))
                    .isInstanceOf(ReadOnlyTierException.class)
                    .hasMessageContaining("read-only");
            assertThat(tier.size()).isEqualTo(KEYS / 3 * 2);
        }
    }

    /** Two caches have their rows in one database, which is written anew once. */
    @Test
    void aDatabaseOfSeveralCachesIsWrittenAnewOnce() throws IOException {
        TierFactory factory = new SqliteTierFactory();
        Map<String, String> options = Map.of("directory", folder.toString());
        try (Tier users = factory.open(new RecordingContext("users"), options);
                Tier orders = factory.open(new RecordingContext("orders"), options)) {
            fill(users);
            fill(orders);
            new StoreCompaction(List.of(users, orders), clock).run(share -> {});
            long vacuums = users.figures().compactions();
            users.compact(share -> {}); // nothing was changed since
            orders.compact(share -> {});
            assertThat(users.figures().compactions()).isEqualTo(vacuums);
            users.write(KilledProgram.key(KEYS), entry("new", 1, false));
            orders.compact(share -> {});
            assertThat(users.figures().compactions()).isEqualTo(vacuums + 1);
            assertThat(users.storeBytes()).isEqualTo(orders.storeBytes());
            assertThat(orders.size()).isEqualTo(KEYS / 3 * 2);
        }
    }

    /** A tier that is asked for what has expired again and again is not done. */
    private static final class Asked extends ForwardingTier {
        private int asked;

        Asked(Tier tier) {
            super(tier);
        }

        @Override
        <R extends @Nullable Object> R run(Access<R> access) throws IOException {
            return access.run();
        }

        @Override
        public List<TierKey> expired(long now, int most) throws IOException {
            if (++asked > 100) {
                throw new IOException("asked again and again");
            }
            return super.expired(now, most);
        }
    }

    /** Such a row is listed with what it has, and not found by it. */
    @Test
    void aRowThatHasExpiredAndWhoseKeyIsDamagedIsLeft() throws IOException {
        byte[] key = "a key that is damaged".getBytes(StandardCharsets.UTF_8);
        try (Tier tier = open("sqlite")) {
            tier.write(KilledProgram.key(1), entry("goes", 1, true));
            tier.write(new TierKey(key), entry("is damaged", 1, true));
            tier.write(KilledProgram.key(2), entry("stays", 1, false));
        }
        clock.advance(Duration.ofMinutes(2));
        Path database = files(".db").get(0);
        byte[] whole = Files.readAllBytes(database);
        int left = 0;
        for (int at = indexOf(whole, key, 0); at >= 0; at = indexOf(whole, key, at + 1)) {
            byte[] damaged = whole.clone();
            damaged[at + 3] ^= 1;
            Files.write(database, damaged);
            try (Tier tier = open("sqlite")) {
                long expired = new StoreCompaction(List.of(new Asked(tier)), clock)
                        .run(share -> {})
                        .get(0)
                        .expired();
                left += expired == 1 ? 1 : 0;
                assertThat(tier.read(KilledProgram.key(2))).isNotNull();
                assertThat(tier.read(KilledProgram.key(1))).isNull();
            }
        }
        assertThat(left).as("rows that were not found").isPositive();
    }

    private static int indexOf(byte[] bytes, byte[] wanted, int from) {
        for (int at = from; at <= bytes.length - wanted.length; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }
}
