/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a {@link Table}: the bins of all hashes that agree in some bits.
 *
 * <p>Its monitor guards all changes; readers take no lock. No user code runs under the monitor, except that a
 * {@link CrowdedBin} compares keys.
 */
/*
 * The page is the last element of the array of its bins, so that a reader gets from the table to a bin by two loads. (That is why it is
 * a node, which it is in no other sense.)
 *
 * A page that becomes too small is never changed any more but replaced: it is retired first, then its nodes are linked into
 * the chains of one or two new pages. A node keeps its place in the order of its chain, so a reader that stands on it goes on
 * to nodes that it would have come to in any case, and skips others. It may thus miss a key, but then it finds the page
 * retired: whoever relinks has retired the page before, with a fence between.
 */
final class Page<K> extends Node<K> {
    /** So many bins has a full-grown page; a table begins with one smaller page. */
    static final int BITS = 10;

    private static final int MOST_BINS = 1 << BITS;
    private static final int LONGEST_CHAIN = 24;
    private static final VarHandle BINS = MethodHandles.arrayElementVarHandle(Node[].class);

    /** The bins, and this page as the last element. */
    final @Nullable Node<K>[] bins;

    /** How many bits above the lowest {@link #BITS} the hashes in here share; these bits. */
    final int depth;

    final int prefix;

    /** The number of nodes, and the part of it of which the table has not been told. Guarded by the monitor. */
    int count;

    int untold;

    private volatile boolean retired;

    @SuppressWarnings({"unchecked", "NullAway"}) // an array of a generic type; the node of no key
    Page(int bins, int depth, int prefix) {
        super(null, 0, BARE);
        this.bins = (Node<K>[]) new Node<?>[bins + 1];
        this.bins[bins] = this;
        this.depth = depth;
        this.prefix = prefix;
    }

    /** Returns the page that an array of bins belongs to. */
    @SuppressWarnings("NullAway") // the last element is never null
    static <K> Page<K> of(@Nullable Node<K>[] bins) {
        return (Page<K>) bins[bins.length - 1];
    }

    boolean isRetired() {
        return retired;
    }

    boolean isFull() {
        return count > bins.length - 1;
    }

    boolean isLargest() {
        return bins.length > MOST_BINS;
    }

    /** Returns the node of a key; if there is none, null, or the result is void because the page is retired. */
    @Nullable
    Node<K> find(Object key, int hash) {
        Node<K> head = head(hash);
        for (Node<K> node = head; node != null; node = node.chained) {
            if (node.keyHash() == hash && isKeyOf(node, key)) {
                return node;
            }
        }
        return head instanceof CrowdedBin<K> bin ? bin.nodes.get(key) : null;
    }

    /** Returns the bin of a hash as it is now. */
    @SuppressWarnings("unchecked") // only nodes of K are in the bins
    @Nullable
    Node<K> head(int hash) {
        return (Node<K>) BINS.getAcquire(bins, index(hash));
    }

    /**
     * Adds a node whose key is not in the bin that begins with the given head; guarded by the monitor.
     *
     * @return a node of the same key that came meanwhile
     */
    @Nullable
    Node<K> link(Node<K> node, @Nullable Node<K> head) {
        if (head instanceof CrowdedBin<K> bin) {
            return bin.nodes.putIfAbsent(node.key, node);
        }
        node.chained = head;
        if (head != null && length(head) >= LONGEST_CHAIN) {
            set(node.keyHash(), new CrowdedBin<>(node));
        } else {
            set(node.keyHash(), node);
        }
        return null;
    }

    /** Takes out a node, returns whether it was there; guarded by the monitor. */
    boolean unlink(Node<K> gone) {
        Node<K> head = head(gone.keyHash());
        if (head == gone) {
            set(gone.keyHash(), gone.chained);
            return true;
        }
        for (Node<K> node = head; node != null; node = node.chained) {
            if (node.chained == gone) {
                node.chained = gone.chained; // the one that left keeps its link, for readers that stand on it
                return true;
            }
        }
        return head instanceof CrowdedBin<K> bin && bin.nodes.remove(gone.key, gone);
    }

