/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import java.util.Arrays;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Where the newest line of each key of one log stands: tables by the bits of the hash below those that choose the log. Only one table is
 * copied at a time, so the index takes hardly more memory while it grows.
 *
 * <p>Not thread-safe: the log's lock is held.
 */
final class Index {
    static final int TABLES = 64;

    private static final int TABLE_BITS = 6;

    private final int shift;
    private final @Nullable Table[] tables = new @Nullable Table[TABLES];
    private int count;

    /** Creates an index of a log that so many bits of the hash have chosen. */
    Index(int logBits) {
        shift = Long.SIZE - TABLE_BITS - logBits;
    }

    int count() {
        return count;
    }

    private int number(long hash) {
        return (int) (hash >>> shift) & (TABLES - 1);
    }

    /** Returns the table with a number; null if it is empty. */
    @Nullable
    Table table(int number) {
        return tables[number];
    }

    /** Puts a table that was kept somewhere into its place. */
    void table(int number, Table table) {
        Table before = tables[number];
        count += table.count() - (before == null ? 0 : before.count());
        tables[number] = table;
    }

    /** Returns where the newest line of a hash stands, {@link Location#NONE} if there is none. */
    long find(long hash) {
        Table table = tables[number(hash)];
        int at = table == null ? -1 : table.find(hash);
        return table == null || at < 0 ? Location.NONE : table.slots()[at + 1];
    }

    /** Returns the same, and gives the times to the scratch after it has noted that the entry is used now. */
    long use(long hash, long second, Scratch scratch) {
        Table table = tables[number(hash)];
        int at = table == null ? -1 : table.find(hash);
        if (table == null || at < 0) {
            return Location.NONE;
        }
        long[] slots = table.slots();
        scratch.times = slots[at + 2];
        if (second > Times.accessed(slots[at + 2])) {
            slots[at + 2] = Times.used(slots[at + 2], second);
        }
        return slots[at + 1];
    }

    /** Returns the times of an entry; 0 if there is none. */
    long times(long hash) {
        Table table = tables[number(hash)];
        int at = table == null ? -1 : table.find(hash);
        return table == null || at < 0 ? 0 : table.slots()[at + 2];
    }

    /** Sets where the newest line stands; returns where it was. */
    long put(long hash, long location, long times) {
        int number = number(hash);
        Table table = tables[number];
        if (table == null) {
            table = new Table();
            tables[number] = table;
        }
        long before = table.put(hash, location, times);
        count += before == Location.NONE ? 1 : 0;
        return before;
    }

    /** Removes; returns where the newest line was. */
    long remove(long hash) {
        int number = number(hash);
        Table table = tables[number];
        int at = table == null ? -1 : table.find(hash);
        if (table == null || at < 0) {
            return Location.NONE;
        }
        long before = table.slots()[at + 1];
        table.removeAt(at);
        count--;
        if (table.count() == 0) {
            tables[number] = null;
        }
        return before;
    }

    void clear() {
        Arrays.fill(tables, null);
        count = 0;
    }

    /** Returns the hashes whose location is of a kind. */
    long[] hashesAt(LongPredicate location) {
        long[] found = new long[16];
        int size = 0;
        for (Table table : tables) {
            long[] slots = table == null ? new long[0] : table.slots();
            for (int at = 0; at < slots.length; at += Table.WIDTH) {
                if (slots[at + 1] != Location.NONE && location.test(slots[at + 1])) {
                    found = size == found.length ? Arrays.copyOf(found, 2 * size) : found;
                    found[size++] = slots[at];
                }
            }
        }
        return Arrays.copyOf(found, size);
    }

    /** Returns hashes of entries that expire in a second or before it, a number of them at most. */
    long[] due(long second, int most) {
        long[] found = new long[Math.min(most, count)];
        int size = 0;
        for (Table table : tables) {
            if (table != null && table.earliest() <= second && size < found.length) {
                size = table.due(second, found, size);
            }
        }
        return Arrays.copyOf(found, size);
    }

    /** Returns hashes that stand side by side from a random place on: those of an index are as good as random. */
    long[] sample(RandomGenerator random, int most) {
        long[] found = new long[Math.min(most, count)];
        int size = 0;
        int first = random.nextInt(TABLES);
        for (int i = 0; i <= TABLES && size < found.length; i++) {
            Table table = tables[(first + i) & (TABLES - 1)];
            long[] slots = table == null ? new long[0] : table.slots();
            int from = i > 0 || slots.length == 0 ? 0 : Table.WIDTH * random.nextInt(slots.length / Table.WIDTH);
            for (int at = from; at < slots.length && size < found.length; at += Table.WIDTH) {
                if (slots[at + 1] != Location.NONE) {
                    found[size++] = slots[at];
                }
            }
        }
        return Arrays.copyOf(found, size);
    }

    /** Returns the hashes not below one, without sign, of the first table that has some; in order, at most a number of them. */
    long[] hashesFrom(long from, int most) {
        for (int number = number(from); number < TABLES; number++) {
            Table table = tables[number];
            if (table != null) {
                long[] hashes = ordered(table, from);
                if (hashes.length > 0) {
                    return Arrays.copyOf(hashes, Math.min(most, hashes.length));
                }
            }
        }
        return new long[0];
    }

    private static long[] ordered(Table table, long from) {
        long[] hashes = new long[table.count()];
        int size = 0;
        long[] slots = table.slots();
        for (int at = 0; at < slots.length; at += Table.WIDTH) {
            if (slots[at + 1] != Location.NONE && Long.compareUnsigned(slots[at], from) >= 0) {
                hashes[size++] = slots[at] ^ Long.MIN_VALUE; // whose order with sign is that of the others without
            }
        }
        Arrays.sort(hashes, 0, size);
        for (int i = 0; i < size; i++) {
            hashes[i] ^= Long.MIN_VALUE;
        }
        return Arrays.copyOf(hashes, size);
    }
}
