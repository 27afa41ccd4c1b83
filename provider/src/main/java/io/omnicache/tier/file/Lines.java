/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.tier.TierRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Lines that are made, one after the other in one array, so that they can be written at once; and what the index has to know of each.
 * {@link Line} says what they look like.
 *
 * <p>Not thread-safe; used again and again.
 */
final class Lines {
    private static final int SHORTEST = 256;
    private static final int LINES = 4;
    private static final int NUMBERS = 4 * 21;

    private final CRC32C checksum = new CRC32C();
    private byte[] bytes = new byte[2048];
    private byte[] coded = new byte[2048];
    private int length;
    private int count;
    private int start;
    private int[] starts = new int[LINES];
    private long[] hashes = new long[LINES];
    private long[] times = new long[LINES];
    private boolean[] removals = new boolean[LINES];

    void reset() {
        length = 0;
        count = 0;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    int count() {
        return count;
    }

    int start(int line) {
        return starts[line];
    }

    int end(int line) {
        return line + 1 < count ? starts[line + 1] : length;
    }

    long hash(int line) {
        return hashes[line];
    }

    long times(int line) {
        return times[line];
    }

    boolean isRemoval(int line) {
        return removals[line];
    }

    /** Adds an entry. */
    void put(long hash, byte[] key, TierRecord entry, ValueText texts) throws IOException {
        byte[] value = entry.value();
        int text = textStart(value, texts);
        long most =
                SHORTEST + KeyText.mostLength(key) + NUMBERS + (text < 0 ? 4L * (value.length / 3 + 1) : value.length);
        if (most > Location.MOST_LENGTH - length) {
            throw new IOException("an entry of " + value.length + " bytes is too large for the tier file");
        }
        begin((int) most);
        length = KeyText.write(bytes, length, key);
        append(Line.TIMES);
        number(entry.version(), ',');
        number(entry.created(), ',');
        number(entry.accessed(), ',');
        if (entry.deadline() == TierRecord.NEVER) {
            append(Line.NEVER);
            bytes[length++] = ']';
        } else {
            number(entry.deadline(), ']');
        }
        if (text < 0) {
            base64(value);
        } else {
            append(Line.JSON);
            append(value, text, value.length - text);
        }
        end(hash, Times.of(entry.deadline(), entry.accessed()), false);
    }

    private static int textStart(byte[] value, ValueText texts) {
        int text = texts.textStart(value);
        return text >= 0 && LineFeeds.next(value, text, value.length) < value.length
                ? ValueText.NONE
                : text; // it would end the line
    }

    private void base64(byte[] value) {
        append(Line.BASE64);
        int size = 4 * ((value.length + 2) / 3);
        if (coded.length < size) {
            coded = new byte[size];
        }
        append(coded, 0, Base64.getEncoder().encode(value, coded));
        bytes[length++] = '"';
    }

    /** Adds that a key is not there. */
    void removal(long hash, byte @Nullable [] key) {
        begin(SHORTEST + (key == null ? 0 : KeyText.mostLength(key)));
        if (key == null) {
            length--; // the comma before the key
        } else {
            length = KeyText.write(bytes, length, key);
        }
        append(Line.REMOVED);
        end(hash, 0, true);
    }

    /** Adds a line that was read, with its newline. */
    void copy(byte[] from, int at, int size, long hash, long lineTimes, boolean removal) {
        reserve(size);
        start = length;
        append(from, at, size);
        count(hash, lineTimes, removal);
    }

    /** Makes a line that says what store a segment belongs to, alone in the array. */
    void header(String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        reset();
        reserve(SHORTEST + text.length);
        start = 0;
        length = Line.CHECKED;
        append(Line.HEADER);
        append(text);
        bytes[length++] = '}';
        seal();
    }

    /** Makes a line that says that nothing before it counts, alone in the array. */
    void cleared() {
        reset();
        reserve(SHORTEST);
        start = 0;
        length = Line.CHECKED;
        append(Line.CLEARED);
        seal();
    }

    /** Gives memory back that an unusually large line has taken. */
    void trim(int most) {
        if (bytes.length > most) {
            bytes = new byte[2048];
        }
        if (coded.length > most) {
            coded = new byte[2048];
        }
    }

    private void begin(int most) {
        reserve(most);
        start = length;
        length = start + Line.CHECKED;
        append(Line.FIRST);
        length += Fingerprint.LENGTH; // when the length of the line is known
        bytes[length++] = '"';
        bytes[length++] = ',';
    }

    private void end(long hash, long lineTimes, boolean removal) {
        append(Line.LAST);
        int size = length + Fingerprint.LENGTH + 2 - start;
        Fingerprint.write(bytes, length, hash, size);
        Fingerprint.write(bytes, start + Line.FIRST_AT, hash, size);
        length += Fingerprint.LENGTH;
        bytes[length++] = '"';
        bytes[length++] = '}';
        seal();
        count(hash, lineTimes, removal);
    }

    private void seal() {
        System.arraycopy(Line.START, 0, bytes, start, Line.START.length);
        checksum.reset();
        checksum.update(bytes, start + Line.CHECKED, length - start - Line.CHECKED);
        Hex.write(bytes, start + Line.START.length, 8, checksum.getValue());
        bytes[length++] = '\n';
    }

    private void count(long hash, long lineTimes, boolean removal) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            hashes = Arrays.copyOf(hashes, 2 * count);
            times = Arrays.copyOf(times, 2 * count);
            removals = Arrays.copyOf(removals, 2 * count);
        }
        starts[count] = start;
        hashes[count] = hash;
        times[count] = lineTimes;
        removals[count++] = removal;
    }

    private void reserve(int size) {
        if (bytes.length - length < size) {
            bytes = Arrays.copyOf(bytes, Math.max(length + size, Math.min(2 * bytes.length, Location.MOST_LENGTH)));
        }
    }

    private void append(byte[] text) {
        append(text, 0, text.length);
    }

    private void append(byte[] text, int from, int size) {
        System.arraycopy(text, from, bytes, length, size);
        length += size;
    }

    private void number(long number, char after) {
        int digits = 1;
        for (long rest = number / 10; rest != 0; rest /= 10) {
            digits++;
        }
        if (number < 0) {
            bytes[length++] = '-';
        }
        long rest = number;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + Math.abs(rest % 10));
            rest /= 10;
        }
        length += digits;
        bytes[length++] = (byte) after;
    }
}
