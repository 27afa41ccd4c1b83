/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.disk;

import java.util.Locale;

/** What a cache over a tier has to hold, and the limit. */
enum Figure {
    HEAP_LOOKUP("lookup in the heap, p99, ms", 1),
    DISK_LOOKUP("lookup on disk, p99, ms", 50),
    EVICTION("put that evicts from the tier, p99, ms", 10),
    WARMING("10,000 entries warmed, in a new JVM, ms", 500),
    DISK("disk for 10,000 entries of 1 KB, MB", 100),
    HEAP("heap for the same, all in the heap as well, MB", 100),
    WRONG("wrong or lost of 100,000 operations of 8 threads, and after reopening", 0);

    private final String text;
    private final double limit;

    Figure(String text, double limit) {
        this.text = text;
        this.limit = limit;
    }

    String text() {
        return text;
    }

    String target() {
        return limit == 0 ? "none" : String.format(Locale.ROOT, "under %.0f", limit);
    }

    boolean isHeld(double value) {
        return limit == 0 ? value == 0 : value < limit;
    }
}
