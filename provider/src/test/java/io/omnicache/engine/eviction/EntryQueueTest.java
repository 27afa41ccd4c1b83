/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.EvictionStrategy.Entry;
import io.omnicache.engine.eviction.KeysOnly.Key;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EntryQueueTest {
    private static final int STEPS = 100_000;
    private static final int MANY = 200_000;

    private final EntryQueue queue = new EntryQueue();
    private int made;

    private Key made() {
        return new Key(made++, 1);
    }

    private Key added() {
        Key key = made();
        queue.addNewest(key);
        return key;
    }

    private void die(Key key) {
        key.alive = false;
        queue.onDeath();
    }

    private List<Entry> drained() {
        List<Entry> drained = new ArrayList<>();
        for (Entry oldest = queue.oldest(); oldest != null; oldest = queue.oldest()) {
            queue.removeOldest();
            drained.add(oldest);
        }
        return drained;
    }

    @Test
    void emptyQueueHasNoOldest() {
        assertThat(queue.oldest()).isNull();
        assertThat(queue.size()).isZero();
    }

    @Test
    void oldestComesOutFirstAndWhatIsAddedAsOldestBeforeIt() {
        Key first = added();
        Key second = added();
        Key zeroth = made();
        queue.addOldest(zeroth);
        assertThat(drained()).containsExactly(zeroth, first, second);
    }

    @Test
    void deathThatIsToldAfterTheEntryWasThrownOutIsCountedOnce() {
        Key dead = added();
        Key live = added();
        dead.alive = false;
        assertThat(queue.oldest()).isSameAs(live);
        queue.onDeath();
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void manyDeadInARowAreNotThrownOutInOneCall() {
        List<Key> keys = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            keys.add(added());
        }
        keys.subList(0, MANY / 9).forEach(this::die);
        assertThat(queue.oldest()).as("22,222 dead, 16,384 a call").isNull();
        assertThat(queue.size()).isEqualTo(MANY - MANY / 9);
        assertThat(queue.oldest()).isSameAs(keys.get(MANY / 9));
    }

    @Test
    void deadAreGoneWhenAsManyHaveBeenAdded() {
        List<Key> keys = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            keys.add(added());
        }
        keys.subList(0, MANY / 9).forEach(this::die);
        for (int i = 0; i < MANY / 9; i++) {
            added();
        }
        assertThat(queue.oldest()).isSameAs(keys.get(MANY / 9));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void randomProgramsGoAsAnArrayDeque(long seed) {
        Random random = new Random(seed);
        Deque<Key> oracle = new ArrayDeque<>(); // newest first, live ones only
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(oracle.size() < 1_000 ? 8 : 12)) {
                case 0, 1, 2, 3, 4 -> oracle.addFirst(added());
                case 5 -> {
                    Key key = made();
                    queue.addOldest(key);
                    oracle.addLast(key);
                }
                case 6 -> dieSome(oracle, random);
                default -> {
                    Entry oldest = queue.oldest();
                    assertThat(oldest).as("seed %d step %d", seed, step).isSameAs(oracle.pollLast());
                    if (oldest != null) {
                        queue.removeOldest();
                    }
                }
            }
            assertThat(queue.size()).as("seed %d step %d", seed, step).isEqualTo(oracle.size());
        }
        List<Key> left = new ArrayList<>(oracle);
        Collections.reverse(left);
        assertThat(drained()).as("seed %d", seed).containsExactlyElementsOf(left);
    }

    /** Mostly one; now and then most of them, so that the queue sweeps. */
    private void dieSome(Deque<Key> oracle, Random random) {
        int percent = random.nextInt(500) == 0 ? 90 : 0;
        boolean isOne = percent == 0;
        List<Key> dying =
                oracle.stream().filter(key -> random.nextInt(100) < percent).toList();
        for (Key key : isOne && !oracle.isEmpty() ? List.of(oracle.peekFirst()) : dying) {
            oracle.remove(key);
            die(key);
        }
    }

    @Test
    void memoryGoesBackWhenMostEntriesDie() {
        List<Key> keys = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            keys.add(added());
        }
        long full = ObjectGraph.bytes(queue);
        assertThat(full).isLessThan(6L * MANY);

        Collections.shuffle(keys, new Random(1));
        keys.subList(0, MANY - MANY / 100).forEach(this::die);
        assertThat(queue.size()).isEqualTo(MANY / 100);
        assertThat(ObjectGraph.bytes(queue)).isLessThan(full / 20);
        assertThat(drained()).containsExactlyInAnyOrderElementsOf(keys.subList(MANY - MANY / 100, MANY));
    }
}
