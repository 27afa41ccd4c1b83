/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.size;

/**
 * What a collection takes besides its elements.
 *
 * @param fixed bytes that are always there
 * @param node bytes for each element, or each pair of a map
 * @param slots the array that refers to them
 */
record Shape(long fixed, long node, Slots slots) {

    /** Returns the shape of an object of so many bytes around this one. */
    Shape in(long around) {
        return new Shape(around + fixed, node, slots);
    }

    long bytes(int size, Layout layout) {
        long array = slots.isAllocated(size) ? layout.references(slots.length(size)) : 0;
        return fixed + node * size + array;
    }
}
