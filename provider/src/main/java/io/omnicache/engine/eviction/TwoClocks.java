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
 * The numbers of moves are limited, so an operation takes bounded time; what is left over waits for the next one.
 * Confined to one thread at a time.
 */
final class TwoClocks implements Movements.Places {
    /** How many used entries one look at the end of the main part, or of the window, may send to the front. */
    private static final int MOST_MOVES = 32;

    private static final int MOST_WINDOW_MOVES = 8;

    /** One entry of so many may be waiting for its place. */
    private static final int ENTRIES_PER_WAITING = 1_024;

    private final EntryQueue window = new EntryQueue();
    private final EntryQueue main = new EntryQueue();
    private final Pace pace = new Pace();
    private final Ghosts ghosts = new Ghosts();

    /** Null as long as there are so few entries that none may wait. */
    private @Nullable Movements movements;

    private long maximum;
    private Setting setting = Setting.BALANCED;
    private long windowShare;
    private long windowWeight;
    private long mainWeight;

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
        return window.size() + main.size() + (movements == null ? 0 : movements.arrived());
    }

    /** Takes in an entry whose key has the given hash; its mark and note may hold anything. */
    void add(Entry entry, long hash) {
        int size = size();
        ghosts.fit(size);
        pace.onRequests(1);
        Marks.set(entry, 0, 1, pace.epoch());
        if (movements == null) {
            if (size < 2 * ENTRIES_PER_WAITING) {
                place(entry, ghosts.take(hash));
                return;
            }
            movements = new Movements();
        }
        Marks.place(entry, pace.tick(), false); // until the ghosts were asked, it counts as one of the window
        windowWeight += entry.weight();
        movements.arrive(entry, hash);
        if (movements.arrived() >= Math.min(Movements.MOST, size / ENTRIES_PER_WAITING)) {
            settle();
        }
    }

    /** Brings ghosts and queues up to date. */
    private void settle() {
        if (movements != null) {
            movements.settle(ghosts, this);
        }
    }

    @Override
    public void arrive(Entry entry, int ghost) {
        if (entry.isAlive()) {
            windowWeight -= entry.weight();
            place(entry, ghost);
        } else {
            window.addNewest(entry); // its death was counted there
        }
    }

    private void place(Entry entry, int ghost) {
        Marks.set(entry, Marks.uses(entry), 1 + Ghosts.frequency(ghost, pace.epoch()), pace.epoch());
        Entry coldest = coldest();
        if (setting.promotes
                && ghost != Ghosts.NONE
                && coldest != null
                && Ghosts.isYounger(ghost, Marks.age(coldest, pace.tick()), pace.tick())) {
            promote(entry, coldest);
        } else if (ghost == Ghosts.NONE && mainWeight < maximum - windowShare && weight() + entry.weight() <= maximum) {
            placeInMain(entry);
        } else {
            placeInWindow(entry);
        }
        share();
    }

    /** Notes that an entry has died. */
    void remove(Entry entry) {
        addWeight(entry, -entry.weight());
        (Marks.isMain(entry) ? main : window).onDeath();
    }

    /** Notes that the weight of an entry has changed. */
    void reweigh(Entry entry, int before) {
        addWeight(entry, entry.weight() - before);
    }

    private void addWeight(Entry entry, int more) {
        if (Marks.isMain(entry)) {
            mainWeight += more;
        } else {
            windowWeight += more;
        }
    }

    /** Takes out the entry that is to leave, and remembers its key; null if there is none. */
    @Nullable
    Entry victim(Seed seed) {
        if (window.isEmpty() && main.isEmpty()) {
            settle();
        }
        Entry victim = leaving();
        while (victim == null && !(window.isEmpty() && main.isEmpty())) {
            victim = leaving(); // there were many dead ones at the end
        }
        if (victim == null) {
            return null;
        }
        long hash = seed.hash(victim.keyHash());
        int ghost = Ghosts.of(Marks.tick(victim), frequency(victim), pace.epoch());
        if (movements == null) {
            ghosts.add(hash, ghost);
        } else if (!movements.depart(hash, ghost)) {
            settle();
        }
        share();
        return victim;
    }

    /** Takes back an entry that could not leave. */
    void takeBack(Entry entry, long hash) {
        settle();
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
        for (int moves = 0; windowWeight > windowShare && weight() <= maximum && moves < MOST_WINDOW_MOVES; moves++) {
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

    private int frequency(Entry entry) {
        return Marks.frequency(entry, pace.epoch());
    }

    /** Counts uses as frequency, all but some. */
    private void settle(Entry entry, int usesLeft) {
        int counted = Marks.uses(entry) - usesLeft;
        pace.onRequests(counted);
        Marks.set(entry, usesLeft, frequency(entry) + counted, pace.epoch());
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
        pace.onPlacing(size());
        Marks.place(entry, pace.tick(), inMain);
    }
}
