/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.omnicache.EvictionStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

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
    /** How many entries a call moves to the order of a new strategy. */
    private static final int MOVES = 16;

    /** How many entries that were there before the bound each call lets into the order, and each step of a change of the bound. */
    private static final int ENTRANTS = 64;

    private static final int ENTRANTS_OF_RESIZE = 256;

    private final ReentrantLock lock = new ReentrantLock();
    private final Orders orders;
    private final StrategyHealth health;

    /** Hits fail or work without the rest. It is not told of each that works. */
    private final StrategyHealth healthOfHits;

    private final CurveWatch curve;

    @GuardedBy("lock")
    private long maximum;

    @GuardedBy("lock")
    private long total;

    /** What was there before this was; null once all have come in. */
    @GuardedBy("lock")
    private @Nullable Newcomers<K> newcomers;

    /**
     * Whether the bound is exceeded because entries are in use; set before they are tried once more, so that who gives one
     * back afterwards sees it.
     */
    private volatile boolean overBound;

    Eviction(long maximum, EvictionStrategy.Order order) {
        this(maximum, order, null);
    }

    /** Creates one for a generation that has entries already, which come in little by little. */
    Eviction(long maximum, EvictionStrategy.Order order, @Nullable Newcomers<K> newcomers) {
        this.maximum = maximum;
        this.orders = new Orders(order);
        this.health = new StrategyHealth(orders);
        this.healthOfHits = new StrategyHealth(orders);
        this.curve = new CurveWatch(lock, orders);
        this.newcomers = newcomers;
    }

    /** Notes a use of the node; called without a lock. */
    void onHit(Node<K> node) {
        try {
            orders.onHit(node);
        } catch (RuntimeException e) {
            healthOfHits.failed(e);
        }
    }

    /** Returns who watches the requests. */
    CurveWatch curve() {
        return curve;
    }

    /** Returns whether {@link #sync} has to be called also for a deadline that has become sooner. */
    boolean mindsDeadlines() {
        return orders.mindsDeadlines();
    }

    boolean isOverBound() {
        return overBound;
    }

    /** Counts a node as it now is, and evicts while the bound is exceeded, giving each victim away. */
    void sync(Node<K> node, Victims<K> victims) {
        lock.lock();
        try {
            boolean known = orders.contains(node);
            track(node);
            move(MOVES);
            enter(ENTRANTS);
            evict(node, victims);
            orders.tell(node, known);
            health.worked();
        } catch (RuntimeException e) {
            health.failed(e);
        } finally {
            lock.unlock();
        }
    }

    /** Lets another order decide from now on; entries move over little by little. */
    void replaceOrder(EvictionStrategy.Order next) {
        lock.lock();
        try {
            move(Integer.MAX_VALUE); // what is left of a change before this one
            orders.replaceBy(next);
            health.worked();
            healthOfHits.worked();
        } catch (RuntimeException e) {
            health.failed(e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Moves the bound towards the given one, evicting some entries if it becomes smaller, and lets some in that were there before it.
     *
     * @param step how much goes at a time, of what the bound counts
     * @return whether it is reached, and all are in
     */
    boolean resize(long target, long step, Victims<K> victims) {
        boolean reached = true;
        lock.lock();
        try {
            maximum = Math.max(target, Math.min(maximum, total) - step);
            orders.maximum(maximum);
            enter(ENTRANTS_OF_RESIZE);
            reached = maximum == target && newcomers == null;
            evict(null, victims);
            health.worked();
        } catch (RuntimeException e) {
            health.failed(e);
        } finally {
            lock.unlock();
        }
        return reached;
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
        boolean known = orders.contains(node);
        if (!node.isAlive()) {
            if (known) {
                total -= node.weight();
                orders.remove(node);
            }
            return;
        }
        int before = known ? node.weight() : 0;
        node.weighAgain();
        total += node.weight() - before;
        if (known) {
            orders.changed(node, before);
        } else {
            orders.add(node);
        }
    }

    /** Moves entries from the order that retires to the new one. */
    @GuardedBy("lock")
    private void move(int most) {
        EvictionStrategy.Entry next = orders.nextToMove();
        for (int moved = 1; next != null; moved++) {
            Node<K> node = asNode(next);
            if (node.isAlive()) {
                orders.add(node);
            } else {
                forget(node);
            }
            next = moved < most ? orders.nextToMove() : null;
        }
    }

    /** Lets entries in that were there before the bound. One without a value is told of when it gets one. */
    @GuardedBy("lock")
    private void enter(int most) {
        for (int entered = 0; newcomers != null && entered < most; entered++) {
            Node<K> node = newcomers.next();
            if (node == null) {
                newcomers = null;
            } else if (node.value() != null) {
                track(node);
            }
        }
    }

    @GuardedBy("lock")
    private boolean isExceeded() {
        return total > (newcomers == null ? maximum : newcomers.share(maximum));
    }

    @GuardedBy("lock")
    private void evict(@Nullable Node<K> newest, Victims<K> victims) {
        try {
            if (isExceeded()) {
                makeRoom(newest, victims);
            }
            if (isExceeded() && !overBound) {
                overBound = true;
                makeRoom(newest, victims); // what was in use may have been given back before the flag could be seen
            }
        } finally {
            boolean exceeded = isExceeded();
            if (overBound != exceeded) { // nearly never: a volatile write costs more than all the rest
                overBound = exceeded;
            }
        }
    }

    @GuardedBy("lock")
    private void makeRoom(@Nullable Node<K> newest, Victims<K> victims) {
        if (newest != null && orders.contains(newest) && newest.weight() > maximum) {
            // Nothing else has to go for an entry that cannot fit. If it is in use, who gives it back comes here again.
            if (!victims.kill(newest)) {
                return;
            }
            track(newest);
            victims.gone(newest);
        }
        List<Node<K>> passedOver = List.of();
        try {
            EvictionStrategy.Entry victim = isExceeded() ? orders.victim() : null;
            while (victim != null) {
                Node<K> node = asNode(victim);
                // What was just written is never refused.
                if ((node == newest && node.isAlive()) || !take(node, victims)) {
                    passedOver = with(passedOver, node);
                }
                victim = isExceeded() ? orders.victim() : null;
            }
        } finally {
            passedOver.forEach(orders::passedOver);
        }
    }

    /** Adds to a list that nearly always stays empty. */
    private static <T> List<T> with(List<T> list, T added) {
        List<T> longer = list.isEmpty() ? new ArrayList<>(1) : list;
        longer.add(added);
        return longer;
    }

    @GuardedBy("lock")
    private boolean take(Node<K> victim, Victims<K> victims) {
        boolean killed = victims.kill(victim);
        if (!killed && victim.isAlive()) {
            return false;
        }
        forget(victim);
        if (killed) {
            victims.gone(victim);
        }
        return true; // if it was not killed here, it was removed meanwhile
    }

    /** Counts a node no longer that has left its order; a strategy may name one twice. */
    @GuardedBy("lock")
    private void forget(Node<K> node) {
        if (orders.contains(node)) {
            orders.forget(node);
            total -= node.weight();
        }
    }

    @SuppressWarnings("unchecked") // only nodes of this cache are given to the orders
    private static <K> Node<K> asNode(EvictionStrategy.Entry entry) {
        return (Node<K>) entry;
    }
}
