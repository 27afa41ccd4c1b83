/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.engine.Statistics.Counter;
import io.omnicache.engine.expiry.Expirable;
import io.omnicache.engine.expiry.Expiry;
import io.omnicache.loading.Loads;
import io.omnicache.loading.Writes;
import java.util.Objects;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * One operation on one locked entry. It settles expiry when it starts; after that every method of the standard is a few
 * calls of these.
 *
 * <p>Confined to the thread that holds the lock.
 */
/*
 * The order of a change is: writer, then node and deadline, then statistics; so a writer that throws leaves everything as it
 * was. Events, bound and timer wheel come after the lock was given back: Aftermath.
 */
public final class Step<K, V> {
    private static final long UNREAD = Long.MIN_VALUE;

    private final Engine<K, V> engine;
    private final K key;

    /** The locked node and what follows; null if the key is absent and the operation creates nothing. */
    private final @Nullable Node<K> node;

    private final @Nullable Aftermath<K> after;
    private @Nullable Object stored;
    private long now = UNREAD;

    /** Starts a step on a node that the caller has locked. */
    Step(Engine<K, V> engine, K key, Node<K> node, Aftermath<K> after) {
        this.engine = engine;
        this.key = key;
        this.node = node;
        this.after = after;
        settle(node);
    }

    /** Starts a step on a key that is absent and stays so. */
    Step(Engine<K, V> engine, K key) {
        this.engine = engine;
        this.key = key;
        this.node = null;
        this.after = null;
    }

    /** Returns the key that the operation was given. */
    public K key() {
        return key;
    }

    /** Returns whether there is an entry. */
    public boolean isPresent() {
        return stored != null;
    }

    /** Returns the stored form of the value, null if there is no entry. */
    public @Nullable Object stored() {
        return stored;
    }

    /** Returns whether there is an entry, and counts a hit or a miss. */
    public boolean lookup() {
        countLookup(stored);
        return stored != null;
    }

    /** Looks the entry up as a get does; returns its stored form, null if there is none. */
    @Nullable
    Object read() {
        if (!lookup()) {
            return null;
        }
        Object found = stored;
        touch();
        return found;
    }

    /** Counts a hit if there was a value, else a miss: after a change, so that nothing is counted if the writer fails. */
    public void countLookup(@Nullable Object before) {
        engine.statistics().count(before == null ? Counter.MISSES : Counter.HITS);
    }

    /** Notes that the entry was read: asks the expiry policy for the access. Does nothing if there is no entry. */
    public void touch() {
        if (node == null || after == null || stored == null) {
            return;
        }
        long answer = asked(engine.expiry().access());
        if (answer == Expiry.ZERO) {
            expire();
        } else if (answer != Expiry.UNCHANGED) {
            moveDeadline(node, deadlineAfter(answer));
        }
        after.used();
    }

    /** Stores a value, writing it through first; returns false if it was to expire at once and was not stored. */
    public boolean put(Incoming incoming) {
        Writes<K, V> writes = engine.parts().writeThrough();
        if (writes != null) {
            writes.write(key, engine.read(incoming.stored()));
        }
        return putWritten(incoming);
    }

    /** Stores a value that the writer has already written. */
    boolean putWritten(Incoming incoming) {
        if (engine.parts().writeThrough() != null) {
            now = UNREAD;
        }
        boolean kept = apply(incoming);
        if (kept) {
            engine.statistics().count(Counter.PUTS);
        }
        return kept;
    }

    /** Stores a value that comes from the loader, neither written through nor counted; returns its stored form. */
    public Object putLoaded(V value) {
        Incoming incoming = engine.incoming(key, value);
        now = UNREAD;
        apply(incoming);
        return incoming.stored();
    }

    /** Loads a value and stores it; returns its stored form, null if the loader knows no value. */
    public @Nullable Object load(Loads<K, V> loads) {
        V loaded = loads.load(key);
        return loaded == null ? null : putLoaded(loaded);
    }

    /** Removes the entry, if there is one; the writer is told in any case. Returns whether there was one. */
    public boolean remove() {
        Writes<K, V> writes = engine.parts().writeThrough();
        if (writes != null) {
            writes.delete(key);
        }
        return removeWritten();
    }

