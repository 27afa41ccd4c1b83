/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.engine.size.Layout;
import io.omnicache.engine.size.Sizes;

/** Weighs entries by the bytes that they take of the heap, estimated. Thread-safe. */
/*
 * Bytes rather than a larger unit, though a weight is an int: what a strategy sees is what the user configured, and only a single
 * value of 2 GiB or more counts too little.
 *
 * The part of the cache itself is the node, its place in the table and what the order keeps. The order's is that of the adaptive one:
 * measured, see docs/bounds.md; others keep 5 to 24 bytes.
 */
public final class EntryBytes implements EntryWeight<Object, Object> {
    /** What the order remembers of keys that left, for each that is there. */
    private static final int ORDER = 16;

    /** References to a node: two bins of the table for each in the mean, and one from the order. */
    private static final int REFERENCES = 3;

    private final Sizes sizes;
    private final long ownPart;

    /**
     * For a cache of that name.
     *
     * @param timed whether its entries can expire
     */
    public EntryBytes(String cache, boolean timed) {
        this.sizes = new Sizes(cache);
        this.ownPart = Sizes.shallow(timed ? WeighedTimedNode.class : WeighedNode.class)
                + ORDER
                + (long) REFERENCES * Layout.ofThisVm().reference();
    }

    @Override
    public int of(Object key, Object value, Object stored) {
        return (int) Math.min(Integer.MAX_VALUE, ownPart + sizes.of(key) + sizes.of(stored));
    }
}
