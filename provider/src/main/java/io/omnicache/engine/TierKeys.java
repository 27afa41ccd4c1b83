/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.tier.TierPage;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;

/** Iterates over the keys that lie below the heap, a page at a time, so that it needs little memory. Confined to one thread. */
final class TierKeys<K> implements Iterator<K> {
    private static final int PAGE = 256;

    private final StoredKeys<K> keys;
    private final Queue<K> page = new ArrayDeque<>();
    private long next = TierPage.START;

    TierKeys(StoredKeys<K> keys) {
        this.keys = keys;
    }

    @Override
    public boolean hasNext() {
        while (page.isEmpty() && next != TierPage.END) {
            next = keys.page(next, PAGE, page);
        }
        return !page.isEmpty();
    }

    @Override
    public K next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more keys");
        }
        return page.remove();
    }
}
