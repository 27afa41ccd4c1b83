/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process is killed by {@code kill -9} at a random change, again and again on the same directory; what it had acknowledged is there.
 * {@code -Domnicache.test.kills=55} kills more often.
 */
class KillTest {
    private static final int KILLS = Integer.getInteger("omnicache.test.kills", 4);
    private static final long SEED = Long.getLong("omnicache.test.seed", 20_261_121L);
    private static final int MOST_CHANGES = 30_000;

    @TempDir
    Path folder;

    private final Map<Integer, String> model = new HashMap<>();
    private long changes;
    private int lost;
    private int wrong;
    private int back;

    @Test
    void whatWasAcknowledgedSurvivesKills() throws Exception {
        run(false, KILLS);
        System.out.printf(
                "kills: seed=%d kills=%d acknowledged=%d lost=%d wrong=%d back=%d%n",
                SEED, KILLS, changes, lost, wrong, back);
        assertThat(changes).isPositive();
        assertThat(new int[] {lost, wrong, back}).as("lost, wrong, back").containsOnly(0);
    }

    /** The harness finds what it is to find: a store that acknowledged ten changes early. */
    @Test
    void storeThatAcknowledgesTooEarlyIsFound() throws Exception {
        run(true, 3);
        assertThat(lost + wrong + back).as("changes that did not survive").isPositive();
    }

    private void run(boolean early, int kills) throws Exception {
        Random random = new Random(SEED);
        Path directory = folder.resolve("store");
        for (int round = 0; round < kills; round++) {
            int[] acknowledged = killed(directory, round, early, 1 + random.nextInt(MOST_CHANGES));
            Path copy = folder.resolve("copy-" + round); // so that the next process finds the store as this one left it
            Stores.copy(directory, copy);
            try (FileTier tier = KilledProgram.open(copy)) {
                assertThat(tier.report().damaged())
                        .as("seed %d round %d", SEED, round)
                        .isZero();
                check(tier, round, acknowledged);
            }
        }
    }

    /** Returns how many changes each thread had acknowledged when the process was killed. */
    private static int[] killed(Path directory, int round, boolean early, int changes) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledProgram.class.getName(),
                        directory.toString(),
                        Integer.toString(round),
                        Boolean.toString(early))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int[] acknowledged = new int[KilledProgram.THREADS];
        try (DataInputStream input = new DataInputStream(process.getInputStream())) {
            for (int i = 0; ; i++) {
                if (i == changes) {
                    process.toHandle().destroyForcibly(); // the process itself would close the stream too
                }
                long read = input.readLong();
                acknowledged[(int) (read >>> 32)] = (int) read + 1;
            }
        } catch (EOFException e) {
            assertThat(process.waitFor()).as("ended by a kill").isEqualTo(137);
        }
        return acknowledged;
    }

    private void check(FileTier tier, int round, int[] acknowledged) throws IOException {
        Map<Integer, String> open = new HashMap<>();
        for (int thread = 0; thread < acknowledged.length; thread++) {
            for (int number = 0; number < acknowledged[thread]; number++) {
                KilledProgram.Change change = KilledProgram.Change.of(round, thread, number);
                model.put(change.key(), change.value());
            }
            changes += acknowledged[thread];
            KilledProgram.Change next = KilledProgram.Change.of(round, thread, acknowledged[thread]);
            open.put(next.key(), next.value());
        }
        for (int key = 0; key < KilledProgram.KEYS * KilledProgram.THREADS; key++) {
            String read = Stores.value(tier, Stores.key(key));
            if (!Objects.equals(read, model.get(key))
                    && !(open.containsKey(key) && Objects.equals(read, open.get(key)))) {
                count(read, model.get(key));
            }
            model.put(key, read);
        }
    }

    private void count(String read, String expected) {
        if (read == null) {
            lost++;
        } else if (expected == null) {
            back++;
        } else {
            wrong++;
        }
    }
}
