/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process is killed by {@code kill -9} at a random change, again and again on the same directory; what it had acknowledged is there, and
 * nothing else. It cleans all the time, so some kills hit what is being moved; how many is printed. {@code -Domnicache.test.kills=1000} kills
 * more often.
 */
class KillTest {
    private static final int KILLS = Integer.getInteger("omnicache.test.kills", 30);
    private static final long SEED = Long.getLong("omnicache.test.seed", 20_261_121L);
    private static final int MOST_CHANGES = 20_000;
    private static final int KEYS = KilledProgram.KEYS * KilledProgram.THREADS;

    @TempDir
    Path folder;

    private final Map<Integer, String> model = new HashMap<>();
    private long changes;
    private int lost;
    private int wrong;
    private int back;
    private int whileMoving;

    @Test
    void whatWasAcknowledgedSurvivesKills() throws Exception {
        run("os", false, KILLS);
        assertThat(changes).isPositive();
        assertThat(new int[] {lost, wrong, back}).as("lost, wrong, back").containsOnly(0);
    }

    /** What waited in the queue may be lost; what is there was acknowledged or tried, and is not older than it was before. */
    @Test
    void killsBesideAQueueCostOnlyWhatWaitedInIt() throws Exception {
        run("behind", false, Math.max(10, KILLS / 3));
        assertThat(changes).isPositive();
        assertThat(new int[] {lost, wrong, back}).as("lost, wrong, back").containsOnly(0);
    }

    /** The harness finds what it is to find: a store that acknowledged ten changes early. */
    @Test
    void storeThatAcknowledgesTooEarlyIsFound() throws Exception {
        run("os", true, 3);
        assertThat(lost + wrong + back).as("changes that did not survive").isPositive();
    }

    private void run(String durability, boolean early, int kills) throws Exception {
        Random random = new Random(SEED);
        Path directory = folder.resolve("store");
        for (int round = 0; round < kills; round++) {
            int[] acknowledged = killed(directory, durability, round, early, 1 + random.nextInt(MOST_CHANGES));
            Path copy = folder.resolve("copy"); // so that the next process finds the store as this one left it
            Stores.copy(directory, copy);
            whileMoving += isMoving(copy) ? 1 : 0;
            try (FileTier tier = KilledProgram.open(copy, "os")) {
                assertThat(tier.report().damaged())
                        .as("seed %d round %d", SEED, round)
                        .isZero();
                check(tier, round, acknowledged, durability.equals("behind"));
            }
            Directories.delete(copy);
        }
        System.out.printf(
                "kills: seed=%d durability=%s early=%s kills=%d whileMoving=%d acknowledged=%d lost=%d wrong=%d back=%d%n",
                SEED, durability, early, kills, whileMoving, changes, lost, wrong, back);
    }

    /** Returns how many changes each thread had acknowledged when the process was killed. */
    private static int[] killed(Path directory, String durability, int round, boolean early, int changes)
            throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledProgram.class.getName(),
                        directory.toString(),
                        Integer.toString(round),
                        Boolean.toString(early),
                        durability)
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

    /** Whether an entry stands there twice: it was copied, and its file was not yet deleted. */
    private static boolean isMoving(Path directory) throws IOException {
        Set<String> lines = new HashSet<>();
        boolean twice = false;
        for (Path file : Stores.segments(directory)) {
            for (String line :
                    Files.readString(file, StandardCharsets.ISO_8859_1).split("\n", -1)) {
                twice |= line.contains("\"m\":[") && !lines.add(line);
            }
        }
        return twice;
    }

    private void check(FileTier tier, int round, int[] acknowledged, boolean mayLose) throws IOException {
        Map<Integer, Set<String>> may = new HashMap<>();
        for (int thread = 0; thread < acknowledged.length; thread++) {
            for (int number = 0; number < acknowledged[thread]; number++) {
                KilledProgram.Change change = KilledProgram.Change.of(round, thread, number);
                if (mayLose) { // some of them, but none of an earlier round comes back
                    may.computeIfAbsent(change.key(), any -> new HashSet<>())
                            .add(String.valueOf(model.get(change.key())));
                    may.get(change.key()).add(String.valueOf(change.value()));
                }
                model.put(change.key(), change.value());
            }
            changes += acknowledged[thread];
            KilledProgram.Change next = KilledProgram.Change.of(round, thread, acknowledged[thread]);
            may.computeIfAbsent(next.key(), any -> new HashSet<>()).add(String.valueOf(next.value()));
        }
        for (int key = 0; key < KEYS; key++) {
            String read = Stores.value(tier, Stores.key(key));
            if (!Objects.equals(read, model.get(key))
                    && !may.getOrDefault(key, Set.of()).contains(String.valueOf(read))) {
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
