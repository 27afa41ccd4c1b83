/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.engine.Statistics.Counter;
import io.omnicache.engine.expiry.Expiry;
import io.omnicache.loading.Loads;
import io.omnicache.loading.Writes;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * One operation on one locked entry. It settles expiry when it starts; after that every method of the standard is a few
 * calls of these.
 *
 * <p>Confined to the thread that holds the lock.
 */
/*
 * The order of a change is: writer, then the entry (HeldEntry), then statistics; so a writer that throws leaves everything as it was.
 */
public class Step<K, V> extends HeldEntry<K, V> {

    /** Creates a step on a node that the caller has locked; it begins with {@link #settle}. */
    Step(Engine<K, V> engine, K key, Node<K> node, Aftermath<K> after) {
        super(engine, key, node, after);
    }

    /** Runs an action on this step. */
    <A extends @Nullable Object, R> @Nullable R perform(A argument, Action<K, V, A, R> action) {
        return action.run(this, argument);
    }

    /** Lets another operation hold the node from now on. */
    final void handOver(Operation next) {
        if (node != null) {
            node.handOver(next);
        }
    }

    /**
     * Takes what keeps other processes from the loader and the writer for this key; comes before an action that asks them.
     *
     * @param waits whether to wait as long as another process has it
     * @return whether it was taken, or need not be
     */
    boolean lease(boolean waits) {
        return true;
    }

    /** Returns whether all was cleared in this process since the step began, so that it changes nothing any more. */
    boolean isOutdated() {
        return false;
    }

    /** Looks what other processes have made of the key, so that what is done next is done to that and nothing else; does nothing if there are none. */
    void lookIfShared() {}

    /** Notes that the writer was told: what follows is done whatever other processes have done meanwhile. */
    void written() {}

    /** Returns whether the action runs again. */
    boolean isRepeated() {
        return false;
    }

    /** Returns under which mark other processes have what this step has seen or made; without a meaning if no others use what lies below. */
    long mark() {
        return 0;
    }

    /** Counts what the step has come to. */
    void count(Counter counter) {
        engine.statistics().count(counter);
    }

    /** Starts a step on a key that is absent and stays so. */
    Step(Engine<K, V> engine, K key) {
        super(engine, key, null, null);
    }

    /** Returns whether there is an entry, and counts a hit or a miss. */
    public final boolean lookup() {
        Object found = stored();
        countLookup(found);
        return found != null;
    }

    /** Looks the entry up as a get does; returns its stored form, null if there is none. */
    @Nullable
    final Object read() {
        if (!lookup()) {
            return null;
        }
        Object found = stored();
        touch();
        rest();
        return found;
    }

    /** Looks the entry up for an iterator: it need not stay in the heap; a miss is not counted. */
    @Nullable
    final Object visit() {
        Object found = stored();
        if (found != null) {
            countLookup(found);
            touch();
            pass();
        }
        return found;
    }

    /** Counts a hit if there was a value, else a miss: after a change, so that nothing is counted if the writer fails. */
    public final void countLookup(@Nullable Object before) {
        count(before == null ? Counter.MISSES : Counter.HITS);
    }

    /** Notes that the entry was read: asks the expiry policy for the access. Does nothing if there is no entry. */
    public final void touch() {
        if (node == null || after == null || stored() == null) {
            return;
        }
        long answer = asked(engine.expiry().access());
        if (answer == Expiry.ZERO) {
            expire();
        } else if (answer != Expiry.UNCHANGED) {
            long deadline = deadlineAfter(answer);
            if (deadline < node.deadline()) {
                movedSooner(deadline);
            }
            moveDeadline(node, deadline);
        }
        after.used();
    }

    /** Stores a value, writing it through first; returns false if it was to expire at once and was not stored. */
    public final boolean put(Incoming incoming) {
        Writes<K, V> writes = engine.parts().writeThrough();
        if (writes != null) {
            settleBelow(!mayOverwrite());
            writes.write(key(), engine.read(incoming.stored()));
        }
        return putWritten(incoming);
    }

    /** Stores a value that the writer has already written. */
    final boolean putWritten(Incoming incoming) {
        if (engine.parts().writeThrough() != null) {
            userCodeRan();
            written();
        }
        boolean kept = apply(incoming);
        if (kept) {
            count(Counter.PUTS);
        }
        return kept;
    }

    /** Stores a value that comes from the loader, neither written through nor counted; returns its stored form. */
    public final Object putLoaded(V value) {
        Incoming incoming = engine.incoming(key(), value);
        userCodeRan();
        apply(incoming);
        return incoming.stored();
    }

    /** Loads a value and stores it; returns its stored form, null if the loader knows no value. */
    public final @Nullable Object load(Loads<K, V> loads) {
        V loaded = loads.load(key());
        return loaded == null ? null : putLoaded(loaded);
    }

    /** Removes the entry, if there is one; the writer is told in any case. Returns whether there was one. */
    public final boolean remove() {
        Writes<K, V> writes = engine.parts().writeThrough();
        if (writes != null) {
            settleBelow(true);
            writes.delete(key());
        }
        return removeWritten();
    }

    /** Removes an entry of which the writer has been told. */
    final boolean removeWritten() {
        if (engine.parts().writeThrough() != null) {
            written();
        }
        Object old = stored();
        if (old == null) {
            discardUnread();
            return false;
        }
        clear(EventType.REMOVED, old);
        count(Counter.REMOVALS);
        return true;
    }
}
