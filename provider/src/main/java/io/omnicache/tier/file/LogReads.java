/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.atomic.LongAdder;

/**
 * Reads entries of a log without a lock of its own: what was moved between the look into the index and the reading of the file is looked
 * for again. Thread-safe.
 */
final class LogReads {
    private static final int TRIES = 1000;

    private final Log log;
    private final Catalog catalog;
    private final LongAdder damaged = new LongAdder();

    LogReads(Log log) {
        this.log = log;
        this.catalog = log.catalog();
    }

    /** Returns how many damaged lines were met. */
    long damaged() {
        return damaged.sum();
    }

    /** Reads the entry of a hash; returns false if there is none. */
    boolean load(long hash, long second, Scratch scratch) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            long location = catalog.use(hash, second, scratch);
            if (location == Location.NONE) {
                return false;
            }
            if (loadAt(location, scratch) && scratch.line.hash() == hash) {
                scratch.location = location;
                return true;
            }
            if (location == catalog.find(hash)) { // else it was moved or changed meanwhile
                dropDamaged(hash, location);
                return false;
            }
        }
        throw new IOException("an entry was moved each time it was to be read: directory="
                + log.settings().directory());
    }

    private boolean loadAt(long location, Scratch scratch) throws IOException {
        Segment segment = catalog.segment(location);
        try {
            return segment != null && segment.load(location, scratch);
        } catch (NoSuchFileException e) {
            return false; // moved meanwhile, or taken away by somebody
        }
    }

    /* Marked as removed, since without the index an older line would count again. */
    private void dropDamaged(long hash, long location) {
        Segment segment = catalog.segment(location);
        try {
            Lines removal = new Lines();
            removal.removal(hash, null);
            if (log.settings().readOnly()) {
                catalog.forget(hash);
            } else if (log.appendIf(removal, location) < 0) {
                return; // has changed meanwhile
            }
        } catch (IOException e) {
            Events.notRemoved(
                    log.settings().directory(), e); // it stays in the index, so that deleting it writes a line
        }
        damaged.increment();
        if (segment != null) {
            Events.damagedLine(segment.file().path(), Location.offset(location), damaged.sum());
        }
    }
}
