/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index beside a map, and what it takes of the heap. */
class IndexTest {
    private static long slotBytes(Index index) {
        long bytes = 0;
        for (int i = 0; i < Index.TABLES; i++) {
            Table table = index.table(i);
            bytes += table == null ? 0 : 8L * table.slots().length + 16 + 40; // the array's header, the object
        }
        return bytes;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void doesWhatAMapDoes(long seed) {
        Random random = new Random(seed);
        Index index = new Index(0);
        Map<Long, Long> model = new HashMap<>();
        long[] hashes = random.longs(5_000).toArray();
        for (int i = 0; i < 200_000; i++) {
            long hash = hashes[random.nextInt(i < 100_000 ? 5_000 : 500)];
            if (random.nextInt(i % 40_000 < 20_000 ? 4 : 2) == 0) {
                Long before = model.remove(hash);
                assertThat(index.remove(hash)).isEqualTo(before == null ? 0 : before);
            } else {
                Long before = model.put(hash, 1L + i);
                assertThat(index.put(hash, 1L + i, i)).isEqualTo(before == null ? 0 : before);
            }
            assertThat(index.count()).isEqualTo(model.size());
        }
        for (long hash : hashes) {
            assertThat(index.find(hash)).as("seed %d", seed).isEqualTo(model.getOrDefault(hash, 0L));
        }
        long[] all = model.keySet().stream().mapToLong(Long::longValue).toArray();
        long[] met = index.hashesAt(location -> true);
        Arrays.sort(all);
        Arrays.sort(met);
        assertThat(met).isEqualTo(all);
    }

    /** The promise is 33 bytes settled and 40 at any time: while one table is copied, its old slots are there too. */
    @ParameterizedTest(name = "{0} entries")
    @ValueSource(ints = {10_000, 100_000, 1_000_000})
    void entryTakesThirtyThreeBytesSettledAndFortyWhileTablesGrow(int entries) {
        Random random = new Random(entries);
        Index index = new Index(0);
        int from = entries * 9 / 10;
        for (int i = 0; i < entries; i++) {
            index.put(random.nextLong(), 1, 1);
            if (i >= from && i % 100 == 0) {
                long bytes = slotBytes(index);
                long copied = bytes / Index.TABLES * 2;
                assertThat((bytes + copied) / (i + 1.0))
                        .as("bytes while it grows to %d", i)
                        .isLessThan(40);
                assertThat(bytes / (i + 1.0)).as("bytes at %d", i).isLessThan(33);
            }
        }
    }

    @Test
    void memoryIsGivenBackWhenEntriesGo() {
        Random random = new Random(5);
        Index index = new Index(0);
        long[] hashes = random.longs(100_000).toArray();
        for (long hash : hashes) {
            index.put(hash, 1, 1);
        }
        long before = slotBytes(index);
        for (int i = 0; i < 90_000; i++) {
            index.remove(hashes[i]);
        }
        assertThat(slotBytes(index)).isLessThan(before / 4);
        for (int i = 90_000; i < 100_000; i++) {
            assertThat(index.find(hashes[i])).isEqualTo(1);
        }
    }

    @Test
    void pagesGoByHashWithoutSign() {
        Index index = new Index(0);
        long[] hashes = {Long.MIN_VALUE, -1000, 5, 0, Long.MAX_VALUE, 1L << 60, 1L << 58, (1L << 58) + 1};
        for (long hash : hashes) {
            index.put(hash, 1, 1);
        }
        assertThat(index.hashesFrom(0, 10)).containsExactly(0, 5);
        assertThat(index.hashesFrom(0, 1)).containsExactly(0);
        assertThat(index.hashesFrom(6, 10)).containsExactly(1L << 58, (1L << 58) + 1);
        assertThat(index.hashesFrom(Long.MAX_VALUE, 10)).containsExactly(Long.MAX_VALUE);
        assertThat(index.hashesFrom(Long.MIN_VALUE + 1, 10)).containsExactly(-1000);
        assertThat(index.hashesFrom(-999, 10)).isEmpty();
    }

    @Test
    void dueIsWhatExpiresInASecondOrBefore() {
        Index index = new Index(0);
        for (int i = 0; i < 1_000; i++) {
            index.put(new Random(i).nextLong(), 1, Times.of(i * 1_000L, 0));
        }
        assertThat(index.due(99, 10_000)).hasSize(100);
        assertThat(index.due(99, 7)).hasSize(7);
        assertThat(index.due(98, 10_000)).hasSize(99);
        index.put(new Random(500).nextLong(), 2, Times.of(50_000, 0));
        assertThat(index.due(99, 10_000)).hasSize(101);
    }
}
