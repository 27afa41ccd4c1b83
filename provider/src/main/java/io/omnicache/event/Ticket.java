/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.event;

import java.util.List;

/**
 * The events of one step, at their place in the order of their key.
 *
 * <p>Taken under the lock of the entry; afterwards confined to whoever holds the lock of the lane.
 */
public final class Ticket<K> {
    final K key;
    final List<Change> changes;
    final Lane<K> lane;
    final Thread maker = Thread.currentThread();

    /** Whether the maker comes to deliver this or to wait for it; else whoever delivers next takes it over. */
    final boolean awaited;

    final Failures failures = new Failures();
    boolean delivered;

    Ticket(K key, List<Change> changes, Lane<K> lane, boolean awaited) {
        this.key = key;
        this.changes = changes;
        this.lane = lane;
        this.awaited = awaited;
    }
}
