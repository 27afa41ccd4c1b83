/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys that a tier is not in step with: their changes failed, or were not tried. Thread-safe.
 *
 * <p>It is kept in memory, for so many keys; if there are more, it is all keys. The store of the tier knows only whether there are some.
 */
final class Journal {
    private final int most;
    private final StepMark mark;
    private final Set<TierKey> keys = ConcurrentHashMap.newKeySet();
    private volatile boolean everything;

    /**
     * Whether the tier does not have what it is to have, whatever the keys say: the process before has left it out of step, or it is emptied and not yet
     * filled again.
     */
    private volatile boolean unsettled;

    Journal(int most, StepMark mark) {
        this.most = most;
        this.mark = mark;
        this.unsettled = !mark.isInStep();
    }

    /** Adds a key; returns whether it was one too many. */
    boolean add(TierKey key) {
        return addAll(List.of(key));
    }

    /** Adds keys; returns whether they were too many. */
    boolean addAll(Collection<TierKey> more) {
        boolean tooMany = false;
        for (TierKey key : more) {
            tooMany = tooMany || (!everything && keys.add(key) && keys.size() > most);
        }
        if (tooMany) {
            everything = true;
            keys.clear();
        }
        if (!more.isEmpty()) {
            mark.outOfStep(); // once: it may take as long as the disk does
        }
        return tooMany;
    }

    /** Adds all keys that there are, and those that nobody knows. */
    void addEverything() {
        everything = true;
        keys.clear();
        mark.outOfStep();
    }

    /** Tries again to let the store know, if it does not, and the tier is not in step. */
    void noteAgain() {
        if (!isInStep()) {
            mark.outOfStep();
        }
    }

    /** Tries once more, and at once, to let the store know that the tier is not in step. */
    void insist() {
        mark.insist();
    }

    /** Returns whether the store says, without doubt, that the tier is not in step. */
    boolean isNoted() {
        return mark.isOutOfStep();
    }

    /** The tier is in step with a key. */
    void remove(TierKey key) {
        if (!keys.isEmpty()) {
            keys.remove(key);
            settle();
        }
    }

    /** Lets the store know if the tier is in step with all keys. */
    void settle() {
        if (isInStep()) {
            mark.inStep(this::isInStep);
        }
    }

    private boolean isInStep() {
        return isEmpty() && !unsettled;
    }

    /** Returns whether the tier is in step, and its store knows that. */
    boolean isSettled() {
        return isInStep() && mark.isInStep();
    }

    /** The tier is about to be empty: from now on keys are noted again. When it has all that it is to have, {@link #complete} says so. */
    void removeEverything() {
        unsettled = true;
        keys.clear();
        everything = false;
    }

    /** The tier has all that it is to have, but for the keys that were noted since. */
    void complete() {
        unsettled = false;
        settle();
    }

    /** The tier is in step with all keys, and nothing changes any more. */
    void inStep() {
        removeEverything();
        complete();
    }

    /**
     * Returns whether the tier does not have what it is to have, whatever the keys say: the process before has left it so, and nothing was done about that
     * yet; or it is just being emptied and filled again.
     */
    boolean isUnsettled() {
        return unsettled;
    }

    boolean isEverything() {
        return everything;
    }

    boolean isEmpty() {
        return !everything && keys.isEmpty();
    }

    boolean contains(TierKey key) {
        return everything || (!keys.isEmpty() && keys.contains(key));
    }

    /** Returns the keys as they are now, none if it is all keys. */
    List<TierKey> keys() {
        return List.copyOf(keys);
    }

    int size() {
        return keys.size();
    }
}
