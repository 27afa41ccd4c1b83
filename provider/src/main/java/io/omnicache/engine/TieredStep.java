/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.engine.Statistics.Counter;
import io.omnicache.tier.Above.Update;
import io.omnicache.tier.Answer;
import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierRecord;
import org.jspecify.annotations.Nullable;

/**
 * A step of a cache with tiers below the heap: what the node does not hold may lie there.
 *
 * <p>Confined to the thread that holds the lock, which an operation holds: others park during input and output.
 */
class TieredStep<K, V> extends Step<K, V> {
    private static final long UNKNOWN = Long.MIN_VALUE;

    private final Tiers<K, V> tiers;
    private final Generation<K> generation;
    private @Nullable TierKey bytes;

    /** Whether it is known what lies below. */
    private boolean resolved;

    /** Whether the heap has the entry from below since this step. */
    private boolean appeared;

    /** Whether what appeared is to stay in the heap, too. */
    private boolean rises;

    /** Whether a value was stored. */
    private boolean kept;

    /** Whether what appeared goes again with this step. */
    private boolean passed;

    /** The deadline that those below know, {@link #UNKNOWN} if it is another one than the entry's. */
    private long deadlineBelow;

    /** Whether something lies below, or may, that cannot be read. */
    private boolean unreadable;

    /** Collects what is to be changed below; null if that happens at once. */
    private LowerBatch.@Nullable Changes changes;

    TieredStep(Engine<K, V> engine, K key, Node<K> node, Aftermath<K> after, Tiers<K, V> tiers) {
        super(engine, key, node, after);
        this.tiers = tiers;
        this.generation = after.generation();
    }

    Generation<K> generation() {
        return generation;
    }

    Tiers<K, V> tiers() {
        return tiers;
    }

    /** Returns whether it is known what lies below. */
    boolean isResolved() {
        return resolved;
    }

    /** Is called before the tiers are read for this step and others together. */
    void aboutToRead() {}

    /** Returns the deadline that those below know. */
    final long deadlineBelow() {
        return deadlineBelow;
    }

    final void deadlineBelow(long deadline) {
        deadlineBelow = deadline;
    }

    /** From now on it is not known what lies below. */
    final void unresolve() {
        resolved = false;
        unreadable = false;
        appeared = false;
        rises = false;
        kept = false;
    }

    /** Lets what is changed below be collected. */
    void collectIn(LowerBatch.Changes collecting) {
        changes = collecting;
    }

    /** Tells those below of the deadline that the entry has in the heap, or had when it left it. */
    void settleDeadline() {
        Long known = tiers.notes().deadline(key());
        if (held() != null && node != null) {
            touchBelow(node.deadline());
        } else if (known != null) {
            touchBelow(known);
        }
        tiers.notes().forgetDeadline(key());
    }

    /** Brings a tier up to date with what the heap has. Runs user code. */
    void tell(Update update) {
        Object held = held();
        TierRecord present =
                held == null || node == null ? null : tiers.forms().record(tierKey(), held, node.deadline());
        tiers.update(generation, update, present);
    }

    @Override
    void count(Counter counter) {
        super.count(counter);
        if (appeared && counter == Counter.HITS) {
            super.count(Counter.HITS_BELOW);
        }
    }

    @Override
    void settled() {
        if (held() != null && (kept || (rises && !passed))) {
            tiers.heapCounts().came();
        }
    }

    @Override
    void settle() {
        super.settle();
        resolved |= held() != null;
    }

    @Override
    void resolve() {
        if (!resolved) {
            resolve(tiers.read(tierKey(), generation));
        }
    }

    @Override
    boolean mayOverwrite() {
        return tiers.mayOverwrite();
    }

    @Override
    void keep(Incoming incoming, long deadline) {
        Encoded encoded = incoming.encoded();
        if (encoded == null) {
            throw new IllegalStateException("a value was not encoded for the tiers");
        }
        write(encoded.key(), recordOf(encoded, deadline));
        kept = true;
        deadlineBelow = deadline;
        known();
    }

    /** Stores a record below. */
    void write(TierKey key, TierRecord written) {
        if (changes == null) {
            tiers.write(key, written, generation);
        } else {
            changes.write(key, written);
        }
    }

    /** If it cannot be made, the tiers are to have nothing old either: the system of record may have the new value. */
    private TierRecord recordOf(Encoded encoded, long deadline) {
        try {
            return tiers.forms().records().record(encoded.value(), deadline);
        } catch (RuntimeException | Error e) {
            try {
                delete(encoded.key(), false);
            } catch (Conflict other) { // somebody else has changed it since
                e.addSuppressed(other);
            }
            throw e;
        }
    }

    @Override
    void discard(boolean expired) {
        delete(tierKey(), expired);
        tiers.heapCounts().removed(expired);
        known();
    }

    /** Removes what lies below. */
    void delete(TierKey key, boolean expired) {
        if (changes == null) {
            tiers.delete(key, generation, expired);
        } else {
            changes.delete(key);
        }
    }

    @Override
    void pass() {
        if (appeared && after != null && node != null) {
            if (node.value() != null && node.deadline() != deadlineBelow) {
                touchBelow(node.deadline());
            }
            after.passing();
            passed = true;
        }
    }

    @Override
    void rest() {
        if (!rises) {
            pass();
        }
    }

    @Override
    void discardUnread() {
        if (unreadable) {
            discard(false);
        }
    }

    @Override
    void movedSooner(long deadline) {
        touchBelow(deadline);
    }

    /** Tells those below of a deadline. */
    void touchBelow(long deadline) {
        tiers.touch(tierKey(), deadline, generation);
    }

    /** It is known what lies below: it was changed. */
    final void known() {
        resolved = true;
        unreadable = false;
        tiers.notes().forgetDeadline(key());
    }

    /** Takes in what lies below. Runs user code. */
    void resolve(Answer answer) {
        resolved = true;
        TierRecord stored = answer.stored();
        if (stored == null) {
            unreadable = !answer.certain();
            return;
        }
        Found found = found(stored);
        userCodeRan();
        unreadable = found == null;
        if (found != null) {
            appeared = true;
            rises = answer.rises();
            deadlineBelow = found.outdated() ? UNKNOWN : found.deadline();
            appear(found);
            tiers.notes().forgetDeadline(key());
        }
    }

    /** Returns the entry of a record, null if it cannot be read. Runs user code. */
    @Nullable
    Found found(TierRecord stored) {
        return tiers.forms().found(key(), tierKey(), stored);
    }

    /** Returns the bytes of the key. Runs user code. */
    TierKey tierKey() {
        TierKey present = bytes;
        if (present == null) {
            present = tiers.forms().key(key());
            bytes = present;
        }
        return present;
    }
}
