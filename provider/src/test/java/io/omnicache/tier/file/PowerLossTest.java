/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.LogCapture;
import io.omnicache.tier.TierRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A loss of power keeps what was forced, and of the rest any part: tails are missing, pages are empty. It is simulated on a copy of the files:
 * they are cut to what was forced, or pages after that are emptied, and their headers name another run of the machine.
 */
class PowerLossTest {
    private static final long SEED = Long.getLong("omnicache.test.seed", 20_261_123L);
    private static final int KEYS = 600;
    private static final int PAGE = 4096;
    private static final String FILLER = "x".repeat(300);

    @TempDir
    Path folder;

    /** What the files were when the power was lost: copies, and how much of each was known to be forced. */
    private record Moment(Path copy, Map<String, Long> forced) {}

    private static Map<String, Long> forced(FileTier tier) {
        Map<String, Long> forced = new HashMap<>();
        for (Shard shard : tier.shards()) {
            for (Segment each : shard.log().catalog().oldestFirst()) {
                forced.put(
                        each.file().path().getFileName().toString(), each.file().forced());
            }
        }
        return forced;
    }

    private Moment moment(FileTier tier, Path directory, String name) throws IOException {
        tier.shards().forEach(shard -> shard.cleaner().stop()); // else files go while they are copied
        Map<String, Long> forced = forced(tier);
        Path copy = folder.resolve(name);
        Stores.copy(directory, copy);
        forced(tier)
                .forEach((file, length) ->
                        forced.merge(file, length, Math::max)); // a snapshot may have been taken meanwhile
        return new Moment(copy, forced);
    }

    /** Makes the copy one of another run of the machine. */
    private static void inAnotherRun(Path copy) throws IOException {
        for (Path file : Stores.segments(copy)) {
            byte[] bytes = Files.readAllBytes(file);
            int end = 0;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            if (end == bytes.length || bytes[0] == 0) {
                continue; // its header is lost
            }
            String header = new String(bytes, 0, end, StandardCharsets.UTF_8);
            String json = header.substring(header.indexOf("{\"format\""), header.length() - 1);
            String other =
                    json.replaceFirst("\"boot\":\"[^\"]{36}\"", "\"boot\":\"deadbeef-0000-4000-8000-000000000000\"");
            assertThat(other).isNotEqualTo(json);
            Lines lines = new Lines();
            lines.header(other);
            assertThat(lines.length()).isEqualTo(end + 1);
            System.arraycopy(lines.bytes(), 0, bytes, 0, end + 1);
            Files.write(file, bytes);
        }
    }

    /** Loses some of what was not forced; what was is kept. */
    private static void lose(Moment moment, Random random) throws IOException {
        for (Path file : Stores.segments(moment.copy())) {
            byte[] bytes = Files.readAllBytes(file);
            int forced = moment.forced()
                    .getOrDefault(file.getFileName().toString(), 0L)
                    .intValue();
            if (forced < bytes.length) {
                int kept = forced + random.nextInt(bytes.length - forced + 1);
                for (int page = forced / PAGE; page * PAGE < kept; page++) {
                    if (random.nextInt(4) == 0) {
                        Arrays.fill(bytes, Math.max(forced, page * PAGE), Math.min(kept, (page + 1) * PAGE), (byte) 0);
                    }
                }
                Files.write(file, Arrays.copyOf(bytes, kept));
            }
        }
    }

    private static String value(int key, int version) {
        return "v" + version + " of " + key + " " + FILLER;
    }

    private static void fill(FileTier tier) throws IOException {
        for (int i = 0; i < KEYS; i++) {
            tier.write(Stores.key(i), Stores.entry(value(i, 1), 1));
        }
    }

    /** Every third key is updated, every third removed, and as many are new. */
    private static void change(FileTier tier) throws IOException {
        for (int i = 0; i < KEYS; i += 3) {
            tier.write(Stores.key(i), Stores.entry(value(i, 2), 2));
            tier.delete(Stores.key(i + 1));
            tier.write(Stores.key(KEYS + i), Stores.entry(value(KEYS + i, 1), 1));
        }
    }

