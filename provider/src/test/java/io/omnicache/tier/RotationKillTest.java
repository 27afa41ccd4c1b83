/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.EncryptionState;
import io.omnicache.Eventually;
import io.omnicache.LogCapture;
import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.config.EncryptionOptions;
import java.io.DataInputStream;
import java.io.EOFException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An encrypted cache is killed by {@code kill -9}, in the middle of a rotation of keys or without one, again and again on the same directory, with a
 * rotation each time with one key more. What was acknowledged is there, nothing is lost between two keys, and the rotation goes on. {@code -Domnicache.test.kills=1000} kills more
 * often.
 */
class RotationKillTest {
    private static final int KILLS = Integer.getInteger("omnicache.test.kills", 3);
    private static final int KILLS_WITH_ONE_KEY = Integer.getInteger("omnicache.test.kills", 2);
    private static final long SEED = Long.getLong("omnicache.test.seed", 20_261_122L);
    private static final int MOST_RENEWED = 600;
    private static final int MOST_CHANGES = 600;

    @TempDir
    Path folder;

    private final Map<Integer, String> model = new HashMap<>();
    private long changes;
    private int wrong;
    private int halfway;

    @ParameterizedTest
    @ValueSource(strings = {"file", "sqlite"})
    void whatWasAcknowledgedSurvivesKillsDuringRotation(String kind) throws Exception {
        run(kind, false, 1 + KILLS, true);
        assertThat(changes).isPositive();
        assertThat(wrong).as("lost, wrong or back").isZero();
        assertThat(halfway).as("kills between two keys").isPositive();
        Path store = folder.resolve("store");
        rotateToTheEnd(kind, store, KILLS);
        assertThat(resting(kind, store, RotatedProgram.only(KILLS)))
                .as("resting entries under the last key alone")
                .isEqualTo(RotatedProgram.RESTING);
    }

    /** Encrypted all the time with the same key. */
    @ParameterizedTest
    @ValueSource(strings = {"file", "sqlite"})
    void whatWasAcknowledgedSurvivesKillsWithEncryption(String kind) throws Exception {
        run(kind, false, KILLS_WITH_ONE_KEY, false);
        assertThat(changes).isPositive();
        assertThat(wrong).as("lost, wrong or back").isZero();
        try (LogCapture log = new LogCapture("io.omnicache.codec")) {
            assertThat(resting(kind, folder.resolve("store"), RotatedProgram.only(1)))
                    .as("entries that can be read with another key")
                    .isZero();
            assertThat(log.messages()).isNotEmpty();
        }
    }

    /** The harness finds what it is to find. */
    @Test
    void storeThatAcknowledgesTooEarlyIsFound() throws Exception {
        run("file", true, 2, true);
        assertThat(wrong).isPositive();
    }

    private void run(String kind, boolean early, int rounds, boolean rotating) throws Exception {
        Random random = new Random(SEED);
        for (int round = 0; round < rounds; round++) {
            int renewed = round == 0 || !rotating ? 0 : 1 + random.nextInt(MOST_RENEWED);
            int key = rotating ? round : 0;
            int[] acknowledged = killed(kind, round, early, key, 1 + random.nextInt(MOST_CHANGES), renewed);
            Path copy = folder.resolve("copy"); // so that the next process finds the store as this one left it
            StoreFixture.copy(folder.resolve("store"), copy);
            check(kind, copy, round, key, acknowledged);
            checkKeys(kind, copy, round, key);
            KillContract.delete(copy);
        }
        System.out.printf(
                "kills of an encrypted %s: seed=%d early=%s kills=%d betweenTwoKeys=%d acknowledged=%d lostWrongOrBack=%d%n",
                kind, SEED, early, rounds, halfway, changes, wrong);
    }

