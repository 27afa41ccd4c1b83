/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of a log. Only the newest of a log is appended to, and none of an earlier life of the store.
 *
 * <p>The counts are guarded by the state lock of the log; the rest is thread-safe.
 */
final class Segment {
    private static final Pattern NAME = Pattern.compile("([0-9]{1,3})-([0-9]{10,18})\\.jsonl");

    private final int slot;
    private final long id;
    private final SegmentFile file;

    /** Whether the beginning of a line stands behind what was acknowledged. */
    private volatile boolean broken;

    /** What was acknowledged; what is in the file beyond it is not there. */
    private volatile long length;

    /** About how many bytes of it are lines that the index points to. */
    long live;

    /** Bytes of lines that say that a key is not there. They are needed as long as the log has an older segment. */
    long removals;

    /** Whether it says that nothing before it counts: it must not go before what is older. */
    boolean barrier;

    Segment(int slot, long id, SegmentFile file, long length) {
        this.slot = slot;
        this.id = id;
        this.file = file;
        this.length = length;
    }

    static String name(int log, long id) {
        return String.format(Locale.ROOT, "%d-%010d.jsonl", log, id);
    }

    /** Returns the number of the segment if a file is one of this log, -1 if it is none. */
    static long id(Path file, int log) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches() && Integer.parseInt(name.group(1)) == log ? Long.parseLong(name.group(2)) : -1;
    }

    static boolean isSegment(Path file) {
        return NAME.matcher(String.valueOf(file.getFileName())).matches();
    }

    int slot() {
        return slot;
    }

    long id() {
        return id;
    }

    SegmentFile file() {
        return file;
    }

    long length() {
        return length;
    }

    void length(long newLength) {
        length = newLength;
    }

    /** Writes lines behind what was acknowledged, which does not change; if it throws, what was written of them is cut off again. */
    void append(Lines lines) throws IOException {
        try {
            file.write(lines.bytes(), 0, lines.length(), length);
        } catch (IOException | RuntimeException | Error e) {
            cut(e);
            throw e;
        }
    }

    private void cut(Throwable because) {
        try {
            file.truncate(length);
        } catch (IOException e) {
            broken = true;
            because.addSuppressed(e);
        }
    }

    /** Returns whether something may stand behind what was acknowledged, so that no line must follow it. */
    boolean isBroken() {
        return broken;
    }

    /** Reads the line at a place; returns false if there is no undamaged entry. */
    boolean load(long location, Scratch scratch) throws IOException {
        int most = Location.mostLength(location);
        byte[] room = scratch.room(most);
        int size = file.read(room, 0, most, Location.offset(location));
        for (int i = Location.leastLength(location); i < size; i++) {
            if (room[i] == '\n') {
                scratch.lineStart = 0;
                scratch.lineLength = i + 1;
                return scratch.line.parse(room, 0, i) && scratch.line.kind() == Line.Kind.PUT;
            }
        }
        return false;
    }
}
