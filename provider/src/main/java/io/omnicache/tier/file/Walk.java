/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import java.io.IOException;
import java.util.Arrays;

/**
 * Goes over the lines of a segment in order. What fails its check is searched for whole lines in it, since a damaged newline joins two;
 * what is left is handed over with the hashes that can still be read in it.
 *
 * <p>Not thread-safe; for one walk.
 */
final class Walk {
    private static final int BUFFER = 1 << 20;
    private static final byte[] FIRST = Line.ascii("\"h\":\"");
    private static final byte[] LAST = Line.ascii("\"z\":\"");

    /** Is told what is met. */
    interface Visitor {
        /**
         * A whole line.
         *
         * @param at where in the array it begins
         * @param size its length with its newline
         * @param offset where in the file it begins
         */
        void line(Line line, byte[] bytes, int at, int size, long offset) throws IOException;

        /** Bytes that are no line, or a damaged one, and the hashes that can still be read in them. */
        void damaged(long offset, int size, long[] hashes) throws IOException;

        /** The end of the file, if it is the beginning of a line. */
        void torn(long offset, int size) throws IOException;
    }

    private final SegmentFile file;
    private final Visitor visitor;
    private final Line line = new Line();
    private byte[] bytes = new byte[BUFFER];
    private int start;
    private int end;
    private long position;

    private Walk(SegmentFile file, long from, Visitor visitor) {
        this.file = file;
        this.position = from;
        this.visitor = visitor;
    }

    /** Walks over what stands between two offsets. */
    static void over(SegmentFile file, long from, long to, Visitor visitor) throws IOException {
        new Walk(file, from, visitor).until(to);
    }

    private void until(long to) throws IOException {
        int read = 1;
        while (position < to && read > 0) {
            makeRoom();
            read = file.read(bytes, end, (int) Math.min(bytes.length - end, to - position), position);
            int scanned = end;
            end += read;
            position += read;
            for (int i = scanned; i < end; i++) {
                if (bytes[i] == '\n') {
                    stretch(start, i, 1);
                    start = i + 1;
                }
            }
        }
        if (start < end) {
            tail(start, end);
        }
    }

    private void makeRoom() {
        if (start > 0) {
            System.arraycopy(bytes, start, bytes, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
    }

    private long offset(int at) {
        return position - end + at;
    }

    /* after: how many bytes behind it belong to it, a newline or what has become of one */
    private void stretch(int from, int to, int after) throws IOException {
        if (line.parse(bytes, from, to)) {
            if (bytes[to] == '\n') {
                visitor.line(line, bytes, from, to + after - from, offset(from));
            } else {
                visitor.damaged(
                        offset(from), to + after - from, hashes(from, to)); // it could not be read without its newline
            }
            return;
        }
        for (int inner = inner(from + 1, to); inner >= 0; inner = inner(inner + 1, to)) {
            if (line.parse(bytes, inner, to)) {
                stretch(from, inner - 1, 1);
                stretch(inner, to, after);
                return;
            }
        }
        visitor.damaged(offset(from), to + after - from, hashes(from, to));
    }

    /* Without a newline. What has the end of a line is a damaged line, else it was never finished. */
    private void tail(int from, int to) throws IOException {
        int last = -1;
        for (int inner = inner(from + 1, to); inner >= 0; inner = inner(inner + 1, to)) {
            last = inner;
        }
        if (last >= 0) {
            stretch(from, last - 1, 1);
        }
        int rest = last >= 0 ? last : from;
        if (find(LAST, rest, to) >= 0) {
            visitor.damaged(offset(rest), to - rest, hashes(rest, to));
        } else {
            visitor.torn(offset(rest), to - rest);
        }
    }

    private int inner(int from, int to) {
        for (int i = from; i <= to - Line.START.length; i++) {
            if (bytes[i] == '{' && matches(Line.START, i, to)) {
                return i;
            }
        }
        return -1;
    }

    private boolean matches(byte[] expected, int at, int to) {
        return at + expected.length <= to
                && Arrays.equals(bytes, at, at + expected.length, expected, 0, expected.length);
    }

    /* Returns where behind the name of a field there is an undamaged fingerprint. */
    private int find(byte[] field, int from, int to) {
        for (int i = from; i <= to - field.length - Fingerprint.LENGTH; i++) {
            if (bytes[i] == '"' && matches(field, i, to) && Fingerprint.isAt(bytes, i + field.length)) {
                return i + field.length;
            }
        }
        return -1;
    }

    private long[] hashes(int from, int to) {
        long[] found = new long[8];
        int size = 0;
        for (byte[] field : new byte[][] {FIRST, LAST}) {
            for (int at = find(field, from, to); at >= 0; at = find(field, at, to)) {
                found = size == found.length ? Arrays.copyOf(found, 2 * size) : found;
                found[size++] = Fingerprint.hash(bytes, at);
            }
        }
        if (isWithin(from + Line.FIRST_AT, to) && Fingerprint.isAt(bytes, from + Line.FIRST_AT)) {
            found = Arrays.copyOf(found, size + 2);
            found[size++] = Fingerprint.hash(bytes, from + Line.FIRST_AT);
        }
        int last = to - Fingerprint.LENGTH - 2;
        if (last >= from && Fingerprint.isAt(bytes, last)) {
            found = Arrays.copyOf(found, size + 2);
            found[size++] = Fingerprint.hash(bytes, last);
        }
        return Arrays.copyOf(found, size);
    }

    private static boolean isWithin(int at, int to) {
        return at + Fingerprint.LENGTH <= to;
    }
}
