/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import java.util.Iterator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The entries that a cache held before it was given a bound, on their way into its order.
 *
 * <p>Guarded by the lock of the eviction.
 */
/*
 * The order fills as they come, so the bound is as much smaller as there are fewer: they leave at the same rate as the others come in. Else
 * the order would take memory for all of them first, when there is none left.
 */
final class Newcomers<K> {
    private final Supplier<Iterator<Node<K>>> table;
    private @Nullable Iterator<Node<K>> nodes;
    private final long expected;
    private long seen;

    /**
     * Begins with the first one.
     *
     * @param table where they are; looked at only once this is known to all who add to it
     * @param expected how many there are, about
     */
    Newcomers(Supplier<Iterator<Node<K>>> table, long expected) {
        this.table = table;
        this.expected = Math.max(1, expected);
    }

    /** Returns the next one, which may have left meanwhile, or be known already; null if there is none. */
    @Nullable
    Node<K> next() {
        Iterator<Node<K>> present = nodes;
        if (present == null) {
            present = table.get();
            nodes = present;
        }
        if (!present.hasNext()) {
            return null;
        }
        seen++;
        return present.next();
    }

    /** Returns the part of the bound that those who have come may fill. */
    long share(long maximum) {
        return seen >= expected ? maximum : Math.max(1, (long) ((double) maximum * seen / expected));
    }
}
