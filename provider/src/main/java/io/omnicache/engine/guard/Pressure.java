/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.guard;

/** Judges from the figures of one collection after the other whether the heap stays too full. */
/*
 * What is in use after a collection is live data and whatever garbage was left. Only a full collection leaves none. With G1, what is in
 * use after young and mixed collections is above 85 % for many of them in a row while live data is at 60 %; with ZGC, whose
 * collections run beside the application, too. But to wait for a full one is too late: when G1 begins it, a cache that grows has
 * taken the last region, and who would hear of it finds no memory.
 *
 * So a high figure after a full collection counts at once. Any other counts at once only if the caches have grown since the one before,
 * since then the heap is about to be filled by them. If they have not, nothing gets worse by waiting: then it takes several
 * collections of the whole heap in a row. A low figure is low whatever was collected.
 *
 * And there may be no collection at all: entries of half a region of G1 or more go past the young generation, and fill the heap before
 * there is reason for one. They are counted, and what one takes is known from the last collections.
 *
 * Confined to one thread at a time.
 */
final class Pressure {
    /** What is to be done about the bounds. */
    enum Verdict {
        LOWER,
        RAISE,
        LEAVE
    }

    /** So far below the share the heap has to be before bounds are raised. */
    private static final double ROOM = 0.35;

    /** So far below the share the bounds leave the heap when they are lowered. */
    private static final double RELIEF = 0.2;

    /** At least so much goes at once: ZGC leaves memory alone of which more is in use than three quarters, and entries go everywhere. */
    private static final double MOST_LEFT = 0.65;

    /**
     * If caches grow, and the figures to come would be above this if they rose as much as this one did, they are not waited for. Two of
     * them, since what leaves now is free only after a collection that begins now.
     */
    private static final double LAST_CALL = 0.95;

    private static final int LOOK_AHEAD = 2;

    private static final int ROOMY_BEFORE_RAISE = 16;
    private static final int CONCURRENT_BEFORE_ALARM = 3;

    /** Caches have grown if they have more entries by such a part, and by so many... */
    private static final double GROWTH = 1.0 / 64;

    private static final int LEAST_GROWTH = 4;

    /**
     * ... or if so many times more of them would fill what is left: the fuller the heap is, the sooner the next collection comes, and
     * the less is new since the one before.
     */
    private static final int TIMES_BEFORE_FULL = 8;

    /**
     * What was seen once.
     *
     * @param used bytes that were in use
     * @param entries the number of entries in all caches
     */
    private record Figures(long used, long entries) {
        /** Nothing has grown since. */
        static final Figures NONE = new Figures(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    private final double share;

    /**
     * The last figures of each of the two ways to hear of collections. One comes late, for several at once, and with the entries of
     * that later time: compared with those, the other would see no growth.
     */
    private Figures judged = Figures.NONE;

    private Figures glanced = Figures.NONE;

    /** How many bytes more were in use for each entry more, between the last two glances that saw both; 0 at first. */
    private double each;

    private int full;
    private int roomy;

    /**
     * Creates a judge that has seen nothing.
     *
     * @param share of the heap, from 0 to 1
     */
    Pressure(double share) {
        this.share = share;
    }

    /** Takes in figures to compare the next ones with. */
    void begin(Occupancy seen, long present) {
        judged = new Figures(seen.used(), present);
        glanced = judged;
    }

    /**
     * Takes in the figures of one collection.
     *
     * @param present the number of entries in all caches
     */
    Verdict judge(Occupancy seen, long present) {
        if (isFilling(seen, present, judged)) {
            return lower(seen, present);
        }
        judged = new Figures(seen.used(), present);
        if (seen.share() > share) {
            roomy = 0;
            full += seen.extent() == Occupancy.Extent.CONCURRENT ? 1 : 0;
            boolean isFull = seen.extent() == Occupancy.Extent.FULL || full >= CONCURRENT_BEFORE_ALARM;
            return isFull ? lower(seen, present) : Verdict.LEAVE;
        }
        full = 0;
        roomy = seen.share() < share - ROOM ? roomy + 1 : 0;
        return roomy == ROOMY_BEFORE_RAISE ? raise() : Verdict.LEAVE;
    }

    /**
     * Looks at figures that will come once more, by {@link #judge}: only whether caches that grow fill the heap.
     */
    Verdict glance(Occupancy seen, long present) {
        if (isFilling(seen, present, glanced)) {
            return lower(seen, present);
        }
        long growth = present - glanced.entries();
        long rise = seen.used() - glanced.used();
        if (growth > LEAST_GROWTH && rise > 0) {
            each = (double) rise / growth;
        }
        glanced = new Figures(seen.used(), present);
        return Verdict.LEAVE;
    }

    /**
     * Looks without a collection, whatever is garbage: whether caches have grown so much since the last one that there is no room left,
     * if their new entries are as large as those before.
     */
    Verdict outrun(Occupancy seen, long present) {
        long growth = present - glanced.entries();
        boolean isOutrun = growth > LEAST_GROWTH
                && isAbove(seen.used(), seen.max())
                && isAbove(glanced.used() + (long) (growth * each), seen.max());
        return isOutrun ? lower(seen, present) : Verdict.LEAVE;
    }

    /** Returns which part of the entries may stay. */
    double part(Occupancy seen) {
        return Math.min(MOST_LEFT, (share - RELIEF) / seen.share());
    }

    private boolean isAbove(long used, long max) {
        return used > share * max;
    }

    private boolean isFilling(Occupancy seen, long present, Figures before) {
        double room = (double) (seen.max() - seen.used()) / Math.max(1, seen.used());
        double growth = before.entries() * Math.min(GROWTH, room / TIMES_BEFORE_FULL);
        if (present - before.entries() <= Math.max(LEAST_GROWTH, (long) growth)) {
            return false;
        }
        long rise = Math.max(0, seen.used() - before.used());
        double next = (double) (seen.used() + LOOK_AHEAD * rise) / seen.max();
        return seen.share() > share || (seen.isLastLook(share) && next > LAST_CALL);
    }

    /**
     * What was seen has been acted on: earlier collections that are told later must not count it again. A collection that runs beside
     * the application may have begun before bounds are lowered: one more has to follow.
     */
    private Verdict lower(Occupancy seen, long present) {
        begin(seen, present);
        full = -1;
        roomy = 0;
        return Verdict.LOWER;
    }

    private Verdict raise() {
        roomy = 0;
        return Verdict.RAISE;
    }
}
