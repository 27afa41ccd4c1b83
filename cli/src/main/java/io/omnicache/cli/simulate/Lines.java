/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Lines of bounded length. Each byte becomes one character: equal keys stay equal and different ones different in whatever
 * encoding the log is. Not thread-safe.
 */
final class Lines {
    /** In place of a line that is longer than {@value #LONGEST} bytes. */
    static final String TOO_LONG = "";

    private static final int LONGEST = 1 << 16;
    private static final int CHUNK = 1 << 13;

    private final Input input;
    private final byte[] line = new byte[LONGEST];
    private final byte[] chunk = new byte[CHUNK];
    private int next;
    private int end;

    Lines(Input input) {
        this.input = input;
    }

    /** Returns the next line that is not blank, or null at the end. */
    @Nullable
    String next() throws IOException {
        while (true) {
            int length = 0;
            int read = read();
            if (read < 0) {
                return null;
            }
            for (; read >= 0 && read != '\n'; read = read()) {
                if (length < LONGEST) {
                    line[length] = (byte) read;
                }
                length++;
            }
            if (length > LONGEST) {
                return TOO_LONG;
            }
            String text = new String(line, 0, length, StandardCharsets.ISO_8859_1).strip();
            if (!text.isEmpty()) {
                return text;
            }
        }
    }

    private int read() throws IOException {
        if (next == end) {
            end = input.read(chunk);
            next = 0;
            if (end == 0) {
                return -1;
            }
        }
        return chunk[next++] & 0xff;
    }
}
