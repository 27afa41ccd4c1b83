/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import static io.omnicache.engine.EngineParts.put;
import static io.omnicache.engine.EngineParts.remove;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.EvictionStrategy;
import io.omnicache.LogCapture;
import io.omnicache.engine.Statistics.Counter;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bounds by entries and by weight; values are their own weights. */
final class BoundTest {
    private final EngineParts parts = new EngineParts();

    private Engine<String, Object> weighing(long maximum) {
        return parts.weight(maximum, (key, value) -> (Integer) value).engine();
    }

    private static long total(Engine<String, Object> engine) {
        return Objects.requireNonNull(engine.generation().eviction()).total();
    }

    private static String held(Engine<String, Object> engine) {
        StringBuilder keys = new StringBuilder();
        engine.keys().forEachRemaining(keys::append);
        return keys.chars()
                .sorted()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private long evictions() {
        return parts.statistics.get(Counter.EVICTIONS);
    }

    @Test
    void boundHoldsWheneverAPutReturnsAndTheLeastRecentlyUsedGoes() {
        Engine<String, Object> engine = parts.entries(3).engine();
        for (String key : List.of("a", "b", "c")) {
            put(engine, key, 1);
        }
        engine.get("a");
        put(engine, "d", 1);
        assertThat(held(engine)).isEqualTo("acd");
        put(engine, "c", 2); // an update is a use
        put(engine, "e", 1);
        put(engine, "f", 1);
        assertThat(held(engine)).isEqualTo("cef");
        assertThat(evictions()).isEqualTo(3);
        assertThat(parts.statistics.get(Counter.REMOVALS)).isZero();
    }

    @Test
    void removedEntriesMakeRoom() {
        Engine<String, Object> engine = parts.entries(2).engine();
        put(engine, "a", 1);
        put(engine, "b", 1);
        remove(engine, "b");
        put(engine, "c", 1);
        assertThat(held(engine)).isEqualTo("ac");
        assertThat(total(engine)).isEqualTo(2);
        assertThat(evictions()).isZero();
    }

    @Test
    void weightBoundEvictsAsManyAsItTakes() {
        Engine<String, Object> engine = weighing(10);
        put(engine, "a", 3);
        put(engine, "b", 3);
        put(engine, "c", 4);
        put(engine, "d", 6);
        assertThat(held(engine)).isEqualTo("cd");
        assertThat(total(engine)).isEqualTo(10);
        assertThat(evictions()).isEqualTo(2);
    }

    @Test
    void entryThatIsHeavierThanTheBoundLeavesAndNothingElseDoes() {
        Engine<String, Object> engine = weighing(10);
        put(engine, "a", 3);
        put(engine, "b", 11);
        assertThat(held(engine)).isEqualTo("a");
        put(engine, "c", 1);
        put(engine, "a", 12);
        assertThat(held(engine)).isEqualTo("c");
        assertThat(total(engine)).isOne();
        assertThat(evictions()).isEqualTo(2);
    }

    @Test
    void updateChangesTheWeight() {
        Engine<String, Object> engine = weighing(10);
        put(engine, "a", 2);
        put(engine, "b", 2);
        put(engine, "b", 7);
        assertThat(total(engine)).isEqualTo(9);
        put(engine, "b", 9);
        assertThat(held(engine)).isEqualTo("b");
        put(engine, "b", 0);
        put(engine, "c", 10);
        assertThat(held(engine)).isEqualTo("bc");
        assertThat(total(engine)).isEqualTo(10);
    }

    @Test
    void negativeWeightIsRefusedAndNothingChanges() {
        Engine<String, Object> engine = weighing(10);
        put(engine, "a", 3);
        assertThatThrownBy(() -> put(engine, "a", -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cache 'users': the weigher must return 0 or more, returned -1");
        assertThat(engine.peek("a")).isEqualTo(3);
        assertThat(total(engine)).isEqualTo(3);
        assertThat(parts.statistics.get(Counter.PUTS)).isOne();
    }

    @Test
    void weigherThatThrowsReachesTheCallerAndNothingChanges() {
        Engine<String, Object> engine = weighing(10);
        assertThatThrownBy(() -> put(engine, "a", "text")).isInstanceOf(ClassCastException.class);
        assertThat(engine.size()).isZero();
    }

    @Test
    void loadedEntriesAreBoundToo() {
        Engine<String, Object> engine =
                parts.entries(2).loader(new Functions(key -> key)).engine();
        for (String key : List.of("a", "b", "c", "d")) {
            assertThat(engine.get(key)).isEqualTo(key);
        }
        assertThat(held(engine)).isEqualTo("cd");
    }

    @Test
    void entryInUseIsPassedOver() {
        Engine<String, Object> engine = parts.entries(2).engine();
        put(engine, "a", 1);
        put(engine, "b", 1);
        engine.step("a", Kind.PROCESS, engine, (step, same) -> {
            put(engine, "c", 1);
            return true;
        });
        assertThat(held(engine)).isEqualTo("ac");
        put(engine, "d", 1);
        assertThat(engine.size()).isEqualTo(2);
    }

    @Test
    void clearEmptiesTheBoundToo() {
        Engine<String, Object> engine = weighing(10);
        put(engine, "a", 9);
        engine.clear();
        assertThat(total(engine)).isZero();
        put(engine, "b", 9);
        assertThat(held(engine)).isEqualTo("b");
        assertThat(evictions()).isZero();
    }

    @Test
    void strategyThatThrowsIsLoggedOnceAndTheEntryIsStored() {
        Engine<String, Object> engine = parts.limit(1, null, new Broken()).engine();
        try (LogCapture log = new LogCapture("io.omnicache.eviction")) {
            put(engine, "a", 1);
            put(engine, "b", 1);
            put(engine, "c", 1);
            assertThat(held(engine)).isEqualTo("abc");
            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING eviction strategy failed: order=class " + Broken.class.getName());
        }
    }

    @Test
    void strategyThatFailsAtHitsOnlyIsLoggedOnceTooAndAgainWhenItIsChosenAnew() {
        Broken failing = new Broken() {
            @Override
            public void onHit(Entry entry) {
                throw new IllegalStateException("no hits");
            }
        };
        Engine<String, Object> engine = parts.limit(9, null, failing).engine();
        try (LogCapture log = new LogCapture("io.omnicache.eviction")) {
            for (String key : List.of("a", "b", "c")) {
                put(engine, key, 1);
                assertThat(engine.get(key)).isEqualTo(1);
            }
            assertThat(log.messages()).hasSize(1);
            engine.bounds().strategy(failing);
            assertThat(engine.get("a")).isEqualTo(1);
            assertThat(log.messages()).hasSize(2);
        }
    }

    @Test
    void strategyThatNamesNobodyKeepsEverything() {
        Engine<String, Object> engine = parts.limit(1, null, new Broken() {
                    @Override
                    public Entry victim() {
                        return null;
                    }
                })
                .engine();
        put(engine, "a", 1);
        put(engine, "b", 1);
        assertThat(engine.size()).isEqualTo(2);
    }

    @Test
    void totalIsThatOfTheEntriesAfterRandomPrograms() {
        long seed = 7;
        Random random = new Random(seed);
        Engine<String, Object> engine = weighing(100);
        for (int i = 0; i < 20_000; i++) {
            String key = Integer.toString(random.nextInt(60));
            if (random.nextInt(4) == 0) {
                remove(engine, key);
            } else {
                put(engine, key, random.nextInt(30) * random.nextInt(6));
            }
            assertThat(total(engine)).as("seed %d step %d", seed, i).isBetween(0L, 100L);
        }
        long sum = 0;
        for (int i = 0; i < 60; i++) {
            Object weight = engine.peek(Integer.toString(i));
            sum += weight == null ? 0 : (Integer) weight;
        }
        assertThat(total(engine)).isEqualTo(sum);
    }

    /** A strategy whose order throws when it is asked for a victim. */
    private static class Broken implements EvictionStrategy, EvictionStrategy.Order {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public Order newOrder(long maximum) {
            return this;
        }

        @Override
        public void onHit(Entry entry) {
            // Not of interest.
        }

        @Override
        public void onAdd(Entry entry) {
            assertThat(entry.keyHash()).isEqualTo(((Node<?>) entry).key.hashCode());
        }

        @Override
        public void onRemove(Entry entry) {
            // Not of interest.
        }

        @Override
        public Entry victim() {
            throw new IllegalStateException("broken");
        }

        @Override
        public void onPassedOver(Entry entry) {
            // Not of interest.
        }
    }
}
