/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.EvictionStrategy;
import io.omnicache.EvictionStrategy.DeadlineOrder;
import io.omnicache.EvictionStrategy.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random programs name the same victims from an order and from a straightforward one, its oracle. */
abstract class OracleTest {
    private static final int STEPS = 20_000;
    private static final int FEW = 200;

    private final List<TrackedEntry> held = new ArrayList<>();
    private Order order;
    private Order oracle;
    private Random random;

    abstract Order order();

    /** An order that changes neither mark nor note. */
    abstract Order oracle();

    static TrackedEntry add(Order order, int key) {
        TrackedEntry entry = new TrackedEntry(key);
        order.onAdd(entry);
        return entry;
    }

    static List<EvictionStrategy.Entry> drained(Order order) {
        List<EvictionStrategy.Entry> left = new ArrayList<>();
        for (EvictionStrategy.Entry next = order.victim(); next != null; next = order.victim()) {
            left.add(next);
        }
        return left;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    final void randomProgramsGoAsTheOracleSays(long seed) {
        random = new Random(seed);
        order = order();
        oracle = oracle();
        for (int step = 0; step < STEPS; step++) {
            runStep("seed " + seed + " step " + step);
        }
        assertThat(drained(order)).as("seed %d", seed).containsExactlyElementsOf(drained(oracle));
    }

    private void runStep(String where) {
        TrackedEntry any = held.isEmpty() ? null : held.get(random.nextInt(held.size()));
        switch (any == null ? 0 : random.nextInt(14)) {
            case 0, 1, 2, 3 -> addOne();
            case 4, 5, 6 -> both(any, Order::onHit);
            case 7 -> remove(any);
            case 8 -> reweigh(any, weight());
            case 9 -> reschedule(any, deadline());
            case 10 -> {
                TrackedEntry victim = victim(where);
                both(victim, Order::onPassedOver);
            }
            case 11 -> removeSome();
            default -> held.remove(victim(where));
        }
    }

    private interface Told {
        void tell(Order order, TrackedEntry entry);
    }

    private void both(TrackedEntry entry, Told told) {
        told.tell(oracle, entry);
        told.tell(order, entry);
    }

    private void addOne() {
        TrackedEntry entry = new TrackedEntry(random.nextInt());
        entry.weight(weight());
        entry.deadline(deadline());
        entry.mark(random.nextInt());
        entry.note(random.nextInt());
        both(entry, Order::onAdd);
        held.add(entry);
    }

    private void remove(TrackedEntry entry) {
        held.remove(entry);
        entry.die();
        both(entry, Order::onRemove);
    }

    private void reweigh(TrackedEntry entry, int weight) {
        int before = entry.weight();
        entry.weight(weight);
        both(entry, (told, same) -> told.onReweighed(same, before));
    }

    private void reschedule(TrackedEntry entry, long deadline) {
        boolean sooner = deadline < entry.deadline();
        entry.deadline(deadline);
        if (sooner && order instanceof DeadlineOrder minding) {
            minding.onRescheduled(entry);
        }
    }

    /** Now and then most of them at once, so that what grew shrinks. */
    private void removeSome() {
        if (held.size() > FEW && random.nextInt(20) == 0) {
            List.copyOf(held).stream().filter(entry -> random.nextInt(10) > 0).forEach(this::remove);
        }
    }

    private TrackedEntry victim(String where) {
        EvictionStrategy.Entry expected = oracle.victim();
        assertThat(order.victim()).as(where).isSameAs(expected);
        return (TrackedEntry) expected;
    }

    private int weight() {
        return 1 + random.nextInt(1_000_000_000);
    }

    private long deadline() {
        return random.nextInt(3) == 0 ? Long.MAX_VALUE : random.nextLong() >> 2;
    }
}
