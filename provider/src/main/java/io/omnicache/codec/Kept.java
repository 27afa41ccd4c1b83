/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

/**
 * What is kept on the heap in place of a value that has to be copied. Equal only to itself; never shows the value.
 * Immutable, provided that nobody changes the array or the copy.
 */
abstract sealed class Kept {
    // A class rather than an interface: to see that a String is none takes one comparison then, not a search.

    private Kept() {}

    /** What this refers to, the only reference that it has. */
    abstract Object content();

    /** The serialized form of a value, in the short form of {@link SerialForm}. */
    static final class Bytes extends Kept {
        final byte[] bytes;

        Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        Object content() {
            return bytes;
        }

        @Override
        public String toString() {
            return "Kept[" + bytes.length + " bytes]";
        }
    }

    /** A copy that only the cache refers to. */
    static final class Copy extends Kept {
        final Object value;

        Copy(Object value) {
            this.value = value;
        }

        @Override
        Object content() {
            return value;
        }

        @Override
        public String toString() {
            return "Kept[copy]";
        }
    }
}
