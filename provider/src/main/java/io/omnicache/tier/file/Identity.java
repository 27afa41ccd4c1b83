/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.tier.StoredCache;
import io.omnicache.tier.TierContext;
import io.omnicache.tier.local.Shielded;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of a store depend on and what no line says: the seed of its hashes and the number of its logs. Kept in a file of its own
 * and again at the beginning of each segment.
 *
 * @param hashing the hash of keys
 * @param logBits how many bits of a hash choose the log
 * @param header the same as JSON, with the names of manager and cache for who looks
 */
record Identity(KeyHash hashing, int logBits, String header) {
    static final String NAME = "store.json";

    private static final int FORMAT = 1;
    private static final int LONGEST = 1 << 16;
    private static final int MOST_BITS = 8;
    private static final int MANY_LOGS = 2;
    private static final long SMALL = 50_000;
    private static final Pattern HEADER =
            Pattern.compile("\\{\"format\":" + FORMAT + ",\"logBits\":([0-9]),\"seed\":\"([0-9a-f]{32})\",.*");

    private static final String STRING = "\"((?:[^\"\\\\]|\\\\[\"\\\\]|\\\\u[0-9a-f]{4})*+)\"";
    private static final Pattern NAMES = Pattern.compile(",\"manager\":" + STRING + ",\"cache\":" + STRING + "}");
    private static final int HEX_DIGITS = 4;

    /** Makes one for a new store: one log for a small bound, else four, so that damage costs less and writers wait less. */
    static Identity create(TierContext context, long entries) {
        KeyHash hashing = KeyHash.random();
        int logBits = entries <= SMALL ? 0 : MANY_LOGS;
        return new Identity(
                hashing,
                logBits,
                "{\"format\":" + FORMAT + ",\"logBits\":" + logBits + ",\"seed\":\"" + hashing.text()
                        + "\",\"manager\":" + quoted(context.manager()) + ",\"cache\":" + quoted(context.cache())
                        + "}");
    }

    /** Reads the one of a store, if its own file is damaged that which most segments name; null if there is none. */
    static @Nullable Identity find(Path directory) throws IOException {
        Identity found = read(directory.resolve(NAME));
        Map<Identity, Integer> named = new HashMap<>();
        if (found == null) {
            for (Path file : Directories.list(directory)) {
                Identity each = Segment.isSegment(file) ? read(file) : null;
                if (each != null && named.merge(each, 1, Integer::sum) > named.getOrDefault(found, 0)) {
                    found = each;
                }
            }
        }
        return found;
    }

    /** Returns whether a segment says that it is of another store than that of a header; one whose beginning is damaged does not. */
    static boolean isForeign(Path segment, String header) throws IOException {
        Identity named = read(segment);
        return named != null && !named.header().equals(header);
    }

    /** Reads the first line of a file; null if that says nothing. */
    static @Nullable Identity read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        byte[] beginning = Shielded.call(() -> beginning(file));
        int end = 0;
        while (end < beginning.length && beginning[end] != '\n') {
            end++;
        }
        Line line = new Line();
        Matcher header = HEADER.matcher("");
        if (!line.parse(beginning, 0, end)
                || line.kind() != Line.Kind.HEADER
                || !header.reset(line.header()).matches()
                || Integer.parseInt(header.group(1)) > MOST_BITS) {
            return null;
        }
        return new Identity(
                KeyHash.parse(header.group(2)), Integer.parseInt(header.group(1)), Life.without(line.header()));
    }

    private static byte[] beginning(Path file) throws IOException {
        try (InputStream input = Files.newInputStream(file)) {
            return input.readNBytes(LONGEST);
        }
    }

    /** Writes it into its file. */
    void write(Path directory) throws IOException {
        Lines lines = new Lines();
        lines.header(header);
        byte[] bytes = Arrays.copyOf(lines.bytes(), lines.length());
        Shielded.run(() -> Files.write(directory.resolve(NAME), bytes));
    }

    /** Returns a number by which parts of this store know each other. */
    long mark() {
        return hashing.of(header.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns whose entries these are; empty if the header does not say. */
    Optional<StoredCache> owner() {
        Matcher names = NAMES.matcher(header);
        return names.find()
                ? Optional.of(new StoredCache(unquoted(names.group(1)), unquoted(names.group(2))))
                : Optional.empty();
    }

    private static String unquoted(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each != '\\') {
                plain.append(each);
            } else if (text.charAt(i + 1) == 'u') {
                plain.append((char) HexFormat.fromHexDigits(text, i + 2, i + 2 + HEX_DIGITS));
                i += 1 + HEX_DIGITS;
            } else {
                i++;
                plain.append(text.charAt(i));
            }
        }
        return plain.toString();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == '"' || each == '\\') {
                quoted.append('\\').append(each);
            } else if (each < ' ' || Character.isSurrogate(each)) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) each));
            } else {
                quoted.append(each);
            }
        }
        return quoted.append('"').toString();
    }
}
