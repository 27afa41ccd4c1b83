/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The nodes of a table by its parts, each as it was when the iteration came to it. Confined to one thread at a time. */
/* A part is what agrees in some bits of the hash. One that has been split since is two. If there is no memory to look, the next call looks again. */
final class TableNodes<K> implements Iterator<Node<K>> {
    private final Table<K> table;
    private final Deque<Part> parts = new ArrayDeque<>(Integer.SIZE); // one for each bit
    private final Deque<Iterator<? extends Node<K>>> found = new ArrayDeque<>();

    /** All hashes whose lowest bits above {@link Page#BITS} are the given ones. */
    private record Part(int prefix, int depth) {}

    TableNodes(Table<K> table) {
        this.table = table;
        parts.push(new Part(0, 0));
    }

    @Override
    public boolean hasNext() {
        while (!hasFound() && !parts.isEmpty()) {
            look(parts.element());
        }
        return !found.isEmpty();
    }

    private boolean hasFound() {
        while (!found.isEmpty() && !found.element().hasNext()) {
            found.remove();
        }
        return !found.isEmpty();
    }

    @Override
    public Node<K> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return found.element().next();
    }

    private void look(Part part) {
        Page<K> page = table.pageOf(part.prefix);
        if (page.depth > part.depth) {
            Part high = new Part(part.prefix | 1 << part.depth, part.depth + 1);
            Part low = new Part(part.prefix, part.depth + 1);
            parts.pop();
            parts.push(high);
            parts.push(low);
        } else if (page.collectTo(found)) {
            parts.pop();
        }
    }
}
