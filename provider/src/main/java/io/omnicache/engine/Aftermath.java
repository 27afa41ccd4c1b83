/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.event.Change;
import io.omnicache.event.Ticket;
import java.util.ArrayList;
import java.util.List;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * What a step leaves to be done when its node is given back: events to deliver, the bound and the timer wheel to bring up
 * to date.
 *
 * <p>Confined to the thread of the step.
 */
final class Aftermath<K> {
    private final Engine<K, ?> engine;
    private final Generation<K> generation;
    private final Node<K> node;
    private final boolean recording;

    private boolean resized;
    private boolean rescheduled;
    private boolean passing;
    private @Nullable List<Change> changes;
    private @Nullable Ticket<K> ticket;

    Aftermath(Engine<K, ?> engine, Generation<K> generation, Node<K> node, boolean recording) {
        this.engine = engine;
        this.generation = generation;
        this.node = node;
        this.recording = recording;
    }

    Generation<K> generation() {
        return generation;
    }

    /** The node was used. */
    void used() {
        engine.bounds().onHit(generation, node);
    }

    /** The bound has to look at the node again. */
    void resized() {
        resized = true;
    }

    /** The timer wheel has to look at the node again, and the bound if it minds deadlines. */
    void rescheduled() {
        rescheduled = true;
    }

    /** The node is not to stay in the heap. */
    void passing() {
        passing = true;
    }

    /** Keeps an event, if somebody listens. */
    void record(EventType type, @Nullable Object value, @Nullable Object old) {
        if (recording) {
            if (changes == null) {
                changes = new ArrayList<>(2);
            }
            changes.add(new Change(type, value, old));
        }
    }

    /** Gives the node back; first the events take their place in the order of the key. */
    void release(boolean awaited) {
        try {
            if (changes != null) {
                ticket = engine.parts().events().enqueue(node.key, changes, awaited);
            }
        } finally { // whatever the key's hashCode throws
            free();
        }
    }

    private void free() {
        if (passing || node.value() == null) {
            node.kill();
            generation.remove(node);
        } else {
            node.unlock();
        }
    }

    /** Brings bound and wheel up to date. */
    void maintain() {
        boolean reordered = rescheduled && engine.bounds().mindsDeadlines(generation);
        if (resized || reordered || engine.bounds().isExceeded(generation)) {
            engine.bounds().sync(generation, node);
        }
        if (rescheduled) {
            engine.schedule(generation, node);
        }
        Tiers<?, ?> tiers = engine.tiers();
        if (tiers != null && resized) {
            tiers.upkeep().tellNotes(false);
        }
    }

    /** Delivers the events; throws what their listeners throw. */
    void deliver() {
        if (ticket != null) {
            engine.parts().events().deliver(ticket);
        }
    }

    /** Hands the events to a thread of their own. */
    void deliverLater() {
        if (ticket != null) {
            engine.parts().events().deliverLater(ticket);
        }
    }
}
