/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process whose tier has failed, by a limit on the size of its files, is killed by {@code kill -9} while the breaker is open, again and again on the
 * same directory: what was changed meanwhile is there or not, but no older value is. One that is killed before the tier fails has lost nothing.
 * {@code -Domnicache.test.kills=1000} kills more often.
 */
class BreakerKillTest {
    private static final int KILLS = Integer.getInteger("omnicache.test.kills", 3);
    private static final long SEED = Long.getLong("omnicache.test.seed", 20_261_130L);
    private static final int MOST_BROKEN = 1_500;

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private final Map<Integer, String> model = new HashMap<>();
    private long changes;
    private int whileOpen;
    private int lost;
    private int old;

    /** How many changes were acknowledged, and whether the tier had failed by then. */
    private record Killed(int acknowledged, boolean broken) {}

    @BeforeEach
    void needsALimit() {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash, whose ulimit is needed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "sqlite"})
    void noOldValueComesBack(String kind) throws Exception {
        run(kind, KILLS, false);
        assertThat(changes).isPositive();
        assertThat(whileOpen).as("kills while the breaker was open").isPositive();
        assertThat(old).as("old values").isZero();
        assertThat(lost).as("lost before the tier had failed").isZero();
    }

    /** The harness finds what it is to find: a store that does not know that it is not in step. */
    @Test
    void aStoreThatDoesNotKnowItIsFound() throws Exception {
        run("file", 3, true); // a kill that comes late may find the tier in step again
        assertThat(old).isPositive();
    }

    private void run(String kind, int kills, boolean forgetful) throws Exception {
        for (int round = 0; round < kills; round++) {
            int after = round % 2 == 0
                    ? BrokenProgram.IN_STEP + 1 + random.nextInt(MOST_BROKEN)
                    : 1 + random.nextInt(BrokenProgram.IN_STEP);
            Killed killed = killed(kind, round, after);
            whileOpen += killed.broken() ? 1 : 0;
            Path copy = folder.resolve("copy"); // so that the next process finds the store as this one left it
            StoreFixture.copy(folder.resolve("store"), copy);
            if (forgetful) {
                forget(copy);
            }
            check(kind, copy, round, killed);
            KillContract.delete(copy);
        }
        System.out.printf(
                "kills of a failing %s: seed=%d forgetful=%s kills=%d whileOpen=%d acknowledged=%d old=%d lost=%d%n",
                kind, SEED, forgetful, kills, whileOpen, changes, old, lost);
    }

    private static void forget(Path store) throws IOException {
        try (Stream<Path> all = Files.walk(store)) {
            for (Path each :
                    all.filter(file -> file.toString().endsWith(".lock")).toList()) {
                Files.delete(each);
            }
        }
    }

    private Killed killed(String kind, int round, int after) throws Exception {
        String limit = "ulimit -f " + (kind.equals("file") ? 40 : 3000) + " && exec \"$0\" \"$@\""; // of 1 KB
        Process process = KilledProcess.start(
                List.of("/bin/bash", "-c", limit),
                BrokenProgram.class,
                List.of(Integer.toString(round), kind, folder.resolve("store").toString()),
                ProcessBuilder.Redirect.to(folder.resolve("stderr").toFile()));
        int acknowledged = 0;
        boolean broken = false;
        try (DataInputStream input = new DataInputStream(process.getInputStream())) {
            while (true) {
                long said = input.readLong();
                acknowledged = (int) said + 1;
                broken |= said >>> 32 != 0;
                if (acknowledged == after) {
                    KilledProcess.kill(process);
                }
            }
        } catch (EOFException e) {
            assertThat(process.waitFor())
                    .as("ended by a kill: " + Files.readString(folder.resolve("stderr")))
                    .isEqualTo(KilledProcess.KILLED);
        }
        return new Killed(acknowledged, broken);
    }

    private void check(String kind, Path store, int round, Killed killed) {
        for (int number = 0; number < killed.acknowledged(); number++) {
            KilledProgram.Change change = KilledProgram.Change.of(round, 0, number);
            model.put(change.key(), change.value());
        }
        changes += killed.acknowledged();
        KilledProgram.Change next = KilledProgram.Change.of(round, 0, killed.acknowledged());
        // Once all of these are said, the tier is about to fail, or does, though none of the failures is said yet.
        boolean failing = killed.broken() || killed.acknowledged() >= BrokenProgram.IN_STEP;
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            OmniCache<String, String> cache = BrokenProgram.open(provider, kind, store.toString());
            for (int key = 0; key < KilledProgram.KEYS * KilledProgram.THREADS; key++) {
                String read = cache.get("key " + key);
                boolean inFlight = key == next.key() && Objects.equals(read, next.value());
                if (!Objects.equals(read, model.get(key)) && !inFlight) {
                    old += read == null ? 0 : 1;
                    lost += read == null && !failing ? 1 : 0;
                }
                model.put(key, read);
            }
        }
    }
}
