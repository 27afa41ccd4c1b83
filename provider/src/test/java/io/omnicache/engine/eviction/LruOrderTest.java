/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.EvictionStrategy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LruOrderTest {
    private static final int STEPS = 30_000;

    private final LruOrder order = new LruOrder();

    /** The same order, kept by the JDK. */
    private final Map<TrackedEntry, Boolean> oracle = new LinkedHashMap<>(16, 0.75f, true);

    private int made;

    private TrackedEntry add() {
        TrackedEntry entry = new TrackedEntry(made++);
        order.onAdd(entry);
        oracle.put(entry, true);
        return entry;
    }

    private void hit(TrackedEntry entry) {
        order.onHit(entry);
        oracle.get(entry);
    }

    private void remove(TrackedEntry entry) {
        entry.die();
        order.onRemove(entry);
        oracle.remove(entry);
    }

    private TrackedEntry expected() {
        TrackedEntry oldest = oracle.keySet().iterator().next();
        oracle.remove(oldest);
        return oldest;
    }

    private List<EvictionStrategy.Entry> drained() {
        List<EvictionStrategy.Entry> left = new ArrayList<>();
        for (EvictionStrategy.Entry next = order.victim(); next != null; next = order.victim()) {
            left.add(next);
        }
        return left;
    }

    @Test
    void leastRecentlyUsedGoesFirst() {
        List<TrackedEntry> entries = IntStream.range(0, 5).mapToObj(i -> add()).toList();
        order.onHit(entries.get(0));
        order.onHit(entries.get(2));
        assertThat(drained())
                .containsExactly(entries.get(1), entries.get(3), entries.get(4), entries.get(0), entries.get(2));
    }

    @Test
    void passedOverEntryCountsAsJustUsed() {
        List<TrackedEntry> entries = IntStream.range(0, 3).mapToObj(i -> add()).toList();
        EvictionStrategy.Entry busy = order.victim();
        assertThat(busy).isSameAs(entries.get(0));
        order.onPassedOver(entries.get(0));
        assertThat(drained()).containsExactly(entries.get(1), entries.get(2), entries.get(0));
    }

    @Test
    void removedEntriesLeaveAndTheOrderShrinks() {
        List<TrackedEntry> entries =
                IntStream.range(0, 1_000).mapToObj(i -> add()).toList();
        entries.subList(0, 990).forEach(this::remove);
        assertThat(drained()).containsExactlyElementsOf(entries.subList(990, 1_000));
    }

    @Test
    void orderCanBecomeEmptyAndFillAgain() {
        List<TrackedEntry> entries =
                IntStream.range(0, 100).mapToObj(i -> add()).toList();
        entries.forEach(this::remove);
        assertThat(order.victim()).isNull();
        TrackedEntry again = add();
        assertThat(drained()).containsExactly(again);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void randomProgramsGoAsALinkedHashMapInAccessOrder(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            List<TrackedEntry> held = List.of();
            int action = oracle.isEmpty() ? 0 : random.nextInt(10);
            if (action >= 3 && action <= 6) {
                held = List.copyOf(oracle.keySet());
            }
            switch (action) {
                case 3, 4, 5 -> hit(held.get(random.nextInt(held.size())));
                case 6 -> remove(held.get(random.nextInt(held.size())));
                case 7 ->
                    assertThat(order.victim()).as("seed %d step %d", seed, step).isSameAs(expected());
                case 8 -> passOver(seed, step);
                case 9 -> removeSome(random);
                default -> add();
            }
        }
        assertThat(drained()).as("seed %d", seed).containsExactlyElementsOf(oracle.keySet());
    }

    private void passOver(long seed, int step) {
        TrackedEntry oldest = expected();
        assertThat(order.victim()).as("seed %d step %d", seed, step).isSameAs(oldest);
        order.onPassedOver(oldest);
        oracle.put(oldest, true);
    }

    /** Now and then many at once, so that the order shrinks. */
    private void removeSome(Random random) {
        if (random.nextInt(100) == 0) {
            List.copyOf(oracle.keySet()).stream()
                    .filter(entry -> random.nextInt(10) > 0)
                    .forEach(this::remove);
        }
    }
}
