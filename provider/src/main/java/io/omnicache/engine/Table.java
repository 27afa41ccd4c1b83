/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The nodes of one generation of a cache by their keys: a hash table whose nodes are the entries. Thread-safe. */
/*
 * A directory of pages (extendible hashing: Fagin et al., TODS 1979): the lowest bits of a hash choose the bin in its page, the
 * next ones the page. A page that is too full is split in two and the others stay as they are, so growth never touches more than
 * a page at a time.
 *
 * A hit takes no lock and needs no check: a node is in one chain at most, and dead nodes are known by their value. Reads on
 * this path are plain; key and hash are final. A miss is looked at again with acquiring reads, and holds if the page is not retired
 * then: nothing had been relinked before the walk ended. Else the reader waits for the split, by taking the monitor of the page, and starts
 * again from the directory.
 *
 * A change is made under the monitor of a page that is not retired. Keys are compared before that: if the bin has changed
 * when the monitor is held, everything is looked at again. Lock order: page, then directory.
 */
class Table<K> {
    private static final int FIRST_BINS = 8;
    private static final int TOLD_AFTER = 128;
    private static final int DEEPEST = Integer.SIZE - Page.BITS;

    /** How many times as long as there are pages the directory may become: keys of one hash code would double it for ever. */
    private static final int SPARSEST = 8;

    private static final VarHandle PAGES = MethodHandles.arrayElementVarHandle(Node[][].class);

    /** How many nodes there are, but for what pages have not told. */
    private final AtomicLong told = new AtomicLong();

    /** The bins of each page by the bits of the hash above {@link Page#BITS}. A page of less depth is there several times. */
    private volatile Node<K>[][] directory;

    private volatile int pages = 1;

    @SuppressWarnings("unchecked") // an array of a generic type
    Table() {
        Page<K> first = new Page<>(FIRST_BINS, 0, 0);
        directory = (Node<K>[][]) new Node<?>[][] {first.bins};
    }

    /** Returns the hash of a key as this table uses it: bits that keys tend to share are mixed into those that choose the bin. */
    static int hash(Object key) {
        int hash = key.hashCode();
        return hash ^ hash >>> 16;
    }

    @Nullable
    final Node<K> find(Object key) {
        Node<K> node = glimpse(key);
        return node != null ? node : findAgain(key, hash(key));
    }

    /** Returns the node of a key, null if there is none or it was not seen at first sight: for those who add one then. */
    @Nullable
    final Node<K> glimpse(Object key) {
        int hash = hash(key);
        Node<K>[][] current = directory;
        Node<K>[] bins = current[hash >>> Page.BITS & current.length - 1];
        Node<K> head = bins[hash & bins.length - 2];
        for (Node<K> node = head; node != null; node = node.chained) {
            if (node.keyHash() == hash) {
                K own = node.key;
                if (own == key || (own != null && key.equals(own))) {
                    return node;
                }
            }
        }
        return head instanceof CrowdedBin<K> crowd ? crowd.nodes.get(key) : null;
    }

    private @Nullable Node<K> findAgain(Object key, int hash) {
        while (true) {
            Page<K> page = page(hash);
            Node<K> node = page.find(key, hash);
            if (node != null) {
                return node;
            }
            VarHandle.acquireFence();
            if (!page.isRetired()) {
                return null;
            }
            page.awaitSuccessor();
        }
    }

    /** Adds a node; returns the one that was there before, null if it is in. */
    @Nullable
    final Node<K> addIfAbsent(Node<K> node) {
        while (true) {
            Page<K> page = page(node.keyHash());
            Node<K> head = page.head(node.keyHash());
            Node<K> present = page.find(node.key, node.keyHash());
            if (present != null) {
                return present;
            }
            synchronized (page) {
                if (!page.isRetired() && page.head(node.keyHash()) == head) {
                    present = page.link(node, head);
                    if (present == null) {
                        count(page, 1);
                        grow(page);
                    }
                    return present;
                }
            }
        }
    }

