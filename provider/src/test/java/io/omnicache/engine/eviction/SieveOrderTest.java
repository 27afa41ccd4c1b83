/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.EvictionStrategy;
import io.omnicache.EvictionStrategy.Order;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SieveOrderTest extends OracleTest {
    private static final int REQUESTS = 20_000;

    @Override
    Order order() {
        return new SieveOrder();
    }

    @Override
    Order oracle() {
        return new Hand();
    }

    @Test
    void survivorsKeepTheirPlaceAndTheHandGoesOn() {
        Order order = order();
        TrackedEntry a = add(order, 1);
        TrackedEntry b = add(order, 2);
        TrackedEntry c = add(order, 3);
        order.onHit(a);
        TrackedEntry d = add(order, 4);
        assertThat(order.victim()).as("the hand goes past a").isSameAs(b);
        TrackedEntry e = add(order, 5);
        assertThat(order.victim()).as("and not back to it").isSameAs(c);
        assertThat(drained(order)).containsExactly(d, a, e);
    }

    @Test
    void whatHasJustComeStaysWhileThereIsAnythingElse() {
        Order order = order();
        TrackedEntry used = add(order, 1);
        order.onHit(used);
        TrackedEntry newest = add(order, 2);
        assertThat(drained(order)).containsExactly(used, newest);
    }

    /** As a cache hits with the algorithm as the paper prints it, which makes room before it takes in. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void hitsAsTheAlgorithmOfThePaper(long seed) {
        Random random = new Random(seed);
        Order order = order();
        Map<Integer, TrackedEntry> cache = new HashMap<>();
        Paper paper = new Paper();
        for (int i = 0; i < REQUESTS; i++) {
            int key = (int) (300 * Math.pow(random.nextDouble(), 3));
            boolean hit = cache.containsKey(key);
            assertThat(hit).as("seed %d request %d", seed, i).isEqualTo(paper.request(key));
            if (hit) {
                order.onHit(cache.get(key));
                continue;
            }
            cache.put(key, add(order, key));
            if (cache.size() > Paper.SIZE) {
                cache.remove(order.victim().keyHash());
            }
        }
    }

    /** The objects from the tail to the head. */
    private static final class Paper {
        static final int SIZE = 50;

        private final List<Integer> queue = new ArrayList<>();
        private final Set<Integer> visited = new HashSet<>();
        private int hand;

        boolean request(int key) {
            if (queue.contains(key)) {
                visited.add(key);
                return true;
            }
            if (queue.size() == SIZE) {
                evict();
            }
            queue.add(key);
            return false;
        }

        private void evict() {
            while (visited.remove(queue.get(hand))) {
                hand = (hand + 1) % SIZE;
            }
            queue.remove(hand);
            hand = hand == queue.size() ? 0 : hand;
        }
    }

    /** The same with entries that leave by themselves or stay although they were named. */
    private static final class Hand implements Order {
        private final List<EvictionStrategy.Entry> entries = new ArrayList<>();
        private final Set<EvictionStrategy.Entry> visited = new HashSet<>();
        private EvictionStrategy.Entry hand;

        @Override
        public void onHit(EvictionStrategy.Entry entry) {
            visited.add(entry);
        }

        @Override
        public void onAdd(EvictionStrategy.Entry entry) {
            visited.remove(entry);
            entries.add(entry);
        }

        @Override
        public void onRemove(EvictionStrategy.Entry entry) {
            if (entry == hand) {
                hand = after(entry, entries);
            }
            entries.remove(entry);
        }

        @Override
        public EvictionStrategy.Entry victim() {
            if (entries.size() < 2) {
                hand = null;
                return entries.isEmpty() ? null : entries.remove(0);
            }
            List<EvictionStrategy.Entry> butTheNewest = entries.subList(0, entries.size() - 1);
            EvictionStrategy.Entry at = butTheNewest.contains(hand) ? hand : butTheNewest.get(0);
            while (visited.remove(at)) {
                EvictionStrategy.Entry next = after(at, butTheNewest);
                at = next == null ? butTheNewest.get(0) : next;
            }
            hand = after(at, butTheNewest);
            entries.remove(at);
            return at;
        }

        private static EvictionStrategy.Entry after(EvictionStrategy.Entry entry, List<EvictionStrategy.Entry> list) {
            int next = list.indexOf(entry) + 1;
            return next == list.size() ? null : list.get(next);
        }

        @Override
        public void onPassedOver(EvictionStrategy.Entry entry) {
            onAdd(entry);
        }
    }
}
