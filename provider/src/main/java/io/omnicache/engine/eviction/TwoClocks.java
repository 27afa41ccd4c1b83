/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy.Entry;
import org.jspecify.annotations.Nullable;

/** The order in which entries leave under one {@link Setting} at a time. */
/*
 * The room is divided between a window, where new keys are tried, and a main part. Both are clocks: queues in which an entry
 * that was used since the hand last saw it goes back to the front, so that a hit need only set a mark. What leaves is
 * remembered as a ghost for some time.
 *
 * A key that comes back while its ghost is fresh goes straight to the main part. Fresh means: it was last placed after the
 * oldest entry of the main part was, so it is used at shorter intervals than that one. (This is the test of LIRS, Jiang and
 * Zhang, SIGMETRICS 2002, "is it still in the stack", without a stack.) What reaches the end of the window takes the place of
 * the oldest in the main part if it is clearly more frequent (TinyLFU, Einziger et al., TOS 2017, with a margin: without it
 * small differences by chance let a loop wash everything out).
 *
 * Time is the tick, which advances 128 times while as many entries are placed as there are. Frequencies are halved at each
 * epoch, by whoever looks at them: an epoch lasts for 15 times as many requests as there are entries.
 *
 * The numbers of moves are limited, so that an operation takes bounded time; what is left over waits for the next one.
 *
 * Confined to one thread at a time.
 */
final class TwoClocks {
    private static final int TICKS_PER_TURN = 128;

    /** What is older is not fresh: the time of a ghost has few bits, and may mean a later one. */
    private static final int OLDEST_AGE = Ghosts.TIMES / 2;

    private static final int TURNS_PER_EPOCH = 15;
    private static final int SHORTEST_EPOCH = 64 * TURNS_PER_EPOCH;

    /** How many entries of the main part one addition may send to the front, and how many of the window. */
    private static final int MOST_MOVES = 32;

    private static final int MOST_WINDOW_MOVES = 8;

    private final EntryQueue window = new EntryQueue();
    private final EntryQueue main = new EntryQueue();
    private final Ghosts ghosts = new Ghosts();
    private long maximum;
    private Setting setting = Setting.BALANCED;
    private long windowShare;
    private long windowWeight;
    private long mainWeight;
    private int tick;
    private int placedInTick;
    private int epoch;
    private long requestsInEpoch;

    TwoClocks(long maximum) {
        this.maximum = maximum;
        set(setting);
    }

    Setting setting() {
        return setting;
    }

    /** Changes the setting; entries move to their new part little by little, as others are added. */
    void set(Setting next) {
        setting = next;
        windowShare = next.window(maximum);
    }

    /** Changes the maximum; what is too much leaves as victims are asked for. */
    void setMaximum(long newMaximum) {
        maximum = newMaximum;
        set(setting);
    }

    /** Returns whether a certain part of the maximum is in use. */
    boolean isFilledTo(int divisor) {
        return weight() >= maximum / divisor;
    }

    /** Returns how many entries there will be when the maximum is reached, if they go on weighing as much. */
    long capacity() {
        return (long) ((double) size() * maximum / Math.max(1, weight()));
    }

    /** Returns the weight of all entries. */
    long weight() {
        return windowWeight + mainWeight;
    }

    /** Returns the number of entries. */
    int size() {
        return window.size() + main.size();
    }

    /** Takes in an entry whose key has the given hash; its mark and note may hold anything. */
    void add(Entry entry, long hash) {
        ghosts.fit(size());
        int ghost = ghosts.take(hash);
        requestsInEpoch++;
        Marks.set(entry, 0, 1 + Ghosts.frequency(ghost, epoch), epoch);
        Entry coldest = coldest();
        if (setting.promotes && ghost != Ghosts.NONE && coldest != null && isFresh(ghost, coldest)) {
            promote(entry, coldest);
        } else if (ghost == Ghosts.NONE && mainWeight < maximum - windowShare && isRoomFor(entry)) {
            placeInMain(entry);
        } else {
            placeInWindow(entry);
        }
        share();
    }

    /** Notes that an entry has died. */
    void remove(Entry entry) {
        if (Marks.isMain(entry)) {
            mainWeight -= entry.weight();
            main.onDeath();
        } else {
            windowWeight -= entry.weight();
            window.onDeath();
        }
    }

    /** Notes that the weight of an entry has changed. */
    void reweigh(Entry entry, int before) {
        if (Marks.isMain(entry)) {
            mainWeight += entry.weight() - before;
        } else {
            windowWeight += entry.weight() - before;
        }
    }

