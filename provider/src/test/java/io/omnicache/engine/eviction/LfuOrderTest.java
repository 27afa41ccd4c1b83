/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.EvictionStrategy;
import io.omnicache.EvictionStrategy.Order;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LfuOrderTest extends OracleTest {
    @Override
    Order order() {
        return new LfuOrder();
    }

    @Override
    Order oracle() {
        return new Counted();
    }

    private static void hit(Order order, TrackedEntry entry, int times) {
        IntStream.range(0, times).forEach(i -> order.onHit(entry));
    }

    @Test
    void leastFrequentlyUsedGoesFirstAndAmongEqualsTheOldest() {
        Order order = order();
        List<TrackedEntry> entries =
                IntStream.range(0, 5).mapToObj(i -> add(order, i)).toList();
        hit(order, entries.get(0), 3);
        hit(order, entries.get(1), 1);
        hit(order, entries.get(3), 1);
        assertThat(drained(order))
                .containsExactly(entries.get(2), entries.get(4), entries.get(1), entries.get(3), entries.get(0));
    }

    @Test
    void passedOverEntryKeepsItsCountAndIsTheYoungestOfItsEquals() {
        Order order = order();
        TrackedEntry first = add(order, 1);
        TrackedEntry second = add(order, 2);
        TrackedEntry third = add(order, 3);
        hit(order, first, 1);
        hit(order, second, 1);
        hit(order, third, 5);
        assertThat(order.victim()).isSameAs(first);
        order.onPassedOver(first);
        assertThat(drained(order)).containsExactly(second, first, third);
    }

    @Test
    void entryThatComesBackStartsAnew() {
        Order order = order();
        TrackedEntry entry = add(order, 1);
        hit(order, entry, 9);
        assertThat(order.victim()).isSameAs(entry);
        order.onAdd(entry);
        TrackedEntry used = add(order, 2);
        hit(order, used, 1);
        assertThat(drained(order)).containsExactly(entry, used);
    }

    @Test
    void countEndsAtAMillionAndThenAgeDecides() {
        Order order = order();
        TrackedEntry first = add(order, 1);
        TrackedEntry second = add(order, 2);
        hit(order, first, LfuOrder.MOST_USES + 10);
        hit(order, second, LfuOrder.MOST_USES);
        assertThat(drained(order)).containsExactly(first, second);
    }

    @Test
    void orderStaysWhenTheNumbersOfEntriesBeginAnew() {
        Order order = new LfuOrder((1L << 43) - 4);
        List<TrackedEntry> entries =
                IntStream.range(0, 100).mapToObj(i -> add(order, i)).toList();
        hit(order, entries.get(0), 2);
        add(order, 100);
        assertThat(drained(order).subList(0, 99)).containsExactlyElementsOf(entries.subList(1, 100));
        assertThat(order.victim()).isNull();
    }

    private static final class Counted implements Order {
        /** In the order of adding. */
        private final Map<EvictionStrategy.Entry, Integer> uses = new LinkedHashMap<>();

        private final Map<EvictionStrategy.Entry, Integer> before = new LinkedHashMap<>();

        @Override
        public void onHit(EvictionStrategy.Entry entry) {
            uses.merge(entry, 1, Integer::sum);
        }

        @Override
        public void onAdd(EvictionStrategy.Entry entry) {
            uses.put(entry, 1);
        }

        @Override
        public void onRemove(EvictionStrategy.Entry entry) {
            uses.remove(entry);
        }

        @Override
        public EvictionStrategy.Entry victim() {
            EvictionStrategy.Entry least = uses.entrySet().stream()
                    .min(Comparator.comparingInt(Map.Entry::getValue)) // the first of several
                    .map(Map.Entry::getKey)
                    .orElse(null);
            if (least != null) {
                before.put(least, uses.remove(least));
            }
            return least;
        }

        @Override
        public void onPassedOver(EvictionStrategy.Entry entry) {
            uses.put(entry, before.get(entry));
        }
    }
}
