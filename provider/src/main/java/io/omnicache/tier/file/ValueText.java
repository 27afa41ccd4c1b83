/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.codec.bytes.JsonText;
import java.util.Arrays;

/** Which encoded values are JSON text that can stand in a line as it is, and how they are made again of it. Thread-safe. */
interface ValueText {
    /** What {@link #textStart} says of a value that is no text. */
    int NONE = -1;

    /** Keeps each value in base64. */
    ValueText BASE64 = new ValueText() {
        @Override
        public int textStart(byte[] encoded) {
            return NONE;
        }

        @Override
        public byte[] encoded(byte[] line, int from, int to) {
            return Arrays.copyOfRange(line, from, to);
        }
    };

    /** Keeps values that the codec has written as JSON as such, all others in base64. */
    ValueText JSON = new ValueText() {
        @Override
        public int textStart(byte[] encoded) {
            return JsonText.isOne(encoded) ? JsonText.START : NONE;
        }

        @Override
        public byte[] encoded(byte[] line, int from, int to) {
            return JsonText.encoded(line, from, to);
        }
    };

    /** Returns where in an encoded value its JSON text begins, which then goes to its end; {@link #NONE} if it is no such text. */
    int textStart(byte[] encoded);

    /** Returns the encoded value whose text was put into a line. */
    byte[] encoded(byte[] line, int from, int to);
}
