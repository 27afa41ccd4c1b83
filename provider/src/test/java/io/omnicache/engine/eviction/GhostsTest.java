/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class GhostsTest {
    private static final Seed SEED = new Seed(11);
    private static final int SLOTS = 16;

    private final Ghosts ghosts = new Ghosts();

    /** A hash of a fingerprint of its own, in the first line of a table that has not grown. */
    private static long hash(int key) {
        return key;
    }

    private boolean remembers(long hash) {
        return ghosts.take(hash) != Ghosts.NONE;
    }

    @Test
    void whatWasAddedIsTakenOnce() {
        ghosts.add(hash(7), Ghosts.of(100, 5, 2));
        int ghost = ghosts.take(hash(7));
        assertThat(Ghosts.time(ghost)).isEqualTo(100);
        assertThat(Ghosts.frequency(ghost, 2)).isEqualTo(5);
        assertThat(remembers(hash(7))).isFalse();
    }

    @Test
    void unknownKeyIsNotThere() {
        ghosts.add(hash(7), Ghosts.of(100, 5, 2));
        assertThat(remembers(hash(8))).isFalse();
    }

    @Test
    void frequencyIsHalvedForEachEpochAlsoWhenTheyBeginAnew() {
        for (int epoch : new int[] {0, 6, 7, 100}) {
            ghosts.add(hash(1), Ghosts.of(0, 13, epoch));
            int ghost = ghosts.take(hash(1));
            assertThat(Ghosts.frequency(ghost, epoch + 1)).as("epoch %d", epoch).isEqualTo(6);
            assertThat(Ghosts.frequency(ghost, epoch + 3)).as("epoch %d", epoch).isEqualTo(1);
            assertThat(Ghosts.frequency(ghost, epoch + 4)).as("epoch %d", epoch).isZero();
        }
    }

    @Test
    void fullLineLosesWhatCameFirst() {
        for (int key = 1; key <= SLOTS + 2; key++) {
            ghosts.add(hash(key), Ghosts.of(100 - key, 1, 0));
        }
        for (int key = 1; key <= SLOTS + 2; key++) {
            assertThat(remembers(hash(key))).as("key %d", key).isEqualTo(key > 2);
        }
    }

    @Test
    void aLineIsAQueueFromWhichAnyoneCanBeTaken() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Integer> expected = new ArrayList<>(); // newest first
        for (int step = 0; step < 20_000; step++) {
            int key = 1 + random.nextInt(3 * SLOTS);
            int ghost = ghosts.take(hash(key));
            boolean isExpected = expected.remove((Integer) key);
            assertThat(ghost != Ghosts.NONE).as("seed %d, step %d", seed, step).isEqualTo(isExpected);
            if (isExpected) {
                assertThat(Ghosts.time(ghost))
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(key * 37);
                assertThat(Ghosts.frequency(ghost, 5))
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(key % 16);
            }
            if (random.nextInt(3) > 0) {
                ghosts.add(hash(key), Ghosts.of(key * 37, key % 16, 5));
                expected.add(0, key);
                if (expected.size() > SLOTS) {
                    expected.remove(SLOTS);
                }
            }
        }
    }

    @Test
    void growthLosesNothing() {
        int remembered = 20_000;
        for (int entries = 0; entries < remembered; entries++) {
            ghosts.fit(entries);
        }
        List<Long> found = new ArrayList<>();
        for (int key = 0; key < remembered; key++) {
            ghosts.add(SEED.hash(key), Ghosts.of(key / 100, 3, 0));
        }
        for (int key = 0; key < remembered; key++) {
            long hash = SEED.hash(key);
            int ghost = ghosts.take(hash);
            if (ghost != Ghosts.NONE) {
                ghosts.add(hash, Ghosts.of(Ghosts.time(ghost), 3, 0));
                found.add(hash);
            }
        }
        assertThat(found).hasSizeGreaterThan(remembered * 99 / 100);
        for (int entries = remembered; entries < 10 * remembered; entries++) {
            ghosts.fit(entries);
        }
        assertThat(found).allMatch(this::remembers);
    }

    @Test
    void growthBeyondAPageGoesByPages() {
        for (int entries = 0; entries < 10_000; entries++) {
            ghosts.fit(entries);
        }
        long before = ObjectGraph.bytes(ghosts);
        for (int entries = 10_000; entries < 10_300; entries++) {
            ghosts.fit(entries);
        }
        assertThat(ObjectGraph.bytes(ghosts) - before).isBetween(4_096L, 2 * 4_200L);
    }
}