    /** Takes out exactly this node. */
    final void remove(Node<K> node) {
        while (true) {
            Page<K> page = page(node.keyHash());
            synchronized (page) {
                if (!page.isRetired()) {
                    if (page.unlink(node)) {
                        count(page, -1);
                    }
                    return;
                }
            }
        }
    }

    /** Iterates over the nodes; those that are there all the time come exactly once. */
    final Iterator<Node<K>> iterator() {
        return new TableNodes<>(this);
    }

    /** Iterates over the keys, weakly consistent. */
    final Iterator<K> keys() {
        Iterator<Node<K>> nodes = iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return nodes.hasNext();
            }

            @Override
            public K next() {
                return nodes.next().key;
            }
        };
    }

    /** Returns the number of pages, for tests. */
    final int pages() {
        return pages;
    }

    /** Returns the number of nodes; exact while nobody changes it. */
    final long size() {
        Node<K>[][] current = directory;
        long size = 0;
        for (int i = 0; i < current.length; i++) {
            Page<K> page = page(current, i);
            if (page.prefix == i) {
                size += page.count;
            }
        }
        return size;
    }

    /** Returns the page of a prefix, as deep as the table now tells pages apart. */
    final Page<K> pageOf(int prefix) {
        Node<K>[][] current = directory;
        return page(current, prefix & current.length - 1);
    }

    private Page<K> page(int hash) {
        Node<K>[][] current = directory;
        return page(current, hash >>> Page.BITS & current.length - 1);
    }

    @SuppressWarnings("unchecked") // the elements of the directory are arrays of Node<K>
    private static <K> Page<K> page(Node<K>[][] directory, int index) {
        return Page.of((Node<K>[]) PAGES.getAcquire(directory, index));
    }

    private void count(Page<K> page, int change) {
        page.count += change;
        page.untold += change;
        if (Math.abs(page.untold) >= TOLD_AFTER) {
            told.addAndGet(page.untold);
            page.untold = 0;
        }
    }

    /** Makes room in a page whose monitor is held, if it can. */
    private void grow(Page<K> page) {
        if (!page.isFull()) {
            return;
        }
        try {
            if (!page.isLargest()) {
                Page<K> twice = page.twice();
                page.moveTo(twice, twice);
                publish(twice, 0);
            } else if (page.count % TOLD_AFTER == 0 && isToBeSplit(page)) {
                split(page);
            }
        } catch (Throwable e) {
            // No memory, or keys that cannot be compared: nothing has changed, and one of the next additions tries
            // again.
            // What was added is in, so the caller has to go on; without memory this cannot even be logged.
        }
    }

    /** Keys in a row (ids, times) fill page after page; splitting for them while the whole is not full would make pages for ever. */
    private boolean isToBeSplit(Page<K> page) {
        return page.depth < DEEPEST
                && 1L << page.depth < (long) pages * SPARSEST
                && told.get() > (long) pages << (Page.BITS - 1);
    }

    private void split(Page<K> page) {
        Page<K> low = page.low();
        Page<K> high = page.high();
        deepen(low.depth);
        page.moveTo(low, high);
        publish(low, 0); // who wants the other half waits for the monitor of the page
        publish(high, 1);
    }

    /** Lets the directory tell pages of some depth apart. */
    private void deepen(int depth) {
        synchronized (told) {
            int length = directory.length;
            if (depth > Integer.numberOfTrailingZeros(length)) {
                Node<K>[][] twice = Arrays.copyOf(directory, length * 2);
                System.arraycopy(directory, 0, twice, length, length);
                directory = twice;
            }
        }
    }

    /** Puts a page in the place of its part of another one; allocates nothing. */
    private void publish(Page<K> page, int more) {
        synchronized (told) {
            Node<K>[][] current = directory;
            for (int i = page.prefix; i < current.length; i += 1 << page.depth) {
                PAGES.setRelease(current, i, page.bins);
            }
            pages += more;
        }
    }
}
