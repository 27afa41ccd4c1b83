/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.EvictionStrategy.DeadlineOrder;
import io.omnicache.EvictionStrategy.Entry;
import io.omnicache.EvictionStrategy.Order;
import io.omnicache.MissRatioCurve;
import io.omnicache.engine.Parts.Limit;
import io.omnicache.engine.eviction.MissRatios;
import org.jspecify.annotations.Nullable;

/** The order of a cache's entries, which can give way to that of another strategy while the cache is used. */
/*
 * While it does there are two orders, and each node knows in which it is. New entries go to the new order; those of the old
 * one move over a few at a time, in the order in which they would have left; victims are taken from the old one first. So changing the
 * strategy evicts nothing and takes no time.
 *
 * Guarded by the lock of the eviction, except onHit, onMiss and mindsDeadlines. A reader may see one order and not yet the other: then an order
 * is told of a hit on an entry that it does not hold, which it has to bear anyway.
 */
final class Orders {
    private static final int NONE = 0;
    private static final int ONE = 1;
    private static final int OTHER = 2;

    private volatile Order current;
    private volatile boolean mindsDeadlines;

    /** Null nearly always: what a hit has to look at beside the present order. */
    private volatile @Nullable Aside aside;

    /**
     * What there is for a time.
     *
     * @param retiring the order that gives way; null if there is none
     * @param ratios who watches the requests; null if nobody does
     */
    private record Aside(@Nullable Order retiring, @Nullable MissRatios ratios) {}

    private int id = ONE;

    Orders(Order first) {
        this.current = first;
        this.mindsDeadlines = first instanceof DeadlineOrder;
    }

    /** Notes a use; called without the lock. */
    void onHit(Node<?> node) {
        Aside other = aside;
        if (other == null) {
            current.onHit(node);
        } else {
            onHit(node, other);
        }
    }

    private void onHit(Node<?> node, Aside other) {
        Order old = other.retiring;
        (old != null && node.order() != id ? old : current).onHit(node);
        MissRatios watching = other.ratios;
        if (watching != null) {
            watching.onHit(node.keyHash());
        }
    }

    /** Notes that a key was asked for that is not there; called without the lock. */
    void onMiss() {
        MissRatios watching = ratios();
        if (watching != null) {
            watching.onMiss();
        }
    }

    /**
     * Begins to watch the requests anew, or ends it, as the bound says.
     *
     * @param taken how much of the bound is in use
     * @param whenDue called by a reader, without the lock, when {@link #rest} should be called
     */
    void watch(Limit<?, ?> limit, long taken, Runnable whenDue) {
        MissRatios next = limit.watched()
                ? new MissRatios(limit.strategy(), limit.maximum(), taken, limit.weight() != null, whenDue)
                : null;
        set(retiring(), next);
    }

    boolean isWatched() {
        return ratios() != null;
    }

    /** Tells who watches what became of a node that was in an order before, or was not. */
    void tell(Node<?> node, boolean known) {
        MissRatios watching = ratios();
        if (watching == null || known == contains(node)) {
            return;
        }
        if (known) {
            watching.onRemove(node);
        } else {
            watching.onAdd(node);
        }
    }

    /** Lets who watches look at what readers have left. */
    void rest() {
        MissRatios watching = ratios();
        if (watching != null) {
            watching.rest();
        }
    }

    /** Returns the curve of the miss ratios, null if nobody watches. */
    @Nullable
    MissRatioCurve curve() {
        MissRatios watching = ratios();
        return watching == null ? null : watching.curve();
    }

    /** Returns whether an order has to know of deadlines that became sooner; called without the lock. */
    boolean mindsDeadlines() {
        return mindsDeadlines;
    }

    boolean contains(Node<?> node) {
        return node.order() != NONE;
    }

    void add(Node<?> node) {
        node.order(id);
        current.onAdd(node);
    }

    /** Notes that a node that was in an order has died. */
    void remove(Node<?> node) {
        Order order = orderOf(node);
        node.order(NONE);
        order.onRemove(node);
    }

    /** Notes that a node has left the order that named it. */
    void forget(Node<?> node) {
        node.order(NONE);
    }

    void changed(Node<?> node, int weightBefore) {
        Order order = orderOf(node);
        if (weightBefore != node.weight()) {
            order.onReweighed(node, weightBefore);
        }
        if (order instanceof DeadlineOrder minding) {
            minding.onRescheduled(node);
        }
    }

    @Nullable
    Entry victim() {
        Entry old = nextToMove();
        return old == null ? current.victim() : old;
    }

    void passedOver(Node<?> node) {
        orderOf(node).onPassedOver(node);
    }

    /** Takes an entry out of the order that retires, if there is one and it is not empty. */
    @Nullable
    Entry nextToMove() {
        Order old = retiring();
        Entry next = old == null ? null : old.victim();
        if (next == null && old != null) {
            set(null, ratios());
            mindsDeadlines = current instanceof DeadlineOrder;
        }
        return next;
    }

    /** Lets the present order retire; none may be retiring already. */
    void replaceBy(Order next) {
        set(current, ratios());
        current = next;
        id = id == ONE ? OTHER : ONE;
        mindsDeadlines |= next instanceof DeadlineOrder;
    }

    void maximum(long maximum) {
        current.onMaximum(maximum);
        Order old = retiring();
        if (old != null) {
            old.onMaximum(maximum);
        }
        MissRatios watching = ratios();
        if (watching != null) {
            watching.onMaximum(maximum);
        }
    }

    /** Names the class of the order, for messages. */
    @Override
    public String toString() {
        return current.getClass().toString();
    }

    private @Nullable Order retiring() {
        Aside other = aside;
        return other == null ? null : other.retiring;
    }

    private @Nullable MissRatios ratios() {
        Aside other = aside;
        return other == null ? null : other.ratios;
    }

    private void set(@Nullable Order retiring, @Nullable MissRatios ratios) {
        aside = retiring == null && ratios == null ? null : new Aside(retiring, ratios);
    }

    private Order orderOf(Node<?> node) {
        Order old = retiring();
        return old != null && node.order() != id ? old : current;
    }
}