    @Test
    void whatWasWrittenSinceTheSnapshotIsDroppedAndReported() throws IOException {
        Path directory = folder.resolve("store");
        try (FileTier tier = Stores.open(directory)) {
            fill(tier);
        }
        Moment moment;
        Path killed = folder.resolve("killed");
        try (FileTier tier = Stores.open(directory)) {
            change(tier);
            moment = moment(tier, directory, "lost");
            Stores.copy(directory, killed);
        }
        try (FileTier tier = Stores.open(killed)) { // in the same run of the machine nothing is lost
            assertThat(tier.report().lostPower()).isFalse();
            assertThat(Stores.value(tier, Stores.key(0))).isEqualTo(value(0, 2));
            assertThat(tier.size()).isEqualTo(KEYS);
        }
        inAnotherRun(moment.copy());
        try (LogCapture log = new LogCapture("io.omnicache.tier");
                FileTier tier = Stores.open(moment.copy())) {
            assertThat(tier.report().lostPower()).isTrue();
            assertThat(tier.report().dropped()).isEqualTo(2 * KEYS / 3);
            assertThat(tier.report().uncertainBytes()).isGreaterThan(2 * KEYS / 3 * FILLER.length());
            assertThat(log.messages())
                    .filteredOn(message -> message.startsWith("WARNING file tier may have lost its last changes"))
                    .hasSize(1);
            checkDropped(tier);
            Stores.copy(moment.copy(), folder.resolve("again")); // killed at once
        }
        try (FileTier tier = Stores.open(folder.resolve("again"))) {
            assertThat(tier.report().lostPower()).isFalse();
            checkDropped(tier);
        }
        try (FileTier tier = Stores.open(moment.copy())) {
            assertThat(tier.report().lostPower()).isFalse();
            checkDropped(tier);
        }
    }

    private static void checkDropped(FileTier tier) throws IOException {
        for (int i = 0; i < 2 * KEYS; i++) {
            assertThat(Stores.value(tier, Stores.key(i)))
                    .as("key %d", i)
                    .isEqualTo(i < KEYS && i % 3 == 2 ? value(i, 1) : null);
        }
    }

    @Test
    void withoutASnapshotNothingIsKnownToBeRight() throws IOException {
        Path directory = folder.resolve("store");
        Path copy = folder.resolve("copy");
        try (FileTier tier = Stores.open(directory)) {
            fill(tier);
            Stores.copy(directory, copy);
        }
        inAnotherRun(copy);
        for (int round = 0; round < 3; round++) {
            try (FileTier tier = Stores.open(copy)) {
                assertThat(tier.size()).isEqualTo(round);
                tier.write(Stores.key("new " + round), Stores.entry("value", 1));
            }
        }
        Stores.forgetSnapshots(copy);
        try (FileTier tier = Stores.open(copy)) {
            assertThat(tier.size()).as("what was written after the loss").isEqualTo(3);
        }
    }

    /** A clean end forces what was written, so the next run of the machine finds all of it. */
    @Test
    void whatWasClosedIsThereInAnotherRun() throws IOException {
        Path directory = folder.resolve("store");
        FileTier tier = Stores.open(directory);
        fill(tier);
        change(tier);
        tier.close();
        Moment moment = moment(tier, directory, "lost");
        assertThat(moment.forced()).isNotEmpty();
        lose(moment, new Random(SEED));
        inAnotherRun(moment.copy());
        try (FileTier again = Stores.open(moment.copy())) {
            assertThat(again.report().lostPower()).isFalse();
            assertThat(again.report().isClean()).isTrue();
            for (int i = 0; i < 2 * KEYS; i++) {
                String kept = i % 3 == 2 ? value(i, 1) : null;
                String expected = i % 3 == 0 ? value(i, i < KEYS ? 2 : 1) : (i < KEYS ? kept : null);
                assertThat(Stores.value(again, Stores.key(i))).as("key %d", i).isEqualTo(expected);
            }
        }
    }

    /** Also where cleaning has moved them meanwhile: what it moves it forces. */
    @Test
    void lostTailsAndPagesCostOnlyWhatWasChangedSinceTheSnapshot() throws IOException {
        Random random = new Random(SEED);
        for (int round = 0; round < 20; round++) {
            Path directory = folder.resolve("store-" + round);
            try (FileTier tier = Stores.open(directory, "entries", "10k", "overhead", "1.5")) {
                fill(tier);
            }
            Moment moment;
            try (FileTier tier = Stores.open(directory, "entries", "10k", "overhead", "1.5")) {
                int changes = random.nextInt(4_000);
                for (int i = 0; i < changes; i++) {
                    int key = 3 * random.nextInt(KEYS / 6); // the others of the first half are moved only
                    tier.write(Stores.key(key), Stores.entry(value(key, 2 + i), 2));
                }
                moment = moment(tier, directory, "lost-" + round);
            }
            lose(moment, random);
            inAnotherRun(moment.copy());
            for (int again = 0; again < 2; again++) {
                try (FileTier tier = Stores.open(moment.copy(), "entries", "10k", "overhead", "1.5")) {
                    checkKept(tier, "seed " + SEED + " round " + round);
                }
            }
        }
    }

