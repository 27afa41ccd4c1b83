/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.engine.Statistics.Counter;
import io.omnicache.tier.Answer;
import io.omnicache.tier.Exchange;
import io.omnicache.tier.Expected;
import io.omnicache.tier.SharedTier;
import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierRecord;
import org.jspecify.annotations.Nullable;

/**
 * A step of a cache that several processes use. The lock of the node keeps the threads of this process away; what other processes do is found out by the
 * tier, which changes nothing but what the step has seen. If it has seen something else, the action runs again, with what there is now.
 *
 * <p>Confined to the thread that holds the lock.
 */
final class SharedStep<K, V> extends TieredStep<K, V> {
    private final SharedNode<K> copy;
    private final Aftermath<K> aftermath;
    private final Sharing<K> sharing;

    /** What lies below, as far as this step knows. */
    private Expected expected = Expected.Any.THING;

    /** Of what the step has seen or made. */
    private long mark = SharedTier.NO_MARK;

    /** A copy that may be old, of the version that the node names; null if there was none. */
    private @Nullable Object before;

    /** What a conflict has shown; null if it has to be read. */
    private Exchange.@Nullable Conflict shown;

    private final Runs runs = new Runs();

    private final StepLease<K> lease;

    /** Whether the writer was told. */
    private boolean written;

    SharedStep(
            Engine<K, V> engine, K key, SharedNode<K> node, Aftermath<K> after, Tiers<K, V> tiers, Sharing<K> sharing) {
        super(engine, key, node, after, tiers);
        this.copy = node;
        this.aftermath = after;
        this.sharing = sharing;
        this.lease = new StepLease<>(engine, sharing);
    }

    @Override
    <A extends @Nullable Object, R> @Nullable R perform(A argument, Action<K, V, A, R> action) {
        runs.begin();
        try {
            while (true) {
                try {
                    R result = action.run(this, argument);
                    settleMovedDeadline();
                    return result;
                } catch (Conflict e) {
                    again(e);
                }
            }
        } finally {
            runs.end().forEach(super::count);
        }
    }

    @Override
    boolean lease(boolean waits) {
        if (!lease.isMissing()) {
            return true;
        }
        if (!lease.take(key(), tierKey(), copy.holder(), waits)) {
            return false;
        }
        if (!sharing.isCurrent(mark)) {
            lookAgain(); // what was seen before may have been changed by who had the lease
        }
        return true;
    }

    @Override
    void lookIfShared() {
        stored();
    }

    @Override
    boolean isOutdated() {
        return engine.generation() != generation();
    }

    @Override
    void written() {
        written = true;
    }

    @Override
    boolean isRepeated() {
        return runs.isRepeated();
    }

    @Override
    long mark() {
        return mark;
    }

    @Override
    void count(Counter counter) {
        if (!runs.count(counter)) {
            super.count(counter);
        }
    }

    /** What the heap has counts if its mark is current, as for a read; else it is as good as nothing. */
    @Override
    void settle() {
        Object held = copy.value();
        if (held == null) {
            return;
        }
        if (!copy.isCurrent(held, sharing)) {
            before = held;
            forget();
            return;
        }
        expected = new Expected.Version(copy.version());
        mark = copy.copyMark();
        try {
            super.settle();
        } catch (Conflict e) { // what has expired here was changed elsewhere
            takeIn(e);
        }
    }

    @Override
    void aboutToRead() {
        mark = usable(sharing.mark(tierKey()));
    }

    @Override
    void resolve() {
        while (!isResolved()) {
            Exchange.Conflict known = shown;
            if (known == null) {
                aboutToRead();
                resolve(tiers().read(tierKey(), generation()));
            } else {
                shown = null;
                mark = usable(known.mark());
                TierRecord present = known.present();
                resolve(present == null ? Answer.ABSENT : new Answer(present, true, true));
            }
        }
    }

