/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import java.util.concurrent.atomic.AtomicLong;

/** How much a cache has in the database: changed by the writer after each commit, so that nobody has to count. Thread-safe. */
final class Counters {
    /** What a row takes beside key and value: its other columns, and its places in the indexes. */
    static final long ROW = 100;

    /** A change that moves nothing. */
    final Delta nothing = new Delta(this, 0, 0);

    private final AtomicLong entries = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    long entries() {
        return entries.get();
    }

    long bytes() {
        return bytes.get();
    }

    void add(long moreEntries, long moreBytes) {
        entries.addAndGet(moreEntries);
        bytes.addAndGet(moreBytes);
    }

    void set(long allEntries, long allBytes) {
        entries.set(allEntries);
        bytes.set(allBytes);
    }
}
