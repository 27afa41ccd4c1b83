/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.EvictionStrategy;
import io.omnicache.EvictionStrategy.DeadlineOrder;
import io.omnicache.EvictionStrategy.Order;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link EvictionStrategy} does. To test one, extend this class and give it the strategy. */
public abstract class EvictionStrategyContract {
    private static final long SEED = 42;
    private static final int STEPS = 20_000;
    private static final int MOST = 100;
    private static final int READERS = 4;
    private static final int[] WEIGHTS = {0, 1, 1, 2, 3, 10, 1_000, 1_000_000, Integer.MAX_VALUE};

    /** The strategy under test; may be called several times. */
    protected abstract EvictionStrategy strategy();

    private static List<TrackedEntry> added(Order order, int count) {
        List<TrackedEntry> entries =
                IntStream.range(0, count).mapToObj(TrackedEntry::new).toList();
        entries.forEach(order::onAdd);
        return entries;
    }

    private static List<EvictionStrategy.Entry> drained(Order order) {
        List<EvictionStrategy.Entry> left = new ArrayList<>();
        for (EvictionStrategy.Entry next = order.victim(); next != null; next = order.victim()) {
            if (next.isAlive()) {
                left.add(next);
            }
        }
        return left;
    }

    @Test
    final void nameIsPresentAndStaysTheSame() {
        String name = strategy().name();
        assertThat(name).isNotBlank();
        assertThat(strategy().name()).isEqualTo(name);
    }

    @Test
    final void emptyOrderHasNoVictim() {
        assertThat(strategy().newOrder(MOST).victim()).isNull();
    }

    @Test
    final void eachEntryIsNamedOnceAndThenTheOrderIsEmpty() {
        Order order = strategy().newOrder(MOST);
        List<TrackedEntry> entries = added(order, MOST);
        assertThat(drained(order)).containsExactlyInAnyOrderElementsOf(entries);
        assertThat(order.victim()).isNull();
    }

    @Test
    final void ordersOfTwoCachesAreApart() {
        EvictionStrategy strategy = strategy();
        Order one = strategy.newOrder(MOST);
        Order two = strategy.newOrder(MOST);
        List<TrackedEntry> entries = added(one, 3);
        assertThat(two.victim()).isNull();
        assertThat(drained(one)).containsExactlyInAnyOrderElementsOf(entries);
    }

    @Test
    final void removedEntryIsNotNamedAliveAndTheOthersStay() {
        Order order = strategy().newOrder(MOST);
        List<TrackedEntry> entries = added(order, MOST);
        List<TrackedEntry> removed = entries.subList(0, MOST / 2);
        removed.forEach(entry -> {
            entry.die();
            order.onRemove(entry);
        });
        assertThat(drained(order)).containsExactlyInAnyOrderElementsOf(entries.subList(MOST / 2, MOST));
    }

