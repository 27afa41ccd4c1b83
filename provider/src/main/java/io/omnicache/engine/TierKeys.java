/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.tier.TierListing.Keys;
import io.omnicache.tier.TierListing.Position;
import io.omnicache.tier.TierPage;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Iterates over the keys that lie below the heap, a page at a time, so that it needs little memory. Confined to one thread. */
/*
 * The lowest tier has all keys, as long as it works. Those that it is not in step with come at the end, since it may list them or not; and
 * if it is not used at all, the heap's come at the end, each of which the tier above it may have listed before. A key that comes though it
 * has gone does no harm: who asks for its value finds none.
 */
final class TierKeys<K> implements Iterator<K> {
    private static final int PAGE = 256;

    private final StoredKeys<K> keys;
    private final Iterator<K> ofHeap;
    private final Queue<K> page = new ArrayDeque<>();
    private final Set<K> last = new HashSet<>();
    private final boolean whole;
    private @Nullable Position next;
    private boolean begun;
    private boolean ended;
    private boolean failed;

    /** Begins; the keys of the heap are asked for only if no tier has them all. */
    TierKeys(StoredKeys<K> keys, Iterator<K> ofHeap) {
        this.keys = keys;
        this.ofHeap = ofHeap;
        this.whole = keys.isWhole();
    }

    @Override
    public boolean hasNext() {
        while (page.isEmpty() && !ended) {
            if (!begun || next != null) {
                Keys found = keys.page(next, PAGE);
                next = found == null ? null : found.next();
                begun = true;
                if (found != null) {
                    keys.addAll(found.keys(), page);
                    failed |= found.failed();
                    leaveOut();
                }
            } else {
                end();
            }
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

    /** Begins with the keys of one level, by its place from 0, and lists no others. */
    TierKeys(StoredKeys<K> keys, int level) {
        this.keys = keys;
        this.ofHeap = Collections.emptyIterator();
        this.whole = true;
        this.next = new Position(level, TierPage.START);
    }

    /** Returns whether there may be more keys, which a tier could not list. */
    boolean isCutOff() {
        return failed;
    }

    /** What comes at the end does not come before. */
    private void leaveOut() {
        if (whole) {
            keys.changed(last);
            page.removeIf(last::contains);
        } else {
            last.addAll(page);
        }
    }

    private void end() {
        ended = true;
        if (whole) {
            keys.changed(last);
            page.addAll(last);
        } else {
            ofHeap.forEachRemaining(key -> {
                if (last.add(key)) {
                    page.add(key);
                }
            });
        }
    }
}
