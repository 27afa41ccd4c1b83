/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.omnicache.LogCapture;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What counts and what does not, and what happens to values that are large, odd or broken. */
class SizesTest {
    private static final Layout USUAL = Layout.of(new VmOptions(true, true, false, false, 8, true));
    private static final long STRING = 24 + 24;
    private static final long SEED = 3;

    private final Sizes sizes = new Sizes("users", USUAL);

    record Pair(Object left, Object right) {}

    static final class Knot {
        private final String name = "k";
        private Knot other;
    }

    final class Inner {
        private final int number = 5;
    }

    /** A list of which the iterator fails, after a time. */
    static class Failing extends ArrayList<String> {
        private static final long serialVersionUID = 1L;
        boolean fails;

        @Override
        public String get(int index) {
            if (fails) {
                throw new ConcurrentModificationException("changed");
            }
            return super.get(index);
        }
    }

    /** Counts how often it is asked for an element. */
    static final class Counted extends ArrayList<Object> {
        private static final long serialVersionUID = 1L;
        static long asked;

        @Override
        public Object get(int index) {
            asked++;
            return super.get(index);
        }
    }

    @Test
    void whatAllShareCountsNothing() {
        for (Object shared :
                List.of(true, (byte) 5, (short) 100, 127, -128L, TimeUnit.DAYS, String.class, Locale.ROOT)) {
            assertThat(sizes.of(shared)).as("%s", shared).isZero();
        }
        assertThat(sizes.of(128)).isEqualTo(16);
        assertThat(sizes.of(-129L)).isEqualTo(24);
        assertThat(sizes.of((short) 1_000)).isEqualTo(16);
        assertThat(sizes.of(new Pair(TimeUnit.DAYS, Pair.class))).isEqualTo(24);
        assertThat(sizes.of(new Inner())).as("without the object around it").isEqualTo(24);
    }

    @Test
    void whatAValueHoldsTwiceCountsOnceAndCyclesEnd() {
        Pair inner = new Pair("a", "b");
        assertThat(sizes.of(new Pair(inner, inner))).isEqualTo(24 + 24 + 2 * STRING);
        Knot one = new Knot();
        one.other = new Knot();
        one.other.other = one;
        assertThat(sizes.of(one)).isEqualTo(2 * (24 + STRING));
        List<Object> self = new ArrayList<>();
        self.add(self);
        assertThat(sizes.of(self)).isEqualTo(24 + 40);
    }

    @Test
    void longChainsAndManySharedObjectsAreCounted() {
        Knot first = new Knot();
        Knot last = first;
        for (int i = 1; i < 1_000; i++) {
            last.other = new Knot();
            last = last.other;
        }
        assertThat(sizes.of(first)).isEqualTo(1_000 * (24 + STRING));
        last.other = first;
        assertThat(sizes.of(first)).as("closed to a ring").isEqualTo(1_000 * (24 + STRING));
    }

    @Test
    void largeCollectionsAreEstimatedFromSomeElements() {
        List<Pair> pairs = new ArrayList<>();
        Map<Integer, Pair> byNumber = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            pairs.add(new Pair("a", "b"));
            byNumber.put(i + 1_000, new Pair("a", "b"));
        }
        double pair = 24 + 2 * STRING;
        assertThat((double) sizes.of(pairs)).isCloseTo(100_000 * (pair + 4.8), within(1_000.0));
        assertThat((double) sizes.of(byNumber)).isCloseTo(100_000 * (pair + 32 + 16) + (4 << 18), within(1_000.0));
        assertThat((double) sizes.of(pairs.toArray())).isCloseTo(100_000 * (pair + 4), within(1_000.0));
    }

    @Test
    void collectionsInOthersClothes() {
        List<String> strings = List.of("a", "b", "c");
        assertThat(sizes.of(new ArrayList<>(strings))).isEqualTo(24 + 40 + 3 * STRING);
        assertThat(sizes.of(Collections.unmodifiableList(new ArrayList<>(strings))))
                .isEqualTo(24 + 40 + 3 * STRING);
        List<String> own = new AbstractList<>() {
            private final String[] elements = {"a", "b", "c"};

            @Override
            public String get(int index) {
                throw new IllegalStateException("its fields are looked at, and its methods not called");
            }

            @Override
            public int size() {
                throw new IllegalStateException("its fields are looked at, and its methods not called");
            }
        };
        assertThat(sizes.of(own)).isEqualTo(24 + 32 + 3 * STRING);
        assertThat(sizes.of(Map.entry("a", "b"))).isEqualTo(24 + 2 * STRING);
        assertThat(sizes.of(Pattern.compile("a"))).as("not listed").isEqualTo(Shapes.UNKNOWN);
    }

    @Test
    void ofCostlyValuesSomeAreMeasuredAndTheSumIsRight() {
        Random random = new Random(SEED);
        List<Counted> values = new ArrayList<>();
        long expected = 0;
        for (int i = 0; i < 4_000; i++) {
            Counted value = new Counted();
            IntStream.range(0, 32 + random.nextInt(64)).forEach(n -> value.add(new Pair(new Pair("a", "b"), "c" + n)));
            values.add(value);
            expected += new Sizes("other", USUAL).of(value);
        }
        Counted.asked = 0;
        long estimated = values.stream().mapToLong(sizes::of).sum();
        long all = values.stream().mapToLong(List::size).sum();
        assertThat(Counted.asked).as("of %d", all).isLessThan(all / 3);
        assertThat((double) estimated).as("seed %d", SEED).isCloseTo(expected, within(0.05 * expected));
    }

    @Test
    void aFailureCountsTheMeanOfTheClassAndIsLoggedOnce() {
        Failing whole = new Failing();
        whole.addAll(List.of("a", "b", "c"));
        Failing broken = new Failing();
        broken.addAll(List.of("a", "b", "c"));
        broken.fails = true;
        try (LogCapture log = new LogCapture("io.omnicache.size")) {
            long part = 16 + 24 + 40;
            assertThat(sizes.of(broken)).as("what could be seen of it").isEqualTo(part);
            long size = sizes.of(whole);
            assertThat(size).isEqualTo(part + 3 * STRING);
            assertThat(sizes.of(broken)).isEqualTo((part + size) / 2);
            assertThat(sizes.failures()).isEqualTo(2);
            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .isEqualTo("WARNING value could not be measured, the mean of its class counts: cache=users class="
                            + Failing.class.getName());
        }
    }

    @Test
    void whatALambdaHoldsIsCounted() {
        Iterator<String> held = List.of("a").iterator();
        Runnable lambda = () -> held.next();
        assertThat(sizes.of(lambda)).isEqualTo(16 + Shapes.UNKNOWN);
    }
}
