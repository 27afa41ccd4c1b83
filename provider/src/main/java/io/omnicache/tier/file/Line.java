/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * A line that has been read: a view of the array that it stands in. One of
 *
 * <pre>
 * {"c":"1a2b3c4d","h":"FINGERPRINT","k":"user:1","m":[version,created,accessed,deadline],"v":{...},"z":"FINGERPRINT"}
 * {"c":"1a2b3c4d","h":"FINGERPRINT","k":"user:1","d":1,"z":"FINGERPRINT"}
 * {"c":"1a2b3c4d","omnicache":{...}}
 * {"c":"1a2b3c4d","clear":1}
 * </pre>
 *
 * <p>{@code c} is the CRC-32C of all bytes after it, up to the newline. The order of the fields is fixed, so that reading is arithmetic.
 *
 * <p>Not thread-safe; it is used for one line after the other.
 */
final class Line {
    /** What a line says. */
    enum Kind {
        /** An entry. */
        PUT,
        /** That a key has no entry; the key may be missing, its fingerprint is there. */
        REMOVAL,
        /** That nothing before it in the log counts. */
        CLEAR,
        /** What store the segment belongs to. */
        HEADER
    }

    static final byte[] START = ascii("{\"c\":\"");
    static final byte[] FIRST = ascii("\",\"h\":\"");
    static final byte[] LAST = ascii(",\"z\":\"");
    static final byte[] TIMES = ascii(",\"m\":[");
    static final byte[] REMOVED = ascii(",\"d\":1");
    static final byte[] JSON = ascii(",\"v\":");
    static final byte[] BASE64 = ascii(",\"b\":\"");
    static final byte[] NEVER = ascii("null");
    static final byte[] HEADER = ascii("\",\"omnicache\":");
    static final byte[] CLEARED = ascii("\",\"clear\":1}");

    static final int CHECKED = START.length + 8;
    static final int FIRST_AT = CHECKED + FIRST.length;
    static final int KEY_AT = FIRST_AT + Fingerprint.LENGTH + 2;
    static final int TAIL = LAST.length + Fingerprint.LENGTH + 2;

    private final CRC32C checksum = new CRC32C();
    private byte[] bytes = new byte[0];
    private Kind kind = Kind.CLEAR;
    private long hash;
    private int keyStart;
    private int keyEnd;
    private int valueStart;
    private int valueEnd;
    private boolean json;
    private final long[] times = new long[4];
    private int cursor;

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Reads a line.
     *
     * @param to where its newline stands
     * @return whether it is one, and undamaged; if not, nothing else here means anything
     */
    boolean parse(byte[] array, int from, int to) {
        bytes = array;
        return isWhole(array, from, to)
                && (starts(FIRST, from + CHECKED, to) ? parseEntry(from, to) : parseOther(from + CHECKED, to));
    }

    private boolean isWhole(byte[] array, int from, int to) {
        if (to - from < CHECKED + CLEARED.length
                || !starts(START, from, to)
                || !Hex.isAt(array, from + START.length, 8)) {
            return false;
        }
        checksum.reset();
        checksum.update(array, from + CHECKED, to - from - CHECKED);
        return checksum.getValue() == Hex.read(array, from + START.length, 8);
    }

    private boolean parseOther(int at, int to) {
        kind = starts(HEADER, at, to) ? Kind.HEADER : Kind.CLEAR;
        valueStart = at + HEADER.length;
        valueEnd = to - 1;
        return kind == Kind.HEADER || starts(CLEARED, at, to);
    }

    private boolean parseEntry(int from, int to) {
        int tail = to - TAIL;
        if (tail < from + KEY_AT
                || !Fingerprint.isAt(bytes, from + FIRST_AT, to - from)
                || !starts(LAST, tail, to)
                || Fingerprint.hash(bytes, tail + LAST.length) != Fingerprint.hash(bytes, from + FIRST_AT)) {
            return false;
        }
        hash = Fingerprint.hash(bytes, from + FIRST_AT);
        keyStart = from + KEY_AT;
        keyEnd = starts(REMOVED, keyStart - 1, to) ? keyStart - 1 : KeyText.end(bytes, keyStart, tail);
        if (keyEnd < 0) {
            return false;
        }
        if (starts(REMOVED, keyEnd, to)) {
            kind = Kind.REMOVAL;
            return keyEnd + REMOVED.length == tail;
        }
        kind = Kind.PUT;
        return starts(TIMES, keyEnd, to) && parseTimes(keyEnd + TIMES.length, tail) && parseValue(tail);
    }

    private boolean parseTimes(int at, int to) {
        cursor = at;
        for (int i = 0; i < times.length; i++) {
            if (i == 3 && starts(NEVER, cursor, to)) {
                times[i] = TierRecord.NEVER;
                cursor += NEVER.length;
            } else {
                times[i] = number(to);
            }
            if (cursor >= to || bytes[cursor++] != (i == 3 ? ']' : ',')) {
                return false;
            }
        }
        return true;
    }

    private long number(int to) {
        boolean negative = bytes[cursor] == '-';
        long number = 0;
        for (cursor += negative ? 1 : 0; cursor < to && bytes[cursor] >= '0' && bytes[cursor] <= '9'; cursor++) {
            number = 10 * number - (bytes[cursor] - '0'); // below zero there is one number more
        }
        return negative ? number : -number;
    }

    private boolean parseValue(int tail) {
        json = starts(JSON, cursor, tail);
        valueStart = cursor + (json ? JSON.length : BASE64.length);
        valueEnd = json ? tail : tail - 1;
        return valueStart <= valueEnd && (json || starts(BASE64, cursor, tail));
    }

    private boolean starts(byte[] expected, int at, int to) {
        return at + expected.length <= to
                && Arrays.equals(bytes, at, at + expected.length, expected, 0, expected.length);
    }

    Kind kind() {
        return kind;
    }

    /** Returns the key's hash, of an entry or a removal. */
    long hash() {
        return hash;
    }

    long version() {
        return times[0];
    }

    long accessed() {
        return times[2];
    }

    long deadline() {
        return times[3];
    }

    boolean hasKey() {
        return keyStart < keyEnd;
    }

    TierKey key() {
        return new TierKey(KeyText.read(bytes, keyStart, keyEnd));
    }

    /** Returns whether the line is of a key whose field stands in another array. */
    boolean isOf(byte[] field, int length) {
        return Arrays.equals(bytes, keyStart, keyEnd, field, 0, length);
    }

    TierRecord entry(ValueText texts) {
        byte[] value = json
                ? texts.encoded(bytes, valueStart, valueEnd)
                : KeyText.decoded(bytes, valueStart, valueEnd - valueStart);
        return new TierRecord(value, times[0], times[1], times[2], times[3]);
    }

    /** Returns the JSON of a header. */
    String header() {
        return new String(bytes, valueStart, valueEnd - valueStart, StandardCharsets.UTF_8);
    }
}
