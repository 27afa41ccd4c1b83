/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.omnicache.benchmarks.Subject;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.cache.Caching;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row does with each subject what it says, else its figures mean nothing. */
class RowTest {
    private static final int ENTRIES = 1_000;
    private static final int OPERATIONS = 1_024;
    private static final int BULK_OPERATIONS = 8;

    private final RowsBenchmark benchmark = new RowsBenchmark();
    private final Cursor cursor = new Cursor();

    @AfterAll
    static void closeProviders() {
        Caching.getCachingProviders(RowTest.class.getClassLoader()).forEach(provider -> provider.close());
    }

    static Stream<Arguments> supported() {
        return Arrays.stream(Row.values())
                .flatMap(row -> Arrays.stream(Subject.values())
                        .filter(subject -> subject.supports(row.options(ENTRIES)))
                        .map(subject -> Arguments.of(row, subject)));
    }

    @ParameterizedTest
    @MethodSource("supported")
    void doesWhatItSays(Row row, Subject subject) throws InterruptedException {
        Loaded loaded = loaded(row, subject);
        switch (row.method()) {
            case "get" -> allHit(() -> benchmark.get(loaded, cursor) != null);
            case "getByString" -> allHit(() -> benchmark.getByString(loaded, cursor) != null);
            case "put" ->
                allHit(() -> {
                    benchmark.put(loaded, cursor);
                    return true;
                });
            case "getAll" -> allHit(BULK_OPERATIONS, () -> isWhole(benchmark.getAll(loaded, cursor)));
            case "putAll" ->
                allHit(() -> {
                    benchmark.putAll(loaded, cursor);
                    return true;
                });
            case "putIfAbsent" -> allHit(() -> !benchmark.putIfAbsent(loaded, cursor));
            case "replace" -> allHit(() -> benchmark.replace(loaded, cursor));
            case "invoke" -> allHit(() -> benchmark.invoke(loaded, cursor) != null);
            case "invokeAll" -> allHit(BULK_OPERATIONS, () -> isWhole(benchmark.invokeAll(loaded, cursor)));
            case "containsKey" -> allHit(() -> benchmark.containsKey(loaded, cursor));
            case "getAndPut" -> allHit(() -> benchmark.getAndPut(loaded, cursor) != null);
            case "getAndReplace" -> allHit(() -> benchmark.getAndReplace(loaded, cursor) != null);
            case "addAndRemove" -> allHit(() -> benchmark.addAndRemove(loaded, cursor));
            case "putAndTake" -> allHit(() -> benchmark.putAndTake(loaded, cursor) != null);
            case "iterate" -> allHit(2, () -> benchmark.iterate(loaded, cursor) == ENTRIES);
            case "putNew" -> everyPutEvicts(loaded);
            case "mix" -> someGetsHit(loaded);
            default -> throw new AssertionError("no such method: " + row.method());
        }
        if (row.keys(ENTRIES) == ENTRIES && row != Row.EVICT) {
            assertThat(held(loaded)).isEqualTo(ENTRIES);
        }
    }

    @Test
    void aStoreThatHoldsLessThanTheRowNeedsIsRefused() {
        Loaded loaded = new Loaded();
        loaded.entries = ENTRIES;
        loaded.fill(1 << 14);
        loaded.operations().remove(loaded.integer(ENTRIES / 2));
        assertThatThrownBy(loaded::checkThatKeysHit)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("map does not hold entry 500 of 1000");
    }

    private interface Operation {
        boolean run();
    }

    private static void allHit(Operation operation) {
        allHit(OPERATIONS, operation);
    }

    private static void allHit(int operations, Operation operation) {
        int hits = 0;
        for (int i = 0; i < operations; i++) {
            hits += operation.run() ? 1 : 0;
        }
        assertThat(hits).isEqualTo(operations);
    }

    private static boolean isWhole(Map<Object, ?> found) {
        return found.size() == Batches.KEYS && found.values().stream().allMatch(Objects::nonNull);
    }

    private void everyPutEvicts(Loaded loaded) {
        assertThat(held(loaded)).isGreaterThan(ENTRIES * 9 / 10);
        int first = cursor.nextNew() + 1;
        for (int i = 0; i < OPERATIONS; i++) {
            benchmark.putNew(loaded, cursor);
        }
        // Caffeine evicts there.
        assertThat(ForkJoinPool.commonPool().awaitQuiescence(10, TimeUnit.SECONDS))
                .isTrue();
        assertThat(heldOf(loaded, first)).isBetween(ENTRIES * 8 / 10, ENTRIES);
    }

    /** Returns how many there are of the first entries and of the later ones. */
    private static int heldOf(Loaded loaded, int first) {
        int held = held(loaded);
        for (int i = 0; i < OPERATIONS; i++) {
            if (loaded.find(first + i) != null) {
                held++;
            }
        }
        return held;
    }

    private void someGetsHit(Loaded loaded) {
        int gets = 0;
        int hits = 0;
        for (int i = 0; i < OPERATIONS; i++) {
            gets += (i & 3) == 0 ? 0 : 1;
            hits += benchmark.mix(loaded, cursor) == null ? 0 : 1;
        }
        // A tenth of the keys, chosen well, answers some 70 % of what is asked for.
        assertThat((double) hits / gets).isCloseTo(0.65, within(0.2));
    }

    private static int held(Loaded loaded) {
        int held = 0;
        for (int i = 0; i < ENTRIES; i++) {
            if (loaded.find(i) != null) {
                held++;
            }
        }
        return held;
    }

    private static Loaded loaded(Row row, Subject subject) {
        Loaded loaded = new Loaded();
        loaded.row = row;
        loaded.subject = subject;
        loaded.entries = ENTRIES;
        loaded.fill(1 << 14);
        return loaded;
    }
}