    /** Removes an entry of which the writer has been told. */
    boolean removeWritten() {
        Object old = stored;
        if (old == null) {
            return false;
        }
        clear(EventType.REMOVED, old);
        engine.statistics().count(Counter.REMOVALS);
        return true;
    }

    /** Notes that user code ran inside the step: what follows reads the time anew. */
    public void userCodeRan() {
        now = UNREAD;
    }

    /** Lets the entry expire now, if its value still is the given one. */
    void expireIfStill(Object seen) {
        if (stored == seen) {
            expire();
        }
    }

    /** Gives the node back; only the other methods of this group may follow. */
    void release(boolean awaited) {
        if (after != null) {
            after.release(awaited);
        }
    }

    void maintain() {
        if (after != null) {
            after.maintain();
        }
    }

    void deliver() {
        if (after != null) {
            after.deliver();
        }
    }

    private void settle(Node<K> locked) {
        stored = locked.value();
        for (long deadline = locked.deadline();
                stored != null && deadline != Expirable.NEVER && deadline <= now();
                deadline = locked.deadline()) {
            // A reader may be extending the deadline at this moment; the one that comes first counts.
            if (locked.extendDeadline(deadline, Node.EXPIRED)) {
                expire();
            }
        }
    }

    private boolean apply(Incoming incoming) {
        if (node == null || after == null) {
            throw new IllegalStateException("a step that creates nothing was asked to store a value");
        }
        Object old = stored;
        return old == null ? create(node, after, incoming) : update(node, after, old, incoming);
    }

    private boolean create(Node<K> locked, Aftermath<K> aftermath, Incoming incoming) {
        long answer = asked(engine.expiry().creation());
        if (answer <= Expiry.ZERO) {
            return false;
        }
        long deadline = deadlineAfter(answer);
        if (deadline != locked.deadline()) {
            locked.deadline(deadline); // the node may have held an entry that has just expired
        }
        locked.valueWeight(incoming.weight());
        locked.value(incoming.stored());
        stored = incoming.stored();
        aftermath.resized();
        if (deadline != Expirable.NEVER) {
            aftermath.rescheduled();
        }
        aftermath.record(EventType.CREATED, incoming.stored(), null);
        return true;
    }

    private boolean update(Node<K> locked, Aftermath<K> aftermath, Object old, Incoming incoming) {
        long answer = asked(engine.expiry().update());
        long before = locked.deadline();
        long later = answer == Expiry.UNCHANGED ? before : deadlineAfter(answer);
        if (later < before) {
            locked.deadline(later); // a reader must not take the new value for live by the old deadline
            aftermath.rescheduled();
        }
        if (locked.valueWeight() != incoming.weight()) {
            locked.valueWeight(incoming.weight());
            aftermath.resized();
        }
        locked.value(incoming.stored());
        stored = incoming.stored();
        if (answer != Expiry.UNCHANGED) {
            moveDeadline(locked, later);
        }
        aftermath.record(EventType.UPDATED, incoming.stored(), old);
        aftermath.used();
        if (answer == Expiry.ZERO) {
            expire();
        }
        return true;
    }

    private void moveDeadline(Node<K> locked, long deadline) {
        long before = locked.deadline();
        if (deadline != before) {
            locked.deadline(deadline);
            if (after != null && (before == Expirable.NEVER || deadline < before)) {
                after.rescheduled();
            }
        }
    }

    private void expire() {
        clear(EventType.EXPIRED, Objects.requireNonNull(stored));
        engine.statistics().count(Counter.EXPIRATIONS);
    }

    private void clear(EventType type, Object old) {
        stored = null;
        if (node != null && after != null) {
            node.value(null);
            after.resized();
            after.rescheduled();
            after.record(type, null, old);
        }
    }

    /** An entry that never expires needs no reading of the clock. */
    private long deadlineAfter(long answer) {
        return answer == Expiry.ETERNAL ? Expirable.NEVER : Expiry.deadline(now(), answer);
    }

    private long asked(long answer) {
        if (!engine.expiry().isConstant()) {
            now = UNREAD; // user code may have taken long
        }
        return answer;
    }

    private long now() {
        if (now == UNREAD) {
            now = engine.parts().clock().nanos();
        }
        return now;
    }
}
