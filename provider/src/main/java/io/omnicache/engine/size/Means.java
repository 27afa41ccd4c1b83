/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.size;

import java.util.concurrent.atomic.AtomicLongArray;

/** What the measurements of each class came to in the mean, in one cache. Thread-safe; concurrent notes may be lost. */
/* Kept with the class, by ClassValue: made of a class of the JDK, since one of ours would keep our class loader alive as long. */
final class Means extends ClassValue<AtomicLongArray> {
    private static final int ASKED = 0;
    private static final int MEASURED = 1;
    private static final int BYTES = 2;
    private static final int VISITS = 3;
    private static final int FAILURES = 4;

    /** So many steps a measurement may take in the mean; of a class whose objects take no more, each is measured. */
    private static final int CHEAP = 64;

    /** So many are measured first. */
    private static final int FIRST = 32;

    /** A measurement counts for a third when so many have followed. */
    private static final int MEMORY = 64;

    private static final int FRACTION_BITS = 53;
    private static final double FRACTION = 0x1p-53;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    @Override
    protected AtomicLongArray computeValue(Class<?> type) {
        AtomicLongArray mean = new AtomicLongArray(FAILURES + 1);
        mean.set(BYTES, Double.doubleToRawLongBits(Shapes.UNKNOWN));
        return mean;
    }

    static boolean isToBeMeasured(AtomicLongArray mean) {
        long asked = mean.getOpaque(ASKED) + 1;
        mean.setOpaque(ASKED, asked);
        double chance = ((asked * GOLDEN) >>> (Long.SIZE - FRACTION_BITS)) * FRACTION; // meets no pattern in the values
        return mean.getOpaque(MEASURED) < FIRST || chance * get(mean, VISITS) < CHEAP;
    }

    /** Returns how often a size was asked for. */
    static long asked(AtomicLongArray mean) {
        return mean.getOpaque(ASKED);
    }

    static void add(AtomicLongArray mean, long bytes, long visits) {
        long measured = mean.getOpaque(MEASURED) + 1;
        mean.setOpaque(MEASURED, measured);
        double share = 1.0 / Math.min(measured, MEMORY);
        move(mean, BYTES, (double) bytes, share);
        move(mean, VISITS, (double) visits, share);
    }

    static long bytes(AtomicLongArray mean) {
        return Math.round(get(mean, BYTES));
    }

    static boolean isFirstFailure(AtomicLongArray mean) {
        return mean.getAndIncrement(FAILURES) == 0;
    }

    private static void move(AtomicLongArray mean, int which, double to, double share) {
        double before = get(mean, which);
        mean.setOpaque(which, Double.doubleToRawLongBits(before + share * (to - before)));
    }

    private static double get(AtomicLongArray mean, int which) {
        return Double.longBitsToDouble(mean.getOpaque(which));
    }
}
