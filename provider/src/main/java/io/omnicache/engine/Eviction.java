/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.omnicache.EvictionStrategy;
import io.omnicache.engine.Statistics.Counter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Keeps one generation of a cache within its bound. Thread-safe. */
/*
 * Steps tell this after they gave their node back, so what is told may be late: a node may be told as added when it is
 * already dead. sync() therefore looks at what the node is, not at what happened to it, under the eviction lock: alive and
 * unknown is added, dead and known is removed. That a node is dead is set before it is told, so the last call sees it.
 *
 * Lock order: eviction lock, then a node by try-lock only, then (as leaves) the table and the wheel. Nobody takes the
 * eviction lock while holding a node. A victim that is in use is passed over; each step that ends while the bound is
 * exceeded tries again, so at rest the bound holds, and under load it is exceeded by no more entries than are in use.
 */
final class Eviction<K> {
    private static final System.Logger LOG = System.getLogger("io.omnicache.eviction");

    private final ReentrantLock lock = new ReentrantLock();
    private final long maximum;
    private final EvictionStrategy.Order order;
    private final Statistics statistics;
    private final AtomicBoolean failing = new AtomicBoolean();

    @GuardedBy("lock")
    private long total;

    /** Whether the bound is exceeded; set before victims are tried, so that who gives one back afterwards sees it. */
    private volatile boolean overBound;

    Eviction(long maximum, EvictionStrategy.Order order, Statistics statistics) {
        this.maximum = maximum;
        this.order = order;
        this.statistics = statistics;
    }

    /** Notes a use of the node; called without a lock. */
    void onHit(Node<K> node) {
        try {
            order.onHit(node);
        } catch (RuntimeException e) {
            report(e);
        }
    }

    boolean isOverBound() {
        return overBound;
    }

    /** Counts a node as it now is, and evicts while the bound is exceeded, giving each victim to the consumer. */
    void sync(Node<K> node, Consumer<Node<K>> evicted) {
        lock.lock();
        try {
            track(node);
            evict(node, evicted);
            failing.set(false);
        } catch (RuntimeException e) {
            report(e);
        } finally {
            lock.unlock();
        }
    }

    /** The entry is read or stored; a strategy that throws must not make the caller believe otherwise. */
    private void report(RuntimeException failure) {
        if (failing.compareAndSet(false, true)) {
            LOG.log(System.Logger.Level.WARNING, "eviction strategy failed: order=" + order.getClass(), failure);
        }
    }

    long total() {
        lock.lock();
        try {
            return total;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void track(Node<K> node) {
        if (node.isAlive()) {
            int before = node.trackedWeight;
            node.trackedWeight = node.valueWeight();
            total += node.trackedWeight;
            if (!node.tracked) {
                node.tracked = true;
                order.onAdd(node);
            } else if (before != node.trackedWeight) {
                total -= before;
                order.onReweighed(node, before);
            } else {
                total -= before;
            }
        } else if (node.tracked) {
            node.tracked = false;
            total -= node.trackedWeight;
            order.onRemove(node);
        }
    }

    @GuardedBy("lock")
    private void evict(Node<K> newest, Consumer<Node<K>> evicted) {
        overBound = total > maximum;
        if (!overBound) {
            return;
        }
        if (newest.tracked && newest.trackedWeight > maximum) {
            // Nothing else has to go for an entry that cannot fit. If it is in use, who gives it back comes here again.
            if (!take(newest, evicted)) {
                return;
            }
            order.onRemove(newest);
        }
        List<EvictionStrategy.Entry> passedOver = new ArrayList<>(0);
        try {
            EvictionStrategy.Entry victim = total > maximum ? order.victim() : null;
            while (victim != null) {
                // What was just written is never refused.
                if ((victim == newest && newest.isAlive()) || !take(asNode(victim), evicted)) {
                    passedOver.add(victim);
                }
                victim = total > maximum ? order.victim() : null;
            }
        } finally {
            overBound = total > maximum;
            passedOver.forEach(order::onPassedOver);
        }
    }

    @GuardedBy("lock")
    private boolean take(Node<K> victim, Consumer<Node<K>> evicted) {
        boolean locked = victim.tryLock(Node.BARE);
        if (!locked && victim.isAlive()) {
            return false;
        }
        if (victim.tracked) { // a strategy may name one twice
            victim.tracked = false;
            total -= victim.trackedWeight;
        }
        if (!locked) {
            return true; // it was removed meanwhile, and has left the order just now
        }
        victim.kill();
        statistics.count(Counter.EVICTIONS);
        evicted.accept(victim);
        return true;
    }

    @SuppressWarnings("unchecked") // only nodes of this cache are given to the order
    private static <K> Node<K> asNode(EvictionStrategy.Entry entry) {
        return (Node<K>) entry;
    }
}
