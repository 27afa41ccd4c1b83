/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.EvictionStrategy;
import io.omnicache.EvictionStrategy.Order;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SizeOrderTest extends OracleTest {
    private final SizeOrder order = new SizeOrder();

    @Override
    Order order() {
        return new SizeOrder();
    }

    @Override
    Order oracle() {
        return new GreedyDual();
    }

    private TrackedEntry weighing(int weight) {
        TrackedEntry entry = new TrackedEntry(weight);
        entry.weight(weight);
        order.onAdd(entry);
        return entry;
    }

    private void hit(TrackedEntry entry, int times) {
        for (int i = 0; i < times; i++) {
            order.onHit(entry);
        }
    }

    @Test
    void heaviestGoesFirst() {
        TrackedEntry small = weighing(1);
        TrackedEntry large = weighing(100);
        TrackedEntry medium = weighing(10);
        assertThat(drained(order)).containsExactly(large, medium, small);
    }

    @Test
    void usesMakeUpForWeight() {
        TrackedEntry small = weighing(10);
        TrackedEntry large = weighing(100);
        hit(large, 10);
        assertThat(drained(order)).containsExactly(small, large);
    }

    @Test
    void whatIsNotUsedAnyMoreGoesInTheEnd() {
        TrackedEntry old = weighing(1);
        hit(old, 4);
        for (int i = 0; i < 100; i++) {
            TrackedEntry passing = weighing(10);
            EvictionStrategy.Entry victim = order.victim();
            if (victim == old) {
                return;
            }
            assertThat(victim).isSameAs(passing);
        }
        throw new AssertionError("the entry that was used five times stayed for ever");
    }

    @Test
    void weightThatChangesCountsAtOnce() {
        TrackedEntry first = weighing(10);
        TrackedEntry second = weighing(11);
        first.weight(12);
        order.onReweighed(first, 10);
        assertThat(order.victim()).isSameAs(first);
        TrackedEntry third = weighing(5);
        second.weight(1);
        order.onReweighed(second, 11);
        assertThat(drained(order)).containsExactly(third, second);
    }

    @Test
    void whatWeighsNothingCountsAsAWeightOfOne() {
        TrackedEntry nothing = weighing(0);
        TrackedEntry two = weighing(2);
        TrackedEntry one = weighing(1);
        hit(one, 1);
        assertThat(drained(order)).containsExactly(two, nothing, one);
    }

    @Test
    void usesEndAtTheHalfOfTheMark() {
        TrackedEntry often = weighing(1_000);
        TrackedEntry other = weighing(1);
        hit(often, 200_000);
        hit(other, 100);
        assertThat(drained(order))
                .as("65,535 uses are 65.5 for each unit of weight")
                .containsExactly(often, other);
    }

    /** Looks at all to find the least. */
    private static final class GreedyDual implements Order {
        private final Map<EvictionStrategy.Entry, Integer> uses = new HashMap<>();
        private final Map<EvictionStrategy.Entry, Double> priorities = new HashMap<>();
        private final Set<EvictionStrategy.Entry> usedSince = new HashSet<>();
        private double clock;

        @Override
        public void onHit(EvictionStrategy.Entry entry) {
            uses.merge(entry, 1, Integer::sum);
            usedSince.add(entry);
        }

        @Override
        public void onAdd(EvictionStrategy.Entry entry) {
            uses.put(entry, 1);
            prioritise(entry);
        }

        @Override
        public void onReweighed(EvictionStrategy.Entry entry, int before) {
            prioritise(entry);
        }

        @Override
        public void onRemove(EvictionStrategy.Entry entry) {
            priorities.remove(entry);
        }

        @Override
        public EvictionStrategy.Entry victim() {
            while (!priorities.isEmpty()) {
                EvictionStrategy.Entry least = priorities.entrySet().stream()
                        .min(Comparator.comparingDouble(Map.Entry::getValue))
                        .orElseThrow()
                        .getKey();
                if (!usedSince.contains(least)) {
                    clock = priorities.remove(least);
                    return least;
                }
                prioritise(least);
            }
            return null;
        }

        @Override
        public void onPassedOver(EvictionStrategy.Entry entry) {
            prioritise(entry);
        }

        private void prioritise(EvictionStrategy.Entry entry) {
            usedSince.remove(entry);
            priorities.put(entry, clock + (double) uses.get(entry) / entry.weight());
        }
    }
}
