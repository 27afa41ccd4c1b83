/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.size;

/** How long the array of a collection is. */
enum Slots {
    /** There is none. */
    NONE {
        @Override
        long length(int size) {
            return 0;
        }
    },

    /** As long as there are elements. */
    EXACT {
        @Override
        long length(int size) {
            return size;
        }
    },

    /** It grew by half of its length, from 10; nobody can tell by how much it is too long, so the mean is taken. */
    GROWN {
        @Override
        long length(int size) {
            return size < FIRST_GROWN ? (size + FIRST_GROWN) / 2 : size + size / 5L;
        }
    },

    /** A power of two, filled to three quarters at most. */
    HASHED {
        @Override
        long length(int size) {
            long least = Math.max(FIRST_HASHED, size + size / 3L);
            return Long.highestOneBit(least - 1) << 1;
        }
    },

    /** Keys and values in turns, a power of two, filled to two thirds at most; there from the start. */
    IDENTICAL {
        @Override
        long length(int size) {
            long least = Math.max(FIRST_IDENTICAL, 3L * size);
            return Long.highestOneBit(least - 1) << 1;
        }

        @Override
        boolean isAllocated(int size) {
            return true;
        }
    },

    /** Twice as many. */
    DOUBLED {
        @Override
        long length(int size) {
            return 2L * size;
        }
    },

    /** Twice as many, for keys and values. */
    DOUBLED_PAIRS {
        @Override
        long length(int size) {
            return 4L * size;
        }
    };

    private static final int FIRST_GROWN = 10;
    private static final int FIRST_HASHED = 16;
    private static final int FIRST_IDENTICAL = 64;

    /** Returns the number of elements that there is room for. */
    abstract long length(int size);

    /** Returns whether there is an array of its own; empty collections share one or have none. */
    boolean isAllocated(int size) {
        return this != NONE && size > 0;
    }
}
