/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process is killed by {@code kill -9} at a random change, again and again on the same directory; what it had acknowledged is there. To test
 * a kind of tier that outlives the process, extend this class. {@code -Domnicache.test.kills=1000} kills more often.
 */
public abstract class KillContract {
    private static final int KILLS = Integer.getInteger("omnicache.test.kills", 0);
    private static final long SEED = Long.getLong("omnicache.test.seed", 20_261_121L);

    @TempDir
    Path folder;

    private final Map<Integer, String> model = new HashMap<>();
    private long changes;
    private int lost;
    private int wrong;
    private int back;
    private int whileMoving;

    /** Returns the kind of the tier, and its options as {@code name=value}, for a directory. */
    protected abstract List<String> description(Path directory);

    /** Returns how often the build kills. */
    protected int kills() {
        return 4;
    }

    /** Returns how many changes are made at most before a kill. */
    protected int mostChanges() {
        return 30_000;
    }

    /** Returns whether the process was killed while the tier moved what it has; only counted. */
    protected boolean isMoving(Path directory) throws IOException {
        return false;
    }

    /** Checks what was found at opening. */
    protected void checkOpened(Tier tier, String what) throws IOException {}

    @Test
    final void whatWasAcknowledgedSurvivesKills() throws Exception {
        run("os", false, KILLS > 0 ? KILLS : kills());
        assertThat(changes).isPositive();
        assertThat(new int[] {lost, wrong, back}).as("lost, wrong, back").containsOnly(0);
    }

    /** What waited in the queue may be lost; what is there was acknowledged or tried, and is not older than it was before. */
    @Test
    final void killsBesideAQueueCostOnlyWhatWaitedInIt() throws Exception {
        run("behind", false, Math.max(4, (KILLS > 0 ? KILLS : kills()) / 3));
        assertThat(changes).isPositive();
        assertThat(new int[] {lost, wrong, back}).as("lost, wrong, back").containsOnly(0);
    }

    /** The harness finds what it is to find: a store that acknowledged ten changes early. */
    @Test
    final void storeThatAcknowledgesTooEarlyIsFound() throws Exception {
        run("os", true, 3);
        assertThat(lost + wrong + back).as("changes that did not survive").isPositive();
    }

    private List<String> described(Path directory, String durability) {
        List<String> all = new ArrayList<>(description(directory));
        all.add("durability=" + durability);
        return all;
    }

    private void run(String durability, boolean early, int kills) throws Exception {
        Random random = new Random(SEED);
        Path directory = folder.resolve("store");
        for (int round = 0; round < kills; round++) {
            int[] acknowledged =
                    killed(described(directory, durability), round, early, 1 + random.nextInt(mostChanges()));
            Path copy = folder.resolve("copy"); // so that the next process finds the store as this one left it
            StoreFixture.copy(directory, copy);
            whileMoving += isMoving(copy) ? 1 : 0;
            try (Tier tier = KilledProgram.open(described(copy, "os"))) {
                checkOpened(tier, "seed " + SEED + " round " + round);
                check(tier, round, acknowledged, durability.equals("behind"));
            }
            delete(copy);
        }
        System.out.printf(
                "kills of %s: seed=%d durability=%s early=%s kills=%d whileMoving=%d acknowledged=%d lost=%d wrong=%d back=%d%n",
                description(folder).get(0), SEED, durability, early, kills, whileMoving, changes, lost, wrong, back);
    }

    /** Returns how many changes each thread had acknowledged when the process was killed. */
    private static int[] killed(List<String> description, int round, boolean early, int changes) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(Integer.toString(round), Boolean.toString(early)));
        arguments.addAll(description);
        Process process = KilledProcess.start(KilledProgram.class, arguments);
        int[] acknowledged = new int[KilledProgram.THREADS];
        try (DataInputStream input = new DataInputStream(process.getInputStream())) {
            for (int i = 0; ; i++) {
                if (i == changes) {
                    KilledProcess.kill(process);
                }
                long read = input.readLong();
                acknowledged[(int) (read >>> 32)] = (int) read + 1;
            }
        } catch (EOFException e) {
            assertThat(process.waitFor()).as("ended by a kill").isEqualTo(KilledProcess.KILLED);
        }
        return acknowledged;
    }

    private void check(Tier tier, int round, int[] acknowledged, boolean mayLose) throws IOException {
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
        for (int key = 0; key < KilledProgram.KEYS * KilledProgram.THREADS; key++) {
            String read = value(tier, key);
            if (!Objects.equals(read, model.get(key))
                    && !may.getOrDefault(key, Set.of()).contains(String.valueOf(read))) {
                count(read, model.get(key));
            }
            model.put(key, read);
        }
    }

    private static String value(Tier tier, int key) throws IOException {
        TierRecord stored = tier.read(KilledProgram.key(key));
        return stored == null ? null : new String(stored.value(), StandardCharsets.UTF_8);
    }

    /** Deletes a directory with all that is in it. */
    static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
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