    /** Takes out the entry that is to leave, and remembers its key; null if there is none. */
    @Nullable
    Entry victim(Seed seed) {
        Entry victim = leaving();
        while (victim == null && !(window.isEmpty() && main.isEmpty())) {
            victim = leaving(); // there were many dead ones at the end
        }
        if (victim == null) {
            return null;
        }
        ghosts.add(seed.hash(victim.keyHash()), Marks.tick(victim), Marks.frequency(victim, epoch), epoch);
        share();
        return victim;
    }

    /** Takes back an entry that could not leave. */
    void takeBack(Entry entry, long hash) {
        ghosts.take(hash);
        placeInWindow(entry);
    }

    private @Nullable Entry leaving() {
        Entry candidate = windowWeight > windowShare || main.size() == 0 ? windowEnd() : null;
        if (candidate == null) {
            Entry coldest = coldest();
            return coldest == null ? takeFromWindow(window.oldest()) : takeFromMain(coldest);
        }
        Entry coldest = coldest();
        if (coldest == null || frequency(candidate) < frequency(coldest) + setting.margin) {
            return takeFromWindow(candidate);
        }
        takeFromMain(coldest);
        takeFromWindow(candidate);
        placeInMain(candidate);
        return coldest;
    }

    /** Returns the end of the window, past entries that were used. */
    private @Nullable Entry windowEnd() {
        Entry end = window.oldest();
        for (int moves = 0; end != null && Marks.uses(end) > 0 && moves < MOST_WINDOW_MOVES; moves++) {
            settle(end, 0);
            takeFromWindow(end);
            placeInWindow(end);
            end = window.oldest();
        }
        return end;
    }

    /** Returns the end of the main part, past entries that were used. */
    private @Nullable Entry coldest() {
        Entry end = main.oldest();
        for (int moves = 0; end != null && Marks.uses(end) > 0 && moves < MOST_MOVES; moves++) {
            settle(end, Marks.uses(end) - 1);
            takeFromMain(end);
            placeInMain(end);
            end = main.oldest();
        }
        return end;
    }

    private void promote(Entry entry, Entry coldest) {
        placeInMain(entry);
        if (mainWeight > maximum - windowShare) {
            takeFromMain(coldest);
            Marks.place(coldest, Marks.tick(coldest), false);
            window.addNewest(coldest);
            windowWeight += coldest.weight();
        }
    }

    /** While there is room, lets the main part have what the window holds beyond its share. */
    private void share() {
        for (int moves = 0; windowWeight > windowShare && isRoom() && moves < MOST_WINDOW_MOVES; moves++) {
            Entry end = windowEnd();
            if (end == null) {
                return;
            }
            takeFromWindow(end);
            Marks.place(end, Marks.tick(end), true);
            main.addOldest(end);
            mainWeight += end.weight();
        }
    }

    private boolean isRoom() {
        return weight() <= maximum;
    }

    private boolean isRoomFor(Entry entry) {
        return weight() + entry.weight() <= maximum;
    }

    private boolean isFresh(int ghost, Entry coldest) {
        int age = (tick - Ghosts.time(ghost)) & (Ghosts.TIMES - 1);
        return age < Math.min(Marks.age(coldest, tick), OLDEST_AGE);
    }

    private int frequency(Entry entry) {
        return Marks.frequency(entry, epoch);
    }

    /** Counts uses as frequency, all but some. */
    private void settle(Entry entry, int usesLeft) {
        int counted = Marks.uses(entry) - usesLeft;
        requestsInEpoch += counted;
        Marks.set(entry, usesLeft, frequency(entry) + counted, epoch);
    }

    private void placeInMain(Entry entry) {
        place(entry, true);
        main.addNewest(entry);
        mainWeight += entry.weight();
    }

    private void placeInWindow(Entry entry) {
        place(entry, false);
        window.addNewest(entry);
        windowWeight += entry.weight();
    }

    private Entry takeFromMain(Entry oldest) {
        main.removeOldest();
        mainWeight -= oldest.weight();
        return oldest;
    }

    private @Nullable Entry takeFromWindow(@Nullable Entry oldest) {
        if (oldest != null) {
            window.removeOldest();
            windowWeight -= oldest.weight();
        }
        return oldest;
    }

    private void place(Entry entry, boolean inMain) {
        int size = size();
        placedInTick++;
        if (placedInTick >= size / TICKS_PER_TURN) {
            placedInTick = 0;
            tick++;
        }
        if (requestsInEpoch > Math.max(SHORTEST_EPOCH, (long) TURNS_PER_EPOCH * size)) {
            requestsInEpoch = 0;
            epoch++;
        }
        Marks.place(entry, tick, inMain);
    }
}
