/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the heap knows of entries that have left it, and that the tiers have not been told yet. Thread-safe. */
/*
 * Reads in the heap tell the tiers nothing: they cost no input or output. So when an entry leaves the heap, what is hot there would look
 * cold below. That it was used is noted then; it may get lost. If reads move deadlines, the deadline is noted too, before the node
 * dies: at each moment either the node knows it or this. Both go to the tiers, many at a time.
 */
final class HeapNotes<K> {
    /** How many wait before they are told together. */
    private static final int ENOUGH = 64;

    /** How many uses are kept: when a heap is made much smaller at once, what it held must be able to go. */
    private static final int MOST_USES = 4_096;

    private final boolean ofDeadlines;
    private final Map<K, Long> deadlines = new ConcurrentHashMap<>();
    private final Queue<K> uses = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final ReentrantLock telling = new ReentrantLock();

    /** Creates notes of uses, and of deadlines if reads move them. */
    HeapNotes(boolean ofDeadlines) {
        this.ofDeadlines = ofDeadlines;
    }

    /** Ends the life of a node that leaves the heap, and notes it; returns false if somebody holds it. */
    boolean leave(Node<K> node) {
        Long deadline = node.deadline();
        if (ofDeadlines) {
            deadlines.put(node.key, deadline); // first: one of both has to know at any time
        }
        if (!node.tryKill()) {
            deadlines.remove(node.key, deadline);
            return false;
        }
        if (count.incrementAndGet() <= MOST_USES) {
            uses.add(node.key);
        }
        return true;
    }

    /** Returns the deadline of a key, null if the tiers know it. */
    @Nullable
    Long deadline(K key) {
        return deadlines.isEmpty() ? null : deadlines.get(key);
    }

    /** Forgets the deadline of a key: its tiers know it, or it is in the heap again. Called with the lock of its node. */
    void forgetDeadline(K key) {
        if (!deadlines.isEmpty()) {
            deadlines.remove(key);
        }
    }

    void clear() {
        deadlines.clear();
        uses.clear();
        count.set(0);
    }

    /**
     * Tells all that is noted, or what is if it is enough; one thread at a time. The others have nothing to do, but who wants all to be told waits for
     * that.
     */
    void tell(boolean all, Consumer<List<K>> ofUses, Consumer<K> ofDeadline) {
        if (telling.isHeldByCurrentThread()) {
            return; // the steps by which deadlines are told come here, too
        }
        if (all) {
            telling.lock();
        } else if (count.get() < ENOUGH || !telling.tryLock()) {
            return;
        }
        try {
            List<K> used = new ArrayList<>();
            for (K key = uses.poll(); key != null; key = uses.poll()) {
                used.add(key);
            }
            count.set(0);
            ofUses.accept(used);
            List.copyOf(deadlines.keySet()).forEach(ofDeadline);
        } finally {
            telling.unlock();
        }
    }
}