    /** Adds iterators over all nodes, as they are now; returns false if the page is retired. */
    boolean collectTo(Collection<? super Iterator<Node<K>>> iterators) {
        List<Iterator<Node<K>>> all = new ArrayList<>(1);
        List<Node<K>> nodes = new ArrayList<>();
        synchronized (this) {
            if (retired) {
                return false;
            }
            for (int bin = 0; bin < bins.length - 1; bin++) {
                Node<K> node = bins[bin];
                if (node instanceof CrowdedBin<K> crowd) {
                    all.add(crowd.nodes.values().iterator());
                    continue;
                }
                for (; node != null; node = node.chained) {
                    nodes.add(node);
                }
            }
        }
        all.add(nodes.iterator());
        iterators.addAll(all); // at the end: who met the end of the memory looks again, at all of it
        return true;
    }

    /** Waits until pages that replace this retired one are known. */
    void awaitSuccessor() {
        synchronized (this) {
            return; // who splits has held the monitor until then
        }
    }

    /** Returns an empty page of twice as many bins for the same hashes. */
    Page<K> twice() {
        return new Page<>((bins.length - 1) * 2, depth, prefix);
    }

    /** Returns an empty page for the hashes whose next bit is 0. */
    Page<K> low() {
        return new Page<>(MOST_BINS, depth + 1, prefix);
    }

    /** Returns an empty page for the hashes whose next bit is 1. */
    Page<K> high() {
        return new Page<>(MOST_BINS, depth + 1, prefix | 1 << depth);
    }

    /**
     * Retires this page and moves its nodes to others, which may be one and the same; guarded by the monitor. If it throws, this page is
     * as it was, and the others are void.
     */
    void moveTo(Page<K> low, Page<K> high) {
        int highBit = 1 << (BITS + depth);
        for (int bin = 0; bin < bins.length - 1; bin++) {
            if (bins[bin] instanceof CrowdedBin<K> crowd) {
                crowd.divideInto(node -> (node.keyHash() & highBit) == 0 ? low : high);
            }
        }
        low.untold = untold;
        // From here on nothing can fail: no memory is needed, and no code of a key's.
        retired = true;
        VarHandle.fullFence();
        for (int bin = 0; bin < bins.length - 1; bin++) {
            Node<K> chain = bins[bin];
            while (chain != null && !(chain instanceof CrowdedBin)) {
                Node<K> rest = chain.chained;
                ((chain.keyHash() & highBit) == 0 ? low : high).append(chain);
                chain = rest;
            }
        }
    }

    /** Sets a crowded bin where there is none, in a page that no reader knows yet. */
    void setCrowd(CrowdedBin<K> crowd, int hash) {
        count += crowd.nodes.size();
        set(hash, crowd);
    }

    /** Links a node at the end of its chain, in a page that no reader knows yet. Chains come whole or in parts, so none becomes too long. */
    private void append(Node<K> node) {
        count++;
        Node<K> last = head(node.keyHash());
        node.chained = null;
        if (last == null) {
            set(node.keyHash(), node);
            return;
        }
        while (last.chained != null) {
            last = last.chained;
        }
        last.chained = node;
    }

    private void set(int hash, @Nullable Node<K> node) {
        BINS.setRelease(bins, index(hash), node);
    }

    int index(int hash) {
        return hash & bins.length - 2;
    }

    private static <K> boolean isKeyOf(Node<K> node, Object key) {
        K own = node.key;
        return own == key || (own != null && key.equals(own));
    }

    private static <K> int length(Node<K> head) {
        int length = 0;
        for (Node<K> node = head; node != null; node = node.chained) {
            length++;
        }
        return length;
    }
}
