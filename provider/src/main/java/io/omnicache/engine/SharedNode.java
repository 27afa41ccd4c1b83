/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.tier.SharedTier;

/** A node of a cache that several processes use: its value is a copy, which counts as long as its mark is current. */
/*
 * Readers take no lock: they read the mark, the value, and the mark again. A writer first takes the mark away, then sets the value, then the mark: so
 * what is read between two looks at one mark is of that mark.
 */
final class SharedNode<K> extends WeighedTimedNode<K> {
    private volatile long mark = SharedTier.NO_MARK;

    /** The version of the value; read and written under the lock of the node. */
    private long version;

    SharedNode(K key, int hash, Object holder) {
        super(key, hash, holder);
    }

    /** Returns whether a value that was read from this node is what the cache has. */
    boolean isCurrent(Object seen, Sharing<K> sharing) {
        long seenMark = mark;
        return value() == seen && mark == seenMark && sharing.isCurrent(seenMark);
    }

    long copyMark() {
        return mark;
    }

    long version() {
        return version;
    }

    /** The value is about to change; the caller holds the lock. */
    void unmark() {
        mark = SharedTier.NO_MARK;
    }

    /** The value is that of a version, as long as a mark is current; the caller holds the lock. */
    void copyOf(long newVersion, long newMark) {
        version = newVersion;
        mark = newMark;
    }
}
