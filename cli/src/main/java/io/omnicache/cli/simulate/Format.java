/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

import java.util.Locale;

/** How requests are written down. */
enum Format {
    /** One key per line. */
    KEYS("one key per line"),
    /** Common or Combined Log Format of web servers; the request target is the key. */
    CLF("Common Log Format"),
    /** Signed 64-bit keys, big-endian, nothing between them. */
    TRC("64-bit keys");

    private static final int LINES_LOOKED_AT = 100;

    private final String label;

    Format(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** Returns a reader of what the input holds. */
    KeyReader reader(Input input) {
        return switch (this) {
            case KEYS -> new LineKeys(new Lines(input), line -> line.isBlank() ? null : line);
            case CLF -> new LineKeys(new Lines(input), CommonLog::target);
            case TRC -> new TraceKeys(input);
        };
    }

    /**
     * Tells the format by the name of the file and by how its content begins: control characters are in no text, and a log is
     * a log if most of its first lines are.
     */
    static Format detect(String name, String beginning) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".trc.gz") || lower.endsWith(".trc") || isBinary(beginning)) {
            return TRC;
        }
        int logged = 0;
        int lines = 0;
        for (String line : beginning.lines().limit(LINES_LOOKED_AT).toList()) {
            if (!line.isBlank()) {
                lines++;
                logged += CommonLog.target(line) == null ? 0 : 1;
            }
        }
        return logged > 0 && logged * 2 >= lines ? CLF : KEYS;
    }

    private static boolean isBinary(String beginning) {
        return beginning.chars().anyMatch(c -> c < ' ' && !Character.isWhitespace(c) && c != '\u001b');
    }
}