    @Test
    final void entryThatDiesBeforeTheOrderIsToldIsForgotten() {
        Order order = strategy().newOrder(MOST);
        List<TrackedEntry> entries = added(order, 3);
        entries.forEach(TrackedEntry::die);
        Set<EvictionStrategy.Entry> named = new HashSet<>();
        for (EvictionStrategy.Entry next = order.victim(); next != null; next = order.victim()) {
            assertThat(named.add(next)).as("named once").isTrue();
        }
        entries.stream().filter(entry -> !named.contains(entry)).forEach(order::onRemove);
        List<TrackedEntry> others = added(order, MOST);
        assertThat(drained(order)).containsExactlyInAnyOrderElementsOf(others);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, -1, 42, Integer.MIN_VALUE, Integer.MAX_VALUE})
    final void whatMarkAndNoteHoldBeforehandDoesNotMatter(int left) {
        Order order = strategy().newOrder(MOST);
        List<TrackedEntry> entries =
                IntStream.range(0, MOST).mapToObj(TrackedEntry::new).toList();
        for (TrackedEntry entry : entries) {
            entry.mark(left);
            entry.note(left);
            order.onAdd(entry);
        }
        TrackedEntry removed = entries.get(MOST / 2);
        removed.die();
        order.onRemove(removed);
        entries.forEach(order::onHit);
        assertThat(drained(order))
                .containsExactlyInAnyOrderElementsOf(
                        entries.stream().filter(TrackedEntry::isAlive).toList());
    }

    @Test
    final void weightsOfAnySizeMayChange() {
        Order order = strategy().newOrder(MOST);
        List<TrackedEntry> entries = new ArrayList<>();
        for (int weight : WEIGHTS) {
            TrackedEntry entry = new TrackedEntry(weight);
            entry.weight(weight);
            order.onAdd(entry);
            entries.add(entry);
        }
        for (int i = 0; i < WEIGHTS.length; i++) {
            reweigh(order, entries.get(i), WEIGHTS[WEIGHTS.length - 1 - i]);
        }
        assertThat(drained(order)).containsExactlyInAnyOrderElementsOf(entries);
    }

    @Test
    final void entryThatWasPassedOverIsNamedLater() {
        Order order = strategy().newOrder(MOST);
        List<TrackedEntry> entries = added(order, 3);
        EvictionStrategy.Entry busy = order.victim();
        assertThat(busy).isNotNull();
        EvictionStrategy.Entry other = order.victim();
        assertThat(other).isNotNull().isNotSameAs(busy);
        order.onPassedOver(busy);
        List<EvictionStrategy.Entry> named = drained(order);
        named.add(other);
        assertThat(named).containsExactlyInAnyOrderElementsOf(entries);
    }

    @Test
    final void entryThatWasPassedOverAndDiedIsForgotten() {
        Order order = strategy().newOrder(MOST);
        added(order, 1);
        TrackedEntry busy = (TrackedEntry) order.victim();
        assertThat(busy).isNotNull();
        order.onPassedOver(busy);
        busy.die();
        order.onRemove(busy);
        assertThat(drained(order)).isEmpty();
    }

    @Test
    final void hitOnAnEntryThatTheOrderDoesNotHoldDoesNoHarm() {
        Order order = strategy().newOrder(MOST);
        TrackedEntry early = new TrackedEntry(1);
        order.onHit(early); // a reader may come between the storing of an entry and its being told
        order.onAdd(early);
        assertThat(order.victim()).isSameAs(early);
        order.onHit(early);
        assertThat(order.victim()).isNull();
    }

    @Test
    final void whatIsHeldIsWhatWasAddedAndHasNotLeft() {
        Order order = strategy().newOrder(MOST);
        Random random = new Random(SEED);
        List<TrackedEntry> held = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            TrackedEntry any = held.isEmpty() ? null : held.get(random.nextInt(held.size()));
            switch (any == null ? 0 : random.nextInt(9)) {
                case 0, 1 -> held.add(addAny(order, random));
                case 2, 3 -> order.onHit(any);
                case 4 -> {
                    held.remove(any);
                    any.die();
                    order.onRemove(any);
                }
                case 5 -> reweigh(order, any, WEIGHTS[random.nextInt(WEIGHTS.length)]);
                case 6 -> reschedule(order, any, random.nextBoolean() ? random.nextLong() : Long.MAX_VALUE);
                case 7 -> order.onPassedOver(assertVictimIsHeld(order, held, step));
                default -> held.remove(assertVictimIsHeld(order, held, step));
            }
        }
        assertThat(drained(order)).as("seed %d", SEED).containsExactlyInAnyOrderElementsOf(held);
    }

    private static TrackedEntry addAny(Order order, Random random) {
        TrackedEntry entry = new TrackedEntry(random.nextInt());
        entry.weight(WEIGHTS[random.nextInt(WEIGHTS.length)]);
        entry.deadline(random.nextBoolean() ? random.nextLong() : Long.MAX_VALUE);
        entry.mark(random.nextInt());
        entry.note(random.nextInt());
        order.onAdd(entry);
        return entry;
    }

    private static void reweigh(Order order, TrackedEntry entry, int weight) {
        int before = entry.weight();
        if (weight != before) {
            entry.weight(weight);
            order.onReweighed(entry, before);
        }
    }

    private static void reschedule(Order order, TrackedEntry entry, long deadline) {
        boolean sooner = deadline < entry.deadline();
        entry.deadline(deadline);
        if (sooner && order instanceof DeadlineOrder minding) {
            minding.onRescheduled(entry);
        }
    }

    private static TrackedEntry assertVictimIsHeld(Order order, List<TrackedEntry> held, int step) {
        EvictionStrategy.Entry victim = order.victim();
        while (victim != null && !victim.isAlive()) {
            victim = order.victim();
        }
        assertThat(held).as("seed %d step %d", SEED, step).contains((TrackedEntry) victim);
        return (TrackedEntry) victim;
    }

    @Test
    final void readersMayHitWhileTheOrderChanges() throws Exception {
        Order order = strategy().newOrder(MOST);
        List<TrackedEntry> entries = added(order, MOST);
        Callable<Integer> reading = () -> {
            int hits = 0;
            for (; hits < STEPS; hits++) {
                order.onHit(entries.get(hits % MOST));
            }
            return hits;
        };
        ExecutorService threads = Executors.newFixedThreadPool(READERS);
        try {
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                readers.add(threads.submit(reading));
            }
            for (int i = 0; i < STEPS; i++) {
                EvictionStrategy.Entry victim = order.victim();
                assertThat(victim).isNotNull();
                order.onPassedOver(victim);
            }
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isEqualTo(STEPS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(drained(order)).containsExactlyInAnyOrderElementsOf(entries);
    }
}
