/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import static io.omnicache.engine.EngineParts.put;
import static io.omnicache.engine.EngineParts.remove;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.omnicache.EvictionStrategy;
import io.omnicache.LogCapture;
import io.omnicache.engine.Statistics.Counter;
import io.omnicache.engine.eviction.LruStrategy;
import io.omnicache.engine.eviction.Strategies;
import io.omnicache.engine.guard.ScriptedGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A cache without a bound when the heap is nearly full. */
class GuardedCacheTest {
    private static final int HELD = 1_000;
    private static final int LEFT = 650;

    private final EngineParts parts = new EngineParts();
    private final ScriptedGuard collections = new ScriptedGuard();
    private final LogCapture log = new LogCapture("io.omnicache.guard");
    private Engine<String, Object> engine;

    @BeforeEach
    void fill() {
        engine = filled(new LruStrategy());
    }

    @AfterEach
    void close() {
        engine.close(false);
        log.close();
    }

    private Engine<String, Object> filled(EvictionStrategy strategy) {
        Engine<String, Object> made =
                parts.guarding(collections.guard(), strategy).engine();
        fill(made, 0, HELD);
        return made;
    }

    private static void fill(Engine<String, Object> engine, int from, int to) {
        IntStream.range(from, to).forEach(i -> put(engine, "key" + i, i));
    }

    private long evictions() {
        return parts.statistics.get(Counter.EVICTIONS);
    }

    @Test
    void hasNoBoundBeforeTheAlarm() {
        collections.full(80);
        assertThat(engine.size()).isEqualTo(HELD);
        assertThat(engine.bounds().guardBound()).isEmpty();
        assertThat(engine.generation().eviction()).isNull();
    }

    @ParameterizedTest
    @FieldSource("io.omnicache.EvictionStrategy#BUILT_IN")
    void isBoundedByTheAlarmAndEveryPutEvicts(String strategy) {
        engine.close(false);
        engine = filled(Strategies.named(strategy, getClass().getClassLoader()));
        collections.full(90);
        assertThat(engine.size()).isEqualTo(LEFT);
        assertThat(engine.bounds().guardBound()).hasValue(LEFT);
        assertThat(evictions()).isEqualTo(HELD - LEFT);
        Invariants.check(engine);
        for (int i = HELD; i < 3 * HELD; i++) {
            put(engine, "key" + i, i);
            assertThat(engine.size()).isEqualTo(LEFT);
            assertThat(engine.peek("key" + i)).isEqualTo(i);
        }
        Invariants.check(engine);
    }

    @Test
    void strategyDecidesOnceThereIsABound() {
        collections.full(90);
        List<String> kept = IntStream.range(0, HELD)
                .mapToObj(i -> "key" + i)
                .filter(key -> engine.peek(key) != null)
                .limit(LEFT / 2)
                .toList();
        for (int i = HELD; i < 2 * HELD; i++) {
            kept.forEach(engine::hit);
            put(engine, "key" + i, i);
        }
        assertThat(kept).allMatch(key -> engine.peek(key) != null);
    }

    @Test
    void laterCollectionsMoveTheBound() {
        collections.full(90);
        collections.full(90);
        assertThat(engine.bounds().guardBound()).hasValue(422);
        assertThat(engine.size()).isEqualTo(422);
        fill(engine, 0, HELD);
        for (int i = 0; i < 16; i++) {
            collections.young(30);
        }
        assertThat(engine.bounds().guardBound()).hasValue(475);
        fill(engine, 0, HELD);
        assertThat(engine.size()).isEqualTo(475);
        Invariants.check(engine);
    }

    @Test
    void clearKeepsTheBound() {
        collections.full(90);
        engine.clear();
        fill(engine, 0, HELD);
        assertThat(engine.size()).isEqualTo(LEFT);
        assertThat(engine.bounds().guardBound()).hasValue(LEFT);
    }

    @Test
    void boundThatAnOperatorSetsStaysWhereItIs() {
        collections.full(90);
        engine.bounds().maximum(500);
        assertThat(engine.bounds().guardBound()).isEmpty();
        collections.full(90);
        assertThat(engine.size()).isEqualTo(500);
    }

    @Test
    void strategyCanBeChangedOnceThereIsABound() {
        assertThatIllegalStateException().isThrownBy(() -> engine.bounds().strategy(new LruStrategy()));
        collections.full(90);
        engine.bounds().strategy(new LruStrategy());
        collections.full(90);
        assertThat(engine.size()).isEqualTo(422);
        Invariants.check(engine);
    }

    @Test
    void requestsAreWatchedOnceThatIsAskedForAndTheGuardGoesOnMovingTheBound() {
        assertThatIllegalStateException().isThrownBy(() -> engine.bounds().watch(true));
        collections.full(90);
        assertThat(Invariants.isWatched(engine)).isFalse();
        engine.bounds().watch(true);
        fill(engine, HELD, 2 * HELD);
        collections.full(90);
        fill(engine, 2 * HELD, 2 * HELD + 1);
        assertThat(Invariants.isWatched(engine)).isTrue();
        assertThat(engine.bounds().curve().size()).isEqualTo(422);
        engine.bounds().watch(false);
        assertThat(engine.bounds().curve()).isNull();
        Invariants.check(engine);
    }

    @Test
    void cacheThatWasClosedIsForgotten() {
        engine.close(false);
        collections.full(90);
        assertThat(log.messages()).noneMatch(message -> message.startsWith("WARNING"));
    }

    @Test
    void cacheWithABoundIsLeftAlone() {
        Engine<String, Object> bounded = parts.entries(2_000).engine();
        fill(bounded, 0, HELD);
        collections.full(90);
        assertThat(bounded.size()).isEqualTo(HELD);
        assertThat(bounded.bounds().guardBound()).isEmpty();
    }

    @Test
    void entriesThatWereThereEnterWithTheWritesIfNobodyElseLetsThemIn() {
        Bounds<String, Object> bounds = engine.bounds();
        bounds.guard(LEFT, new LruStrategy(), new LruStrategy().newOrder(LEFT));
        assertThat(engine.size()).isEqualTo(HELD);
        put(engine, "first", 1);
        assertThat(engine.size()).isBetween((long) LEFT, HELD - 20L);
        fill(engine, HELD, HELD + HELD / 64);
        assertThat(engine.size()).isEqualTo(LEFT);
        Invariants.check(engine);
    }

    @Test
    void everyEntryIsAccountedForWhileTheBoundComesUnderLoad() throws Exception {
        long seed = 5;
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<?>> uses = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Random random = new Random(seed + i);
                uses.add(threads.submit(() -> use(random)));
            }
            for (int i = 0; i < 5; i++) {
                collections.full(86);
                engine.clear();
            }
            for (Future<?> use : uses) {
                use.get();
            }
        } finally {
            threads.shutdownNow();
        }
        put(engine, "last", 1);
        Invariants.check(engine);
    }

    private void use(Random random) {
        for (int i = 0; i < 20_000; i++) {
            String key = "key" + random.nextInt(4 * HELD);
            if (random.nextInt(4) == 0) {
                remove(engine, key);
            } else {
                put(engine, key, i);
            }
        }
    }
}
