/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.Clock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process that compacts a store is killed by {@code kill -9} when it is half done, again and again on the same store: everything is there, and what
 * was removed is not. {@code -Domnicache.test.kills=1000} kills more often.
 */
class CompactionKillTest {
    private static final int KILLS = Integer.getInteger("omnicache.test.kills", 2);
    private static final long SEED = Long.getLong("omnicache.test.seed", 20_261_128L);
    private static final int KEYS = 6_000;
    private static final int LARGE = 1_000;
    private static final long POLL_NANOS = 50_000;

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private final Map<TierKey, TierRecord> model = new HashMap<>();
    private int halfway;

    private static List<String> description(String kind, Path directory) {
        return kind.equals("file")
                ? List.of(kind, "directory=" + directory, "overhead=100")
                : List.of(kind, "directory=" + directory);
    }

    /** Every third key is removed, and the others were written twice. */
    private void fill(String kind, Path store) throws IOException {
        try (Tier tier = KilledProgram.open(description(kind, store))) {
            for (int version = 1; version <= 2; version++) {
                Map<TierKey, TierRecord> batch = new HashMap<>();
                for (int key = 0; key < KEYS; key++) {
                    byte[] value = (version + " of " + key + "x".repeat(random.nextInt(LARGE)))
                            .getBytes(StandardCharsets.UTF_8);
                    batch.put(KilledProgram.key(key), new TierRecord(value, version, 1_000, 2_000, TierRecord.NEVER));
                }
                tier.writeAll(batch);
                model.putAll(batch);
            }
            Set<TierKey> gone = new HashSet<>();
            for (int key = 0; key < KEYS; key += 3) {
                gone.add(KilledProgram.key(key));
            }
            tier.deleteAll(gone);
            model.keySet().removeAll(gone);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "sqlite"})
    void everythingSurvivesKillsInTheMiddle(String kind) throws Exception {
        Path store = folder.resolve("store");
        fill(kind, store);
        int runs = 0;
        for (; halfway < KILLS && runs < 20 * KILLS + 20; runs++) {
            kill(kind, store);
            Path copy = folder.resolve("copy"); // so that the next process finds the store as this one left it
            StoreFixture.copy(store, copy);
            assertThat(wrong(kind, copy))
                    .as("lost, wrong or back: seed %d run %d", SEED, runs)
                    .isZero();
            KillContract.delete(copy);
            if (kind.equals("sqlite") && length(log(store)) == 0) { // it is done: what is compact is free of gaps
                KillContract.delete(store);
                fill(kind, store);
            }
        }
        System.out.printf(
                "kills of a compaction of %s: seed=%d runs=%d halfway=%d wrong=0%n", kind, SEED, runs, halfway);
        assertThat(halfway).as("kills in the middle").isEqualTo(KILLS);
        try (Tier tier = KilledProgram.open(description(kind, store))) {
            StoreCompaction.Outcome outcome = new StoreCompaction(List.of(tier), Clock.system())
                    .run(share -> {})
                    .get(0);
            assertThat(outcome.entries()).isEqualTo(model.size());
        }
        assertThat(wrong(kind, store)).isZero();
    }

    /** The harness finds what it is to find: segments that went before their copies stood. */
    @Test
    void segmentsThatGoTooEarlyAreFound() throws Exception {
        Path store = folder.resolve("store");
        fill("file", store);
        List<Path> all = segments(store);
        for (Path each : all.subList(all.size() / 2, all.size())) {
            Files.delete(each);
        }
        assertThat(wrong("file", store)).isPositive();
    }

    /** Kills when so many of the segments have gone, or so much of the database is in its log. */
    private void kill(String kind, Path store) throws Exception {
        List<Path> before = segments(store);
        Path log = log(store);
        long logged = 1 + (long) (random.nextDouble() * size(store, ".db"));
        int left = random.nextInt(Math.max(1, before.size()));
        long earlier = length(log); // of a process that was killed; it is emptied first
        Process process = KilledProcess.start(CompactionProgram.class, description(kind, store));
        boolean begun = earlier == 0;
        boolean reached = false;
        while (process.isAlive() && !reached) {
            LockSupport.parkNanos(POLL_NANOS);
            begun |= length(log) < earlier;
            reached = kind.equals("file") ? left(before) <= left : begun && length(log) >= logged;
        }
        KilledProcess.kill(process);
        if (process.waitFor() == KilledProcess.KILLED && reached) {
            long rest = left(before);
            halfway += (kind.equals("file") ? rest > 0 && rest < before.size() : length(log) > 0) ? 1 : 0;
        }
    }

    private static long left(List<Path> before) {
        return before.stream().filter(Files::exists).count();
    }

    private static Path log(Path store) throws IOException {
        List<Path> databases = files(store, ".db");
        return databases.isEmpty() ? store.resolve("none") : Path.of(databases.get(0) + "-wal");
    }

    private static long length(Path file) {
        return file.toFile().length();
    }

    private static long size(Path store, String ending) throws IOException {
        return files(store, ending).stream()
                .mapToLong(file -> file.toFile().length())
                .sum();
    }

    private static List<Path> segments(Path store) throws IOException {
        return files(store, ".jsonl");
    }

    private static List<Path> files(Path store, String ending) throws IOException {
        try (Stream<Path> all =
                Files.find(store, 4, (file, kept) -> file.toString().endsWith(ending))) {
            return all.sorted().toList();
        }
    }

    /** Returns how many keys are not as they were. */
    private int wrong(String kind, Path store) throws IOException {
        int wrong = 0;
        try (Tier tier = KilledProgram.open(description(kind, store))) {
            for (int key = 0; key < KEYS; key++) {
                TierRecord read = tier.read(KilledProgram.key(key));
                TierRecord expected = model.get(KilledProgram.key(key));
                wrong += isSame(read, expected) ? 0 : 1;
            }
            wrong += tier.size() == model.size() ? 0 : 1;
        }
        return wrong;
    }

    private static boolean isSame(TierRecord read, TierRecord expected) {
        if (read == null || expected == null) {
            return read == expected;
        }
        return read.version() == expected.version()
                && StoreContents.mark(KilledProgram.key(0), read) == StoreContents.mark(KilledProgram.key(0), expected);
    }
}
