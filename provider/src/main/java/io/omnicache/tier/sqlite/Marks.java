/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.tier.SharedTier;
import io.omnicache.tier.TierKey;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Counters that all processes have in memory who share a database: a file that is mapped. Each is that of many keys. While one of them is changed it is odd,
 * after that even again, and higher. A process that has died in the middle leaves it odd: nobody trusts it until the next change. One that has died while it
 * changed all of them is noticed by whoever has the next turn, and who opens the database looks through all.
 *
 * <p>Thread-safe. Changed by who has the turn.
 */
final class Marks {
    private static final int BITS = 16;
    private static final int STRIPES = 1 << BITS;
    private static final int HEADER = 4096;
    private static final int DATABASE = Long.BYTES;
    private static final int ALL = 2 * Long.BYTES;
    private static final int OPENING = 3 * Long.BYTES;
    private static final int SIZE = HEADER + STRIPES * Long.BYTES;
    private static final long MAGIC = 0x4f6d_6e69_4d61_726bL;
    private static final VarHandle COUNTERS =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final ByteBuffer mapped;

    private Marks(ByteBuffer mapped) {
        this.mapped = mapped;
    }

    /**
     * Opens the file; the first process of those who share the database makes it anew, the others must find it.
     *
     * @throws IOException if it is not what the others have
     */
    static Marks open(Path file, boolean first) throws IOException {
        try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
            boolean isOld = first && opened.length() == SIZE;
            if (first && !isOld) {
                opened.setLength(0);
                opened.write(new byte[SIZE]); // so that the disk has room for all of it
            } else if (opened.length() != SIZE) {
                throw new IOException("the file of marks is lost, and other processes have the database open: stop them"
                        + " all, and start them again: file=" + file);
            }
            ByteBuffer mapped = opened.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, SIZE);
            Marks marks = new Marks(mapped);
            if (first) {
                marks.renew();
            } else if ((long) COUNTERS.getVolatile(mapped, 0) != MAGIC) {
                throw new IOException("the file of marks is not one of this release: file=" + file);
            } else {
                marks.mend();
            }
            return marks;
        }
    }

    /* The file stays as long as it is, since some systems do not cut what somebody has mapped; and counters never go back, in case somebody still looks at them. */
    private void renew() {
        for (int stripe = 0; stripe < STRIPES; stripe++) {
            counter(stripe, (counter(stripe) | 1) + 1);
        }
        COUNTERS.setVolatile(mapped, DATABASE, 0L);
        COUNTERS.setVolatile(mapped, OPENING, opening() + 1);
        COUNTERS.setVolatile(mapped, ALL, 0L);
        COUNTERS.setVolatile(mapped, 0, MAGIC);
    }

    /** Makes all counters even that somebody has left odd who has died; for who has the turn and has changed nothing in it. */
    private void mend() {
        for (int stripe = 0; stripe < STRIPES; stripe++) {
            long counter = counter(stripe);
            if ((counter & 1) != 0) {
                counter(stripe, counter + 1);
            }
        }
        changingAll(false);
    }

    /** Mends them if somebody has died while he changed all. */
    void mendAll() {
        if ((long) COUNTERS.getVolatile(mapped, ALL) != 0) {
            mend();
        }
    }

    /** Notes that all are about to be changed, or have been. */
    void changingAll(boolean begins) {
        COUNTERS.setVolatile(mapped, ALL, begins ? 1L : 0L);
    }

    /** Returns which file the database is that these are of; 0 if that is not noted. */
    long database() {
        return (long) COUNTERS.getVolatile(mapped, DATABASE);
    }

    void database(long identity) {
        COUNTERS.setVolatile(mapped, DATABASE, identity);
    }

    /** Returns a number of the opening since which there has always been a process that has the database. */
    long opening() {
        return (long) COUNTERS.getVolatile(mapped, OPENING);
    }

    /**
     * Returns under which counter a key stands.
     *
     * @param owner a number of the cache
     */
    static int stripe(long owner, TierKey key) {
        return (int) (mixed(owner, key) >>> (Long.SIZE - BITS));
    }

    /** Returns a number of a key whose first bits depend on all of the key. */
    static long mixed(long owner, TierKey key) {
        return (owner ^ key.hashCode()) * 0x9e3779b97f4a7c15L;
    }

    static int stripes() {
        return STRIPES;
    }

    long counter(int stripe) {
        return (long) COUNTERS.getVolatile(mapped, HEADER + stripe * Long.BYTES);
    }

    void counter(int stripe, long value) {
        COUNTERS.setVolatile(mapped, HEADER + stripe * Long.BYTES, value);
    }

    /** Returns the mark of a counter that is even. */
    static long mark(int stripe, long counter) {
        return ((counter + 2) << BITS) | stripe;
    }

    /** Returns the mark of a counter as it is now. */
    long mark(int stripe) {
        long counter = counter(stripe);
        return (counter & 1) == 0 ? mark(stripe, counter) : SharedTier.NO_MARK;
    }

    boolean isCurrent(long mark) {
        return mark != SharedTier.NO_MARK && counter((int) mark & (STRIPES - 1)) + 2 == mark >>> BITS;
    }
}
