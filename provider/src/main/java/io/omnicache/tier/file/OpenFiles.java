/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The files of all stores of the process that are open, so that thousands of caches do not run out of handles: beyond a number, those that
 * were not used lately are closed. Whoever needs one again opens it again. Thread-safe.
 */
final class OpenFiles {
    static final int MOST = 256;

    private static final Queue<SegmentFile> FILES = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private OpenFiles() {}

    /** Is to be called when a file was opened. */
    static void opened(SegmentFile file) {
        FILES.add(file);
        if (COUNT.incrementAndGet() > MOST) {
            for (int tries = 2 * MOST; tries > 0 && COUNT.get() > MOST; tries--) {
                giveUpOne(file);
            }
        }
    }

    private static void giveUpOne(SegmentFile notThis) {
        SegmentFile oldest = FILES.poll();
        if (oldest == null) {
            return;
        }
        if (oldest == notThis || oldest.wasUsed()) {
            FILES.add(oldest); // a second chance
        } else {
            COUNT.decrementAndGet();
            oldest.release();
        }
    }

    /** Is to be called when a file was closed by somebody else. */
    static void closed(SegmentFile file) {
        if (FILES.remove(file)) {
            COUNT.decrementAndGet();
        }
    }

    static int count() {
        return COUNT.get();
    }
}
