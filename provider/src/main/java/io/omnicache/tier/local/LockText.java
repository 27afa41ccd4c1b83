/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What stands in the file of a {@link ProcessLock}: a line with the process id of its holder, and a line for each note, a hash of a name. The rest of the
 * file is blank: it is never shortened, and written as a whole. If several processes share the store, further lines say which of them has noted a name.
 */
/* Not by the channel, which would be closed, and the lock dropped, if the thread was interrupted. */
final class LockText {
    private static final int PAGE = 4096;
    private static final int MOST_TEXT = 1 << 20;
    private static final int LINE = 17;
    private static final int NOTE_BYTES = 8;
    private static final Pattern NOTE = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern LINES = Pattern.compile("[0-9a-f]{16}(:[0-9a-f]{10})?");
    private static final int HEX = 16;

    private LockText() {}

    /** Returns the note of a name. */
    static String note(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, NOTE_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Returns how long a file is that has room for so many notes. */
    static long lengthFor(int notes) {
        return ((notes + 1L) * LINE / PAGE + 1) * PAGE;
    }

    /**
     * Writes the id of this process, and notes.
     *
     * @param room for how many notes there is to be room at least
     */
    static void write(RandomAccessFile opened, Set<String> notes, int room) throws IOException {
        StringBuilder text =
                new StringBuilder().append(ProcessHandle.current().pid()).append('\n');
        notes.forEach(each -> text.append(each).append('\n'));
        long present = Math.min(opened.length(), MOST_TEXT);
        int size = (int) Math.max(present, lengthFor(Math.max(notes.size(), room)));
        text.append(" ".repeat(size - text.length() - 1)).append('\n');
        opened.seek(0);
        opened.write(text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns the notes. */
    static Set<String> notes(RandomAccessFile opened) throws IOException {
        Set<String> notes = new TreeSet<>();
        text(opened).stream().filter(each -> NOTE.matcher(each).matches()).forEach(notes::add);
        return notes;
    }

    /** Returns what stands behind the note of a name for one of several processes that share the store. */
    static String owner(long number) {
        return ":%010x".formatted(number);
    }

    /** Returns the number of the process in such a line. */
    static long ownerOf(String line) {
        return Long.parseLong(line.substring(line.indexOf(':') + 1), HEX);
    }

    /** Returns the notes, and those with the number of a process. */
    static Set<String> lines(RandomAccessFile opened) throws IOException {
        Set<String> found = new TreeSet<>();
        text(opened).stream().filter(each -> LINES.matcher(each).matches()).forEach(found::add);
        return found;
    }

    /** Returns the id of the process that has written it last, for messages. */
    static String holder(RandomAccessFile opened) throws IOException {
        List<String> lines = text(opened);
        String holder = lines.isEmpty() ? "" : lines.get(0);
        return holder.matches("[0-9]+") ? holder : "(unknown)";
    }

    private static List<String> text(RandomAccessFile opened) throws IOException {
        byte[] text = new byte[(int) Math.min(opened.length(), MOST_TEXT)];
        opened.seek(0);
        opened.readFully(text);
        return new String(text, StandardCharsets.US_ASCII)
                .lines()
                .map(String::strip)
                .toList();
    }
}
