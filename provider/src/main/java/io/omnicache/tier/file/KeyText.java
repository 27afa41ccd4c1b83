/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * A key as it stands in a line: {@code "k":"..."} if its bytes are UTF-8 text in which at most the first character is a control
 * character, else {@code "kb":"..."} with base64. Each key has one form, so that keys are compared as they stand. Thread-safe.
 */
final class KeyText {
    private static final byte[] TEXT = "\"k\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BINARY = "\"kb\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONTROL = "\\u00".getBytes(StandardCharsets.US_ASCII);

    private KeyText() {}

    /** Returns the most bytes that a key can take in a line. */
    static int mostLength(byte[] key) {
        return 24 + 2 * key.length;
    }

    /** Writes the field; returns where it ends. */
    static int write(byte[] to, int at, byte[] key) {
        return isText(key) ? writeText(to, at, key) : writeBinary(to, at, key);
    }

    private static int writeText(byte[] to, int at, byte[] key) {
        System.arraycopy(TEXT, 0, to, at, TEXT.length);
        int end = at + TEXT.length;
        for (byte each : key) {
            if (each == '"' || each == '\\') {
                to[end++] = '\\';
                to[end++] = each;
            } else if (each >= 0 && each < ' ') {
                System.arraycopy(CONTROL, 0, to, end, CONTROL.length);
                Hex.write(to, end + CONTROL.length, 2, each);
                end += CONTROL.length + 2;
            } else {
                to[end++] = each;
            }
        }
        to[end++] = '"';
        return end;
    }

    private static int writeBinary(byte[] to, int at, byte[] key) {
        System.arraycopy(BINARY, 0, to, at, BINARY.length);
        byte[] coded = Base64.getEncoder().encode(key);
        System.arraycopy(coded, 0, to, at + BINARY.length, coded.length);
        int end = at + BINARY.length + coded.length;
        to[end] = '"';
        return end + 1;
    }

    private static boolean isText(byte[] key) {
        boolean ascii = true;
        for (int i = 0; i < key.length; i++) {
            if (key[i] >= 0 && ((key[i] < ' ' && i > 0) || key[i] == 0x7f)) {
                return false;
            }
            ascii &= key[i] >= 0;
        }
        return ascii || isPrintable(key);
    }

    private static boolean isPrintable(byte[] key) {
        String text = new String(key, StandardCharsets.UTF_8);
        return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), key)
                && text.chars().skip(1).noneMatch(Character::isISOControl);
    }

    /** Returns where the field that begins here ends; -1 if none begins here, or it does not end. */
    static int end(byte[] from, int at, int to) {
        int i = isBinary(from, at) ? at + BINARY.length : at + TEXT.length;
        while (i < to && from[i] != '"') {
            i += from[i] == '\\' ? 2 : 1;
        }
        return i < to ? i + 1 : -1;
    }

    /** Reads the key of a field. */
    static byte[] read(byte[] from, int at, int end) {
        if (isBinary(from, at)) {
            int start = at + BINARY.length;
            return decoded(from, start, end - 1 - start);
        }
        byte[] key = new byte[end - at];
        int length = 0;
        for (int i = at + TEXT.length; i < end - 1; i++) {
            if (from[i] != '\\') {
                key[length++] = from[i];
            } else if (from[i + 1] == 'u') {
                key[length++] = (byte) Hex.read(from, i + CONTROL.length, 2);
                i += CONTROL.length + 1;
            } else {
                key[length++] = from[++i];
            }
        }
        return Arrays.copyOf(key, length);
    }

    private static boolean isBinary(byte[] from, int at) {
        return from[at + 2] == 'b';
    }

    /** Reads base64 in the middle of an array. */
    static byte[] decoded(byte[] from, int at, int length) {
        ByteBuffer decoded = Base64.getDecoder().decode(ByteBuffer.wrap(from, at, length));
        byte[] array = decoded.array();
        return array.length == decoded.limit() ? array : Arrays.copyOf(array, decoded.limit());
    }
}