    /** Returns how many changes each thread had acknowledged when the process was killed: after so many, and so many entries renewed. */
    private int[] killed(String kind, int round, boolean early, int key, int afterChanges, int afterRenewed)
            throws Exception {
        List<String> arguments = List.of(
                Integer.toString(round),
                Boolean.toString(early),
                kind,
                folder.resolve("store").toString(),
                Integer.toString(key));
        Process process = KilledProcess.start(
                RotatedProgram.class, arguments, folder.resolve("stderr").toFile());
        int[] acknowledged = new int[KilledProgram.THREADS];
        long said = 0;
        long renewed = 0;
        try (DataInputStream input = new DataInputStream(process.getInputStream())) {
            while (true) {
                long read = input.readLong();
                int thread = (int) (read >>> 32);
                if (thread == RotatedProgram.PROGRESS) {
                    renewed = (int) read;
                } else {
                    acknowledged[thread] = (int) read + 1;
                    said++;
                }
                if (said >= afterChanges && renewed >= afterRenewed) {
                    KilledProcess.kill(process);
                }
            }
        } catch (EOFException e) {
            assertThat(process.waitFor())
                    .as("ended by a kill: " + Files.readString(folder.resolve("stderr")))
                    .isEqualTo(KilledProcess.KILLED);
        }
        return acknowledged;
    }

    private void check(String kind, Path store, int round, int lastKey, int[] acknowledged) {
        Map<Integer, Set<String>> may = new HashMap<>();
        for (int thread = 0; thread < acknowledged.length; thread++) {
            for (int number = 0; number < acknowledged[thread]; number++) {
                KilledProgram.Change change = KilledProgram.Change.of(round, thread, number);
                model.put(change.key(), change.value());
            }
            changes += acknowledged[thread];
            KilledProgram.Change next = KilledProgram.Change.of(round, thread, acknowledged[thread]);
            may.computeIfAbsent(next.key(), any -> new HashSet<>()).add(String.valueOf(next.value()));
        }
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            OmniCache<String, String> cache =
                    RotatedProgram.open(provider, kind, store.toString(), RotatedProgram.all(lastKey), 1);
            for (int key = 0; key < KilledProgram.KEYS * KilledProgram.THREADS; key++) {
                String read = cache.get("key " + key);
                boolean right = Objects.equals(read, model.get(key))
                        || may.getOrDefault(key, Set.of()).contains(String.valueOf(read));
                wrong += right ? 0 : 1;
                model.put(key, read);
            }
        }
    }

    /** Each entry that nobody touched is there under one of the keys. */
    private void checkKeys(String kind, Path store, int round, int key) {
        assertThat(resting(kind, store, RotatedProgram.all(key)))
                .as("resting entries, seed %d round %d", SEED, round)
                .isEqualTo(RotatedProgram.RESTING);
        if (key == 0) {
            return;
        }
        try (LogCapture log = new LogCapture("io.omnicache.codec")) { // which says that keys are missing
            int fresh = resting(kind, store, RotatedProgram.only(key));
            halfway += fresh > 0 && fresh < RotatedProgram.RESTING ? 1 : 0;
            assertThat(log.messages().isEmpty()).isEqualTo(fresh == RotatedProgram.RESTING);
        }
    }

    private static int resting(String kind, Path store, EncryptionOptions options) {
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            OmniCache<String, String> cache = RotatedProgram.open(provider, kind, store.toString(), options, 1);
            int readable = 0;
            for (int i = 0; i < RotatedProgram.RESTING; i++) {
                String value = cache.get("resting " + i);
                assertThat(value).isIn(null, RotatedProgram.resting(i));
                readable += value == null ? 0 : 1;
            }
            return readable;
        }
    }

    private static void rotateToTheEnd(String kind, Path store, int round) {
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            OmniCache<String, String> cache =
                    RotatedProgram.open(provider, kind, store.toString(), RotatedProgram.all(round), 1_000_000);
            Eventually.await(
                    "rotation",
                    Duration.ofMinutes(2),
                    () -> cache.encryption().orElseThrow().rotation() == EncryptionState.Rotation.DONE);
            assertThat(cache.encryption().orElseThrow().left()).isZero();
        }
    }
}
