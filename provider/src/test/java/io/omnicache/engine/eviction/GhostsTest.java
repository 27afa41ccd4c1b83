/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
        ghosts.add(hash(7), 100, 130, 5, 2);
        int ghost = ghosts.take(hash(7));
        assertThat(Ghosts.time(ghost)).isEqualTo(100);
        assertThat(Ghosts.frequency(ghost, 2)).isEqualTo(5);
        assertThat(remembers(hash(7))).isFalse();
    }

    @Test
    void unknownKeyIsNotThere() {
        ghosts.add(hash(7), 100, 130, 5, 2);
        assertThat(remembers(hash(8))).isFalse();
    }

    @Test
    void frequencyIsHalvedForEachEpochAlsoWhenTheyBeginAnew() {
        for (int epoch : new int[] {0, 6, 7, 100}) {
            ghosts.add(hash(1), 0, 0, 13, epoch);
            int ghost = ghosts.take(hash(1));
            assertThat(Ghosts.frequency(ghost, epoch + 1)).as("epoch %d", epoch).isEqualTo(6);
            assertThat(Ghosts.frequency(ghost, epoch + 3)).as("epoch %d", epoch).isEqualTo(1);
            assertThat(Ghosts.frequency(ghost, epoch + 4)).as("epoch %d", epoch).isZero();
        }
    }

    @Test
    void fullLineLosesWhatWasPlacedLongestAgo() {
        for (int key = 1; key <= SLOTS; key++) {
            int time = key == 9 ? 10 : 20 + key;
            ghosts.add(hash(key), time, 60, 1, 0);
        }
        ghosts.add(hash(100), 50, 60, 1, 0);
        assertThat(remembers(hash(9))).isFalse();
        ghosts.add(hash(101), 50, 60, 1, 0);
        assertThat(remembers(hash(1))).isFalse();
        for (int key = 2; key <= SLOTS; key++) {
            assertThat(remembers(hash(key))).as("key %d", key).isEqualTo(key != 9);
        }
    }

    @Test
    void oldestIsFoundWhenTimesBeginAnew() {
        int now = 3 * Ghosts.TIMES + 5;
        for (int key = 1; key <= SLOTS; key++) {
            ghosts.add(hash(key), now - 3 * key, now, 1, 0);
        }
        ghosts.add(hash(100), now, now, 1, 0);
        assertThat(remembers(hash(SLOTS))).isFalse();
        assertThat(remembers(hash(1))).isTrue();
    }

    @Test
    void growthLosesNothing() {
        int remembered = 20_000;
        for (int entries = 0; entries < remembered; entries++) {
            ghosts.fit(entries);
        }
        List<Long> found = new ArrayList<>();
        for (int key = 0; key < remembered; key++) {
            ghosts.add(SEED.hash(key), key / 100, remembered / 100, 3, 0);
        }
        for (int key = 0; key < remembered; key++) {
            long hash = SEED.hash(key);
            int ghost = ghosts.take(hash);
            if (ghost != Ghosts.NONE) {
                ghosts.add(hash, Ghosts.time(ghost), remembered / 100, 3, 0);
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