    @Override
    void resolve(Answer answer) {
        TierRecord stored = answer.stored();
        expected = stored == null ? Expected.Any.NOTHING : new Expected.Version(stored.version());
        copy.unmark();
        if (stored == null && !answer.certain() && sharing.isOutOfStep(tierKey())) {
            // It did not do what it was asked before, so nobody knows what it has: it is to have nothing, as if that
            // was evicted, or others would go on from
            // what nobody has seen here. What merely could not be read, a conflict will show.
            expected = Expected.Any.THING;
            exchange(null, false);
        }
        try {
            super.resolve(answer);
        } catch (Conflict e) { // what has expired was changed meanwhile
            takeIn(e);
        }
    }

    /** What has the version of the copy need not be decoded again. */
    @Override
    @Nullable
    Found found(TierRecord stored) {
        Object held = before;
        before = null;
        return held != null && stored.version() == copy.version()
                ? tiers().forms().found(held, copy.valueWeight(), stored)
                : super.found(stored);
    }

    /** What is changed is told at once: whether it could be done decides what is done to the heap. */
    @Override
    void collectIn(LowerBatch.Changes collecting) {}

    @Override
    void write(TierKey key, TierRecord next) {
        copy.unmark();
        exchange(next, false);
    }

    @Override
    void delete(TierKey key, boolean expired) {
        copy.unmark();
        exchange(null, expired);
    }

    @Override
    void touchBelow(long deadline) {
        if (expected instanceof Expected.Version seen) {
            long version = tiers().forms().records().nextVersion();
            Exchange answer = sharing.touch(tierKey(), seen, version, deadline, generation());
            if (answer == null) {
                mark = SharedTier.NO_MARK; // what was seen may still be there: a conflict will show it
            } else {
                apply(answer, new Expected.Version(version));
                deadlineBelow(deadline);
            }
        }
    }

    /** A copy that cannot be told from what other processes make of it is not kept. */
    @Override
    void settled() {
        try {
            settleCopy();
        } finally {
            lease.giveBack();
        }
    }

    private void settleCopy() {
        if (held() != null && mark != SharedTier.NO_MARK && expected instanceof Expected.Version version) {
            copy.copyOf(version.number(), mark);
            super.settled();
        } else if (copy.value() != null) {
            copy.unmark();
            aftermath.passing();
        }
    }

    /** A read that moves the deadline has to be told to the others, so there is nothing to gain by a copy. */
    private long usable(long found) {
        return engine.expiry().mindsAccess() ? SharedTier.NO_MARK : found;
    }

    /* Once the writer was told, only expiries, uses and evictions of others can have come between: they have no lease, and nothing newer. */
    private void exchange(@Nullable TierRecord next, boolean expired) {
        Expected wanted = written ? Expected.Any.THING : expected;
        apply(
                sharing.exchange(tierKey(), wanted, next, expired, generation()),
                next == null ? Expected.Any.NOTHING : new Expected.Version(next.version()));
    }

    /**
     * Goes on after a change.
     *
     * @param after what the key has if it was made
     */
    private void apply(@Nullable Exchange answer, Expected after) {
        if (answer instanceof Exchange.Conflict conflict && !written) {
            throw new Conflict(conflict);
        }
        if (answer instanceof Exchange.Done done) {
            expected = after;
            mark = usable(done.mark());
        } else { // the tier has failed, or others have changed what was written here, after that
            expected = Expected.Any.THING;
            mark = SharedTier.NO_MARK;
        }
    }

    /** Tells those below of a deadline that reads have moved. */
    private void settleMovedDeadline() {
        if (held() != null && engine.expiry().mindsAccess() && copy.deadline() != deadlineBelow()) {
            touchBelow(copy.deadline());
        }
    }

    private void again(Conflict conflict) {
        takeIn(conflict);
        userCodeRan();
        if (runs.next(engine.place(key()))) {
            shown = null; // it is old after a pause
        }
    }

    /** Goes on with what a conflict has shown. */
    private void takeIn(Conflict conflict) {
        lookAgain();
        shown = conflict.found();
    }

    private void lookAgain() {
        copy.unmark();
        forget();
        unresolve();
        expected = Expected.Any.THING; // an action that need not look does not look now either
        shown = null;
    }
}
