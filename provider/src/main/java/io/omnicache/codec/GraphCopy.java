/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One copying of an object and all that it refers to: remembers what was copied already, so that what was shared stays
 * shared and cycles end. Confined to one thread, used once.
 */
final class GraphCopy {
    /*
     * Objects are numbered as they are begun. The first FEW are looked for one by one: asking an object for its identity
     * hash for the first time costs more than that. After them, an open-addressed index of numbers + 1 by that hash.
     */
    private static final int FEW = 8;

    private static final int NONE = Integer.MAX_VALUE;
    private static final int GOLDEN = 0x9E3779B9;

    private final GraphCopier copier;
    private Object[] sources = new Object[FEW];
    private @Nullable Object[] copies = new Object[FEW];
    private boolean[] finished = new boolean[FEW];
    private int[] index = {};
    private int count;

    // The first of the objects that are not filled yet and that a filled one may refer to. Once it is filled, all are.
    private int firstOpen = NONE;

    GraphCopy(GraphCopier copier) {
        this.copier = copier;
    }

    /** The copy of {@code source}, always the same for the same object; null for null. */
    static @Nullable Object copy(@Nullable Object source, GraphCopy graph) throws Throwable {
        if (source == null || source.getClass() == String.class) {
            return source;
        }
        CopyPlan plan = graph.copier.plan(source.getClass());
        return plan == CopyPlan.SHARED ? source : graph.copyOnce(source, plan);
    }

    private Object copyOnce(Object source, CopyPlan plan) throws Throwable {
        int known = find(source);
        if (known >= 0) {
            return copied(known);
        }
        int number = count;
        Object copy = plan.copy(source, this);
        if (count > number) { // the plan began with this object
            copies[number] = copy;
            finished[number] = true;
            firstOpen = firstOpen == number ? NONE : firstOpen;
        }
        return copy;
    }

    private Object copied(int number) {
        Object copy = copies[number];
        if (copy == null) {
            // Serialization would hand out null, or fail.
            throw new UnprovenException(sources[number].getClass(), "is part of itself, and has to be made complete");
        }
        if (!finished[number]) {
            firstOpen = Math.min(firstOpen, number);
        }
        return copy;
    }

    /**
     * Tells that a copy of {@code source} is being made: {@code copy}, which is not filled yet, or null if it can only be
     * made when its parts are there.
     */
    void begin(Object source, @Nullable Object copy) {
        if (count == sources.length) {
            grow();
        }
        sources[count] = source;
        copies[count] = copy;
        count++;
        if (count > FEW) {
            enter(count - 1);
        }
    }

    /**
     * Refuses to go on if {@code source}, whose parts have been copied, may be on a cycle. Called where methods of the user's
     * classes see copies (the constructor of a record, the hash code of a key) or where serialization puts something else
     * in an object's place until its parts are there: what they see on a cycle depends on where serialization entered it.
     */
    void requireNoCycle(Object source) {
        if (firstOpen != NONE) {
            throw new UnprovenException(source.getClass(), "may be part of itself, and has to be made complete");
        }
    }

    private int find(Object source) {
        if (count > FEW) {
            return findByHash(source);
        }
        for (int i = 0; i < count; i++) {
            if (sources[i] == source) {
                return i;
            }
        }
        return -1;
    }

    private int findByHash(Object source) {
        int mask = index.length - 1;
        int at = slot(source);
        while (index[at] != 0) {
            int number = index[at] - 1;
            if (sources[number] == source) {
                return number;
            }
            at = (at + 1) & mask;
        }
        return -1;
    }

    private int slot(Object source) {
        return slot(System.identityHashCode(source), index.length);
    }

    /* The highest bits of the product, as many as the power of two has: however long the index, all of it is used. */
    static int slot(int hash, int length) {
        return (hash * GOLDEN) >>> Integer.numberOfLeadingZeros(length - 1);
    }

    private void enter(int number) {
        int mask = index.length - 1;
        int at = slot(sources[number]);
        while (index[at] != 0) {
            at = (at + 1) & mask;
        }
        index[at] = number + 1;
    }

    private void grow() {
        int length = 4 * sources.length;
        sources = Arrays.copyOf(sources, length);
        copies = Arrays.copyOf(copies, length);
        finished = Arrays.copyOf(finished, length);
        index = new int[2 * length];
        for (int i = 0; i < count; i++) {
            enter(i);
        }
    }
}
