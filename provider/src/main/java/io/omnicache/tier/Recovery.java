/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings tiers up to date that have failed. For one thread at a time. */
/*
 * What a tier is not in step with is written into the lowest one, if the heap or a tier above has it, since the lowest has everything; else,
 * and from any other tier, it is deleted. Each key by itself and with its lock, so that nobody changes it meanwhile. What changes while this
 * goes on comes into the journal again, so a tier is used again with some keys in its journal, that are not read there; else a tier with many
 * writers would never be used again. They leave the journal with the next change, or the next time.
 */
final class Recovery {
    private static final int PAGE = 256;

    private static final TierPage UNLISTED = new TierPage(List.of(), TierPage.END);

    private final List<TierLevel> levels;
    private final Above heap;

    Recovery(List<TierLevel> levels, Above heap) {
        this.levels = levels;
        this.heap = heap;
    }

    /** Tries the tiers that may be tried now, the lowest first. */
    void run() {
        for (int i = levels.size() - 1; i >= 0; i--) {
            TierLevel level = levels.get(i);
            level.journal().noteAgain();
            boolean isTried = level.isOutOfStep()
                    && (level.breaker().isClosed() || level.breaker().isTrial());
            if (isTried) {
                recover(i);
            }
        }
    }

    private void recover(int number) {
        TierLevel level = levels.get(number);
        try {
            if ((!level.journal().isEverything() || refill(number)) && drain(number)) {
                level.breaker().recovered();
                drain(number); // what has changed meanwhile
                level.journal().settle(); // again, if that could not be noted
            }
        } catch (RuntimeException | Error e) { // of user code: it is tried again
            level.breaker()
                    .failed("bringing the tier up to date: " + e.getClass().getName());
            throw e;
        }
    }

    /** Empties a tier, and gives the lowest one what lies above it; returns whether that has worked. */
    private boolean refill(int number) {
        TierLevel level = levels.get(number);
        boolean[] emptied = {false};
        if (!heap.alone(() -> emptied[0] = level.empty())) {
            level.breaker().open("somebody is still at work in it");
        }
        return emptied[0] && complete(number);
    }

    /* If the process ends before that, its next life empties what lies above, too. */
    private boolean complete(int number) {
        TierLevel level = levels.get(number);
        boolean worked = false;
        try {
            worked = number < levels.size() - 1 || refilled(number);
        } finally {
            if (worked) {
                level.journal().complete();
            } else {
                level.distrust("it could not be filled again"); // it would lack what lies above
            }
        }
        return worked;
    }

    private boolean refilled(int number) {
        boolean worked = true;
        if (levels.get(number).shared() != null) {
            return true; // others may have filled it since
        }
        for (Iterator<TierKey> keys = heap.keys(); worked && keys.hasNext(); ) {
            worked = update(number, keys.next());
        }
        for (int above = 0; worked && above < number; above++) {
            worked = refill(number, levels.get(above));
        }
        return worked;
    }

    private boolean refill(int number, TierLevel above) {
        boolean worked = true;
        long from = TierPage.START;
        while (worked && from != TierPage.END) {
            long next = from;
            TierPage page = above.ask("listing keys", UNLISTED, tier -> tier.keys(next, PAGE));
            if (page == UNLISTED) { // the very object: what is answered instead
                above.distrust("what it has could not be given to the tier below it");
            }
            for (TierKey key : page.keys()) {
                worked = worked && update(number, key);
            }
            from = page.next();
        }
        return worked;
    }

    /** Works off the journal as it is now; returns false if the tier has failed. What is in use, or changes meanwhile, stays in it. */
    private boolean drain(int number) {
        boolean worked = true;
        for (TierKey key : levels.get(number).journal().keys()) {
            worked = worked && update(number, key);
        }
        return worked;
    }

    /** Brings a key up to date; one that is in use is noted. Returns false if the tier has failed. */
    private boolean update(int number, TierKey key) {
        TierLevel level = levels.get(number);
        boolean[] worked = {true};
        boolean isFree = heap.update(key, held -> worked[0] = level.update(key, present(number, key, held)));
        if (!isFree && level.journal().add(key)) {
            level.distrust("too many keys are in use to bring it up to date");
            return false;
        }
        return worked[0];
    }

    private @Nullable TierRecord present(int number, TierKey key, @Nullable TierRecord held) {
        if (number < levels.size() - 1 || levels.get(number).shared() != null) {
            return null; // others may have changed meanwhile what several processes use
        }
        TierRecord found = held;
        for (int i = 0; i < number && found == null; i++) {
            Answer answer = levels.get(i).read(key);
            found = answer.stored();
            if (!answer.certain()) {
                levels.get(i).note(List.of(key)); // what it may have is not to outlive what this one has
            }
        }
        return found;
    }
}
