/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import java.io.IOException;
import java.util.Arrays;

/**
 * Goes over the lines of a segment in order. A damaged line is known by a fingerprint at one of its ends, also where a newline was lost in
 * it or came into it. What cannot be explained as damaged lines may have been any number of them.
 *
 * <p>Not thread-safe; for one walk.
 */
final class Walk {
    private static final int BUFFER = 1 << 20;
    private static final int MOST_UNEXPLAINED = 1 << 24;

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

        /** A line of a key whose hash is known, and nothing else. */
        void damaged(long offset, int size, long hash) throws IOException;

        /** Bytes that may have been lines of any keys. */
        void unknown(long offset, int size) throws IOException;

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

    /** Where bytes begin that are not explained yet; -1 if there are none. */
    private int unexplained = -1;

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
            for (int i = LineFeeds.next(bytes, scanned, end); i < end; i = LineFeeds.next(bytes, i + 1, end)) {
                stretch(start, i);
                start = i + 1;
            }
        }
        if (start < end) {
            tail(start);
        }
        giveUp(end);
    }

    private void makeRoom() {
        int kept = unexplained < 0 ? start : unexplained;
        if (kept > 0) {
            System.arraycopy(bytes, kept, bytes, 0, end - kept);
            end -= kept;
            start -= kept;
            unexplained = unexplained < 0 ? -1 : 0;
        }
        if (end == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
    }

    private long offset(int at) {
        return position - end + at;
    }

    /* What stands before a newline. */
    private void stretch(int from, int to) throws IOException {
        if (line.parse(bytes, from, to)) {
            giveUp(from);
            visitor.line(line, bytes, from, to + 1 - from, offset(from));
        } else if (unexplained >= 0 && isLine(unexplained, to)) {
            damaged(unexplained, to); // a newline had come into it
            unexplained = -1;
        } else if (isLine(from, to)) {
            giveUp(from);
            damaged(from, to);
        } else {
            joined(from, to);
        }
    }

    /* Lines of which at least one has lost its newline, or what nobody knows. */
    private void joined(int from, int to) throws IOException {
        int rest = from;
        for (int next = inner(from + 1, to); next >= 0; next = inner(next + 1, to)) {
            if (isLine(rest, next - 1)) {
                giveUp(rest);
                damaged(rest, next - 1); // also if it is whole: without its newline it could not be read
                rest = next;
            }
            if (isLine(next, to)) {
                unexplained = unexplained < 0 && rest < next ? rest : unexplained;
                stretch(next, to);
                return;
            }
        }
        unexplained = unexplained < 0 ? rest : unexplained;
        if (to - unexplained > MOST_UNEXPLAINED) {
            giveUp(to + 1);
        }
    }

    /* Without a newline. What has the end of a line is a damaged one, else it was never finished. */
    private void tail(int from) throws IOException {
        int rest = from;
        for (int next = inner(from + 1, end); next >= 0; next = inner(next + 1, end)) {
            if (isLine(rest, next - 1)) {
                giveUp(rest);
                damaged(rest, next - 1);
                rest = next;
            }
        }
        if (isLine(rest, end - 1)) {
            giveUp(rest);
            damaged(rest, end - 1);
        } else if (isLine(rest, end)) {
            giveUp(rest);
            visitor.damaged(offset(rest), end - rest, hash(rest, end));
        } else {
            giveUp(rest);
            visitor.torn(offset(rest), end - rest);
        }
        unexplained = -1;
    }

    /* Nothing explains what stands before this. */
    private void giveUp(int to) throws IOException {
        if (unexplained >= 0 && unexplained < to) {
            visitor.unknown(offset(unexplained), to - unexplained);
        }
        unexplained = -1;
    }

    private void damaged(int from, int to) throws IOException {
        visitor.damaged(offset(from), to + 1 - from, hash(from, to));
    }

    private int inner(int from, int to) {
        for (int i = from; i <= to - Line.START.length; i++) {
            if (bytes[i] == '{' && Arrays.equals(bytes, i, i + Line.START.length, Line.START, 0, Line.START.length)) {
                return i;
            }
        }
        return -1;
    }

    /* Whether these bytes, and no others, are a line of one key, whole or damaged. */
    private boolean isLine(int from, int to) {
        return isFirst(from, to) || isLast(from, to);
    }

    private boolean isFirst(int from, int to) {
        return from + Line.FIRST_AT + Fingerprint.LENGTH <= to
                && Fingerprint.isAt(bytes, from + Line.FIRST_AT, to - from);
    }

    private boolean isLast(int from, int to) {
        int last = to - Fingerprint.LENGTH - 2;
        return last >= from && Fingerprint.isAt(bytes, last, to - from);
    }

    private long hash(int from, int to) {
        return Fingerprint.hash(bytes, isFirst(from, to) ? from + Line.FIRST_AT : to - Fingerprint.LENGTH - 2);
    }
}