    /** Headers are lost with the pages that they stand in. */
    @Test
    void segmentThatHasLostItsHeaderTakesNothingOlderWithIt() throws IOException {
        Path directory = folder.resolve("store");
        try (FileTier tier = Stores.open(directory)) {
            fill(tier);
        }
        Moment moment;
        try (FileTier tier = Stores.open(directory)) {
            for (int i = 0; i < KEYS; i++) {
                tier.write(Stores.key("other " + i), Stores.entry(value(i, 1), 1));
            }
            moment = moment(tier, directory, "lost");
        }
        List<Path> unforced = Stores.segments(moment.copy()).stream()
                .filter(file -> moment.forced().get(file.getFileName().toString()) == 0)
                .toList();
        assertThat(unforced).hasSizeGreaterThan(2);
        byte[] bytes = Files.readAllBytes(unforced.get(0));
        Files.write(unforced.get(0), Arrays.copyOf(bytes, 40));
        bytes = Files.readAllBytes(unforced.get(1));
        Arrays.fill(bytes, 0, Math.min(PAGE, bytes.length), (byte) 0);
        Files.write(unforced.get(1), bytes);
        inAnotherRun(moment.copy());
        try (FileTier tier = Stores.open(moment.copy())) {
            assertThat(tier.report().lostPower()).isTrue();
            checkKept(tier, "headers lost");
        }
    }

    private static void checkKept(FileTier tier, String what) throws IOException {
        for (int i = 0; i < KEYS; i++) {
            String read = Stores.value(tier, Stores.key(i));
            if (i % 3 != 0 || i >= KEYS / 2) {
                assertThat(read).as("%s: key %d", what, i).isEqualTo(value(i, 1));
            } else if (read != null) {
                assertThat(read).as("%s: key %d", what, i).matches("v[0-9]+ of " + i + " " + FILLER);
            }
        }
    }

    @Test
    void whatWasAcknowledgedAfterItWasForcedSurvives() throws Exception {
        int lost = 0;
        for (int round = 0; round < 20; round++) {
            lost += lostInOneRound(round, "fsync");
        }
        assertThat(lost).isZero();
    }

    /** The simulation finds a store that acknowledges before it has forced. */
    @Test
    void whatWasAcknowledgedBeforeItWasForcedDoesNot() throws Exception {
        assertThat(lostInOneRound(0, "os")).isPositive();
    }

    private static final int THREADS = 4;
    private static final int OWN = 20;

    /** Of a thread, while the files are copied. If they were many, each key would be removed once, and nothing could be missed. */
    private static final int CHANGES_MEANWHILE = 40;

    private int lostInOneRound(int round, String durability) throws Exception {
        Random random = new Random(SEED + round);
        Path directory = folder.resolve(durability + round);
        AtomicIntegerArray acknowledged = new AtomicIntegerArray(THREADS);
        AtomicIntegerArray limits = new AtomicIntegerArray(THREADS);
        for (int thread = 0; thread < THREADS; thread++) {
            limits.set(thread, Integer.MAX_VALUE);
        }
        CountDownLatch begun = new CountDownLatch(THREADS * (20 + random.nextInt(60)));
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        int[] before = new int[THREADS];
        Moment moment;
        try (FileTier tier = Stores.open(directory, "durability", durability, "entries", "1k")) {
            List<Future<?>> threads = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int own = thread;
                threads.add(pool.submit(() -> {
                    for (int number = 1; number <= limits.get(own); number++) {
                        change(tier, own, number);
                        acknowledged.set(own, number);
                        begun.countDown();
                    }
                    return null;
                }));
            }
            begun.await();
            for (int thread = 0; thread < THREADS; thread++) {
                before[thread] = acknowledged.get(thread);
                limits.set(thread, before[thread] + CHANGES_MEANWHILE);
            }
            moment = moment(tier, directory, "lost-" + durability + round);
            for (Future<?> each : threads) {
                each.get();
            }
        } finally {
            pool.shutdownNow();
        }
        lose(moment, random);
        inAnotherRun(moment.copy());
        int lost = 0;
        try (FileTier tier = Stores.open(moment.copy(), "durability", durability, "entries", "1k")) {
            for (int thread = 0; thread < THREADS; thread++) {
                lost += lost(tier, thread, before[thread], acknowledged.get(thread));
            }
        }
        return lost;
    }

    private static boolean removes(int number) {
        return number % 7 == 0;
    }

    private static void change(FileTier tier, int thread, int number) throws IOException {
        int key = thread * OWN + number % OWN;
        if (removes(number)) {
            tier.delete(Stores.key(key));
        } else {
            tier.write(Stores.key(key), Stores.entry(number + " " + FILLER, number));
        }
    }

    /** Counts keys that are older than the last acknowledged change. */
    private static int lost(FileTier tier, int thread, int acknowledged, int made) throws IOException {
        int lost = 0;
        for (int key = 0; key < OWN; key++) {
            int last = acknowledged;
            while (last > 0 && last % OWN != key) {
                last--;
            }
            TierRecord read = tier.read(Stores.key(thread * OWN + key));
            boolean found = last <= 0;
            for (int number = last; number > 0 && number <= made + 1; number += OWN) {
                found |= removes(number) ? read == null : read != null && read.version() == number;
            }
            lost += found ? 0 : 1;
        }
        return lost;
    }
}
