/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.event;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/** The undelivered events of one key, in order. The lock is held while listeners run. */
final class Lane<K> {
    final ReentrantLock lock = new ReentrantLock();
    final Queue<Ticket<K>> tickets = new ConcurrentLinkedQueue<>();

    boolean isIdle() {
        return tickets.isEmpty();
    }

    /** Whether the first ticket has nobody who comes for it. */
    boolean isLeft() {
        Ticket<K> first = tickets.peek();
        return first != null && !first.awaited;
    }
}
