/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TableTest {
    private static final int STEPS = 200_000;
    private static final int KEYS = 20_000;

    /** How keys spread over bins and pages. */
    enum Keys {
        IN_A_ROW(i -> i),
        FAR_APART(i -> i * 0x9e3779b9),
        SAME_PAGES(i -> i << 16),
        FEW_BINS(i -> i * 1024),
        TWO_HASHES(i -> new Colliding(i, i & 1)),
        INCOMPARABLE(i -> new Incomparable(i));

        final IntFunction<Object> key;

        Keys(IntFunction<Object> key) {
            this.key = key;
        }
    }

    /** A key with a hash of its choice. */
    record Colliding(int id, int hash) implements Comparable<Colliding> {
        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public int compareTo(Colliding other) {
            return Integer.compare(id, other.id);
        }
    }

    /** A key that cannot be compared, with one of a hundred hashes. */
    record Incomparable(int id) {
        @Override
        public int hashCode() {
            return id % 100;
        }
    }

    private final Table<Object> table = new Table<>();

    private static Node<Object> node(Object key) {
        return new Node<>(key, Table.hash(key), Node.BARE);
    }

    private static <T> List<T> all(Iterator<T> iterator) {
        List<T> all = new ArrayList<>();
        iterator.forEachRemaining(all::add);
        return all;
    }

    @ParameterizedTest
    @EnumSource
    void holdsWhatAMapHolds(Keys keys) {
        long seed = 7;
        Random random = new Random(seed);
        Map<Object, Node<Object>> oracle = new HashMap<>();
        int keyCount = keys == Keys.TWO_HASHES || keys == Keys.INCOMPARABLE ? KEYS / 10 : KEYS;
        for (int step = 0; step < STEPS; step++) {
            Object key = keys.key.apply(random.nextInt(keyCount));
            Node<Object> present = oracle.get(key);
            check(table.find(key), present, seed, step);
            if (random.nextInt(3) == 0 && present != null) {
                table.remove(present);
                oracle.remove(key);
            } else {
                Node<Object> added = node(key);
                assertThat(table.addIfAbsent(added))
                        .as("seed %d step %d", seed, step)
                        .isSameAs(present);
                oracle.putIfAbsent(key, added);
            }
        }
        assertThat(table.size()).isEqualTo(oracle.size());
        List<Node<Object>> nodes = all(table.iterator());
        assertThat(nodes).hasSameSizeAs(oracle.values());
        assertThat(new HashSet<>(nodes)).isEqualTo(new HashSet<>(oracle.values()));
        oracle.values().forEach(table::remove);
        assertThat(table.size()).isZero();
        assertThat(table.keys()).isExhausted();
    }

    private static void check(Object found, Object expected, long seed, int step) {
        if (found != expected) {
            throw new AssertionError("seed " + seed + " step " + step + ": " + found + " for " + expected);
        }
    }

    @Test
    void removesExactlyTheGivenNode() {
        Node<Object> first = node("a");
        table.addIfAbsent(first);
        table.remove(first);
        Node<Object> second = node("a");
        table.addIfAbsent(second);
        table.remove(first);
        assertThat(table.find("a")).isSameAs(second);
        assertThat(table.size()).isEqualTo(1);
    }

    @Test
    void keyWhoseHashIsTakenByACrowdedBinIsNotComparedWithNothing() {
        for (int i = 0; i < 100; i++) {
            table.addIfAbsent(node(new Colliding(i, 0)));
        }
        Object picky = new Object() {
            @Override
            public int hashCode() {
                return 0;
            }

            @Override
            public boolean equals(Object other) {
                return other.hashCode() == -1;
            }
        };
        assertThat(table.find(picky)).isNull();
    }

    @Test
    void rangeOfKeysThatMovesOnMakesNoPagesForEver() {
        int held = 10_000;
        List<Node<Object>> nodes = new ArrayList<>();
        for (int i = 0; i < 2_000_000; i++) {
            Node<Object> added = node(i);
            table.addIfAbsent(added);
            if (i < held) {
                nodes.add(added);
            } else {
                table.remove(nodes.set(i % held, added));
            }
        }
        assertThat(table.size()).isEqualTo(held);
        assertThat(table.pages()).isLessThanOrEqualTo(4 * held / 1024);
    }

    @Test
    void keysOfOneHashCodeMakeNoPagesForThemselves() {
        Table<String> table = new Table<>();
        for (int key = 0; key < 20_000; key++) {
            table.addIfAbsent(new Node<>("key " + key, 12_345, Node.BARE));
        }
        assertThat(table.size()).isEqualTo(20_000);
        assertThat(table.pages()).isLessThan(10); // each would double the directory
    }

    /** A key that cannot always be compared, with one hash code for all. */
    record Moody(int id, AtomicBoolean inMood) implements Comparable<Moody> {
        @Override
        public int hashCode() {
            return 0;
        }

        @Override
        public int compareTo(Moody other) {
            if (!inMood.get()) {
                throw new IllegalStateException("not now");
            }
            return Integer.compare(id, other.id);
        }
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void keysThatCannotBeComparedKeepTheTableFromGrowingAndFromNothingElse() {
        AtomicBoolean inMood = new AtomicBoolean(true);
        for (int i = 0; i < 100; i++) {
            table.addIfAbsent(node(new Moody(i, inMood)));
        }
        inMood.set(false);
        for (int i = 1; i <= 2_000; i++) {
            assertThat(table.addIfAbsent(node(i))).isNull();
            assertThat(table.find(i)).isNotNull();
            assertThat(table.find(-i)).isNull();
        }
        assertThat(all(table.iterator())).hasSize(2_100);
        assertThat(table.pages()).isOne();
        inMood.set(true);
        for (int i = 2_001; i <= 4_000; i++) {
            table.addIfAbsent(node(i));
        }
        assertThat(table.pages()).isGreaterThan(1);
        assertThat(all(table.iterator())).hasSize(4_100);
        assertThat(table.find(new Moody(99, inMood))).isNotNull();
    }

    @Test
    void iterationGivesWhatIsThereAllTheTimeOnceWhileTheTableGrows() {
        Set<Object> stay = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            stay.add(i);
            table.addIfAbsent(node(i));
        }
        List<Object> seen = new ArrayList<>();
        int next = 5_000;
        for (Iterator<Object> keys = table.keys(); keys.hasNext(); ) {
            seen.add(keys.next());
            for (int i = 0; i < 20 && next < 60_000; i++) {
                table.addIfAbsent(node(next++));
            }
        }
        Set<Object> distinct = new HashSet<>(seen);
        assertThat(distinct).hasSameSizeAs(seen);
        assertThat(distinct.containsAll(stay)).isTrue();
    }

    @Test
    void iteratorAtItsEndHasNothingMore() {
        table.addIfAbsent(node("a"));
        Iterator<Node<Object>> nodes = table.iterator();
        assertThat(nodes.next().key).isEqualTo("a");
        assertThatThrownBy(nodes::next).isInstanceOf(NoSuchElementException.class);
    }
}
