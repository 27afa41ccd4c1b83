/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.Clock;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A process that copies a store into another one is killed by {@code kill -9}, again and again: what was copied stays and is right, the copy goes on from
 * there, and the source is what it was. {@code -Domnicache.test.kills=1000} kills more often.
 */
class MigrationKillTest {
    private static final int KILLS = Integer.getInteger("omnicache.test.kills", 1);
    private static final long SEED = Long.getLong("omnicache.test.seed", 20_261_129L);
    private static final int KEYS = 4_000;
    private static final int LARGE = 400;
    private static final int BATCH = 500; // of StoreCopy

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);

    private String place(String kind, String name) {
        return kind + ",directory=" + folder.resolve(name);
    }

    private StoreContents fill(String described) throws IOException {
        try (Tier tier = MigrationProgram.open(described)) {
            Map<TierKey, TierRecord> batch = new HashMap<>();
            for (int key = 0; key < KEYS; key++) {
                byte[] value = (key + " " + "x".repeat(random.nextInt(LARGE))).getBytes(StandardCharsets.UTF_8);
                batch.put(KilledProgram.key(key), new TierRecord(value, key, 1_000, 2_000, TierRecord.NEVER));
            }
            tier.writeAll(batch);
            return StoreContents.of(tier, Long.MIN_VALUE);
        }
    }

    @ParameterizedTest
    @CsvSource({"file,sqlite", "sqlite,file"})
    void aCopyThatIsKilledGoesOnAndNothingIsLost(String from, String to) throws Exception {
        StoreContents all = fill(place(from, "from"));
        long has = 0;
        int halfway = 0;
        int runs = 0;
        for (; halfway < KILLS && runs < 20 * KILLS + 20; runs++) {
            long had = has;
            int batches = (int) had / BATCH + random.nextInt((int) (KEYS - had) / BATCH + 1);
            long said = killed(place(from, "from"), place(to, "to"), batches);
            has = checkedInACopy(from, to, all);
            assertThat(has).as("seed %d run %d", SEED, runs).isBetween(had + said, (long) KEYS);
            halfway += has > had && has < KEYS ? 1 : 0;
            if (has == KEYS) { // from the beginning
                KillContract.delete(folder.resolve("to"));
                has = 0;
            }
        }
        System.out.printf("kills of a copy of %s to %s: seed=%d runs=%d halfway=%d%n", from, to, SEED, runs, halfway);
        assertThat(halfway).as("kills in the middle").isEqualTo(KILLS);
        goesOn(place(from, "from"), place(to, "to"), all);
    }

    /* So that the next process finds the stores as this one left them. */
    private long checkedInACopy(String from, String to, StoreContents all) throws IOException {
        StoreFixture.copy(folder.resolve("from"), folder.resolve("copied-from"));
        StoreFixture.copy(folder.resolve("to"), folder.resolve("copied-to"));
        long there = copiedRightly(place(from, "copied-from"), place(to, "copied-to"));
        assertThat(contents(place(from, "copied-from"))).as("the source").isEqualTo(all);
        KillContract.delete(folder.resolve("copied-from"));
        KillContract.delete(folder.resolve("copied-to"));
        return there;
    }

    private static void goesOn(String source, String target, StoreContents all) throws IOException {
        long had = copiedRightly(source, target);
        try (Tier from = MigrationProgram.open(source);
                Tier to = MigrationProgram.open(target)) {
            StoreCopy.Outcome outcome = new StoreCopy(from, to, Clock.system()).run(done -> {});
            assertThat(outcome.isVerified()).isTrue();
            assertThat(outcome.copied())
                    .as("what was there is not copied again")
                    .isEqualTo(KEYS - had);
            assertThat(outcome.target()).isEqualTo(all);
        }
    }

    /** The harness finds what it is to find. */
    @Test
    void aWrongEntryInTheTargetIsFound() throws IOException {
        fill(place("file", "from"));
        try (Tier to = MigrationProgram.open(place("file", "to"))) {
            to.write(KilledProgram.key(5), new TierRecord(new byte[] {1}, 5, 1_000, 2_000, TierRecord.NEVER));
        }
        assertThatThrownBy(() -> copiedRightly(place("file", "from"), place("file", "to")))
                .isInstanceOf(AssertionError.class);
    }

    private static StoreContents contents(String described) throws IOException {
        try (Tier tier = MigrationProgram.open(described)) {
            return StoreContents.of(tier, Long.MIN_VALUE);
        }
    }

    /** Returns how many entries the target has, each of which is that of the source. */
    private static long copiedRightly(String source, String target) throws IOException {
        long there = 0;
        try (Tier from = MigrationProgram.open(source);
                Tier to = MigrationProgram.open(target)) {
            for (int key = 0; key < KEYS; key++) {
                TierRecord copied = to.read(KilledProgram.key(key));
                if (copied != null) {
                    TierRecord expected = from.read(KilledProgram.key(key));
                    assertThat(expected).isNotNull();
                    assertThat(StoreContents.mark(KilledProgram.key(key), copied))
                            .as("key %d", key)
                            .isEqualTo(StoreContents.mark(KilledProgram.key(key), expected));
                    there++;
                }
            }
            assertThat(to.size()).isEqualTo(there);
        }
        return there;
    }

    /** Kills after so many batches; returns how many entries were said to be written. */
    private static long killed(String source, String target, int batches) throws Exception {
        Process process = KilledProcess.start(MigrationProgram.class, List.of(source, target));
        long said = 0;
        try (DataInputStream input = new DataInputStream(process.getInputStream())) {
            for (int i = 0; ; i++) {
                said = input.readLong();
                if (i >= batches) {
                    KilledProcess.kill(process);
                }
            }
        } catch (EOFException e) {
            assertThat(process.waitFor()).as("killed, or done").isIn(KilledProcess.KILLED, 0);
        }
        return said;
    }
}
