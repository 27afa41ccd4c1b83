/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.engine.Statistics.Counter;
import io.omnicache.engine.expiry.Expirable;
import io.omnicache.engine.expiry.Expiry;
import java.util.Objects;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * The entry of a step: what its node holds, what lies below the heap, and how both change.
 *
 * <p>Confined to the thread that holds the lock.
 */
/*
 * A change goes below the heap first, then to deadline and value: what the heap has is acknowledged below. The rest is Aftermath.
 */
class HeldEntry<K, V> extends NothingBelow {
    private static final long UNREAD = Long.MIN_VALUE;

    final Engine<K, V> engine;
    private final K key;

    /** The locked node and what follows; null if the key is absent and the operation creates nothing. */
    final @Nullable Node<K> node;

    final @Nullable Aftermath<K> after;
    private @Nullable Object stored;
    private long now = UNREAD;

    HeldEntry(Engine<K, V> engine, K key, @Nullable Node<K> node, @Nullable Aftermath<K> after) {
        this.engine = engine;
        this.key = key;
        this.node = node;
        this.after = after;
    }

    /** Returns the key that the operation was given. */
    public final K key() {
        return key;
    }

    /** Returns whether there is an entry. */
    public final boolean isPresent() {
        return stored() != null;
    }

    /** Returns the stored form of the value, null if there is no entry. */
    public final @Nullable Object stored() {
        if (stored == null) {
            resolve();
        }
        return stored;
    }

    /** Returns what the heap holds. */
    final @Nullable Object held() {
        return stored;
    }

    /** Notes that user code ran inside the step: what follows reads the time anew. */
    public final void userCodeRan() {
        now = UNREAD;
    }

    /** Lets the entry expire now, if its value still is the given one. */
    final void expireIfStill(Object seen) {
        if (stored == seen) {
            expire();
        }
    }

    /** Lets what has expired go; comes first. */
    void settle() {
        Node<K> locked = node;
        if (locked == null) {
            return;
        }
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

    /** Moves the deadline of a value that was read, to a sooner one, if it still is the given value. */
    final void moveIfStill(Object seen, long deadline) {
        if (stored == seen && node != null && deadline < node.deadline()) {
            movedSooner(deadline);
            moveDeadline(node, deadline);
        }
    }

    /** Takes in what was found below the heap. */
    final void appear(Found found) {
        stored = found.stored();
        if (found.deadline() <= now()) {
            expire();
        } else if (node != null && after != null) {
            if (engine.timed) {
                node.deadline(found.deadline());
                after.rescheduled();
            }
            node.valueWeight(found.weight());
            node.value(found.stored());
            after.resized();
        }
    }

    /** Lets what has expired below the heap go, or finds what a change needs, before the writer is told: a tier that is read may fail. */
    final void settleBelow(boolean needed) {
        if (stored == null && (needed || engine.timed)) {
            resolve();
        }
    }

    /** Gives the node back; only the other methods of this group may follow. */
    final void release(boolean awaited) {
        if (after != null) {
            try {
                settled();
            } finally {
                after.release(awaited);
            }
        }
    }

    final void maintain() {
        if (after != null) {
            after.maintain();
        }
    }

    final void deliverLater() {
        if (after != null) {
            after.deliverLater();
        }
    }

    final void deliver() {
        if (after != null) {
            after.deliver();
        }
    }

    final boolean apply(Incoming incoming) {
        if (node == null || after == null) {
            throw new IllegalStateException("a step that creates nothing was asked to store a value");
        }
        Object old = mayOverwrite() ? stored : stored();
        return old == null ? create(node, after, incoming) : update(node, after, old, incoming);
    }

    private boolean create(Node<K> locked, Aftermath<K> aftermath, Incoming incoming) {
        long answer = asked(engine.expiry().creation());
        if (answer <= Expiry.ZERO) {
            discardUnread();
            return false;
        }
        long deadline = deadlineAfter(answer);
        keepOrForget(incoming, deadline);
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
        if (answer == Expiry.ZERO) {
            discardOrForget(true);
        } else {
            keepOrForget(incoming, later);
        }
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
            leave(EventType.EXPIRED, incoming.stored());
            engine.statistics().count(Counter.EXPIRATIONS);
        }
        return true;
    }

    final void moveDeadline(Node<K> locked, long deadline) {
        long before = locked.deadline();
        if (deadline != before) {
            locked.deadline(deadline);
            if (after != null && (before == Expirable.NEVER || deadline < before)) {
                after.rescheduled();
            }
        }
    }

    final void expire() {
        clear(EventType.EXPIRED, Objects.requireNonNull(stored));
        engine.statistics().count(Counter.EXPIRATIONS);
    }

    private void keepOrForget(Incoming incoming, long deadline) {
        try {
            keep(incoming, deadline);
        } catch (RuntimeException | Error e) { // the system of record may have the new value
            forget();
            throw e;
        }
    }

    /** Lets the heap have nothing of the key, without events: the tiers have nothing, since a change failed there. */
    final void forget() {
        stored = null;
        if (node != null && after != null) {
            node.value(null);
            after.resized();
            after.rescheduled();
        }
    }

    final void clear(EventType type, Object old) {
        discardOrForget(type == EventType.EXPIRED);
        leave(type, old);
    }

    private void discardOrForget(boolean expired) {
        try {
            discard(expired);
        } catch (RuntimeException | Error e) {
            forget();
            throw e;
        }
    }

    /** Takes the entry out of the heap. */
    private void leave(EventType type, Object old) {
        stored = null;
        if (node != null && after != null) {
            node.value(null);
            after.resized();
            after.rescheduled();
            after.record(type, null, old);
        }
    }

    /** An entry that never expires needs no reading of the clock. */
    final long deadlineAfter(long answer) {
        return answer == Expiry.ETERNAL ? Expirable.NEVER : Expiry.deadline(now(), answer);
    }

    final long asked(long answer) {
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
