/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Readers and writers while pages are enlarged and split. */
class TableGrowthTest {
    private static final int ROUNDS = 30;
    private static final int KEPT = 1_000;
    private static final int ADDED = 60_000;
    private static final int WRITERS = 3;

    private static Node<Integer> node(int key) {
        return new Node<>(key, Table.hash(key), Node.BARE);
    }

    @Test
    void readersNeverMissWhatIsThere() throws Exception {
        AtomicReference<Table<Integer>> current = new AtomicReference<>(filled());
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<Long>> readers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                readers.add(threads.submit(() -> misses(current, done)));
            }
            for (int round = 0; round < ROUNDS; round++) {
                Table<Integer> table = filled();
                current.set(table);
                for (int key = KEPT; key < ADDED; key++) {
                    table.addIfAbsent(node(key));
                }
                assertThat(table.size()).isEqualTo(ADDED);
            }
            done.set(true);
            for (Future<Long> reader : readers) {
                assertThat(reader.get()).isZero();
            }
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
    }

    private static Table<Integer> filled() {
        Table<Integer> table = new Table<>();
        for (int key = 0; key < KEPT; key++) {
            table.addIfAbsent(node(key));
        }
        return table;
    }

    private static long misses(AtomicReference<Table<Integer>> current, AtomicBoolean done) {
        long misses = 0;
        for (int key = 0; !done.get(); key = (key + 1) % KEPT) {
            misses += current.get().find(key) == null ? 1 : 0;
        }
        return misses;
    }

    @Test
    void writersOfTheSameKeysAgreeOnOneNodeEach() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            for (int round = 0; round < ROUNDS / 3; round++) {
                Table<Integer> table = new Table<>();
                List<Future<Integer>> writers = new ArrayList<>();
                for (int i = 0; i < WRITERS; i++) {
                    writers.add(threads.submit(() -> added(table)));
                }
                int added = 0;
                for (Future<Integer> writer : writers) {
                    added += writer.get();
                }
                assertThat(added).isEqualTo(ADDED);
                assertThat(table.size()).isEqualTo(ADDED);
                Set<Integer> keys = new HashSet<>();
                table.keys().forEachRemaining(key -> assertThat(keys.add(key)).isTrue());
                assertThat(keys).hasSize(ADDED);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static int added(Table<Integer> table) {
        int added = 0;
        for (int key = 0; key < ADDED; key++) {
            added += table.addIfAbsent(node(key)) == null ? 1 : 0;
        }
        return added;
    }
}
