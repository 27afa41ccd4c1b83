/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.size;

/**
 * What a collection takes besides its elements.
 *
 * @param fixed bytes that are always there
 * @param node bytes for each element, or each pair of a map
 * @param slots the array that refers to them
 * @param counting whether asking for its size goes over all of its elements
 */
record Shape(long fixed, long node, Slots slots, boolean counting) {
    Shape(long fixed, long node, Slots slots) {
        this(fixed, node, slots, false);
    }

    /** Returns the shape of an object of so many bytes around this one. */
    Shape in(long around) {
        return new Shape(around + fixed, node, slots, counting);
    }

    long bytes(int size, Layout layout) {
        long array = slots.isAllocated(size) ? layout.references(slots.length(size)) : 0;
        return fixed + node * size + array;
    }
}
