/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.config.Quantities;
import io.omnicache.tier.local.Durability;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The options of a tier {@code file}.
 *
 * @param directory where the stores are
 * @param entries how many entries it may hold
 * @param bytes how many bytes the lines of its entries may take
 * @param durability when a change counts as made
 * @param readOnly whether nothing is written, and another process may have the directory
 * @param overhead how many times as large as its entries the store may become
 */
record FileOptions(Path directory, long entries, long bytes, Durability durability, boolean readOnly, double overhead) {
    /** No bound. */
    static final long UNBOUNDED = Long.MAX_VALUE;

    static final Set<String> NAMES = Set.of("directory", "entries", "bytes", "durability", "readOnly", "overhead");

    private static final double LEAST_OVERHEAD = 1.5;
    private static final double MOST_OVERHEAD = 100;

    /** Reads options; an {@link IllegalArgumentException} says which one is wrong, and what is allowed. */
    static FileOptions parse(Map<String, String> options) {
        return new FileOptions(
                directory(options.get("directory")),
                quantity(
                        options,
                        "entries",
                        Quantities.COUNT,
                        text -> Quantities.count(text).orElse(null)),
                quantity(
                        options,
                        "bytes",
                        Quantities.BYTE_COUNT,
                        text -> Quantities.bytes(text).orElse(null)),
                durability(options.getOrDefault("durability", "os")),
                truth(options.getOrDefault("readOnly", "false")),
                overhead(options.getOrDefault("overhead", "2")));
    }

    private static Path directory(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(
                    "the tier file needs the option directory: where it keeps its files, such as /var/cache/acme");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("the option directory of the tier file is no path: " + text, e);
        }
    }

    private static long quantity(
            Map<String, String> options, String name, String allowed, Function<String, @Nullable Long> reader) {
        String text = options.get(name);
        Long read = text == null ? Long.valueOf(UNBOUNDED) : reader.apply(text);
        if (read == null) {
            throw wrong(name, String.valueOf(text), allowed);
        }
        return read;
    }

    private static Durability durability(String text) {
        for (Durability each : Durability.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(text)) {
                return each;
            }
        }
        throw wrong("durability", text, "os, fsync or behind");
    }

    private static boolean truth(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw wrong("readOnly", text, "true or false");
        }
        return text.equals("true");
    }

    private static double overhead(String text) {
        String allowed = "a number from 1.5 to 100: how many times as large as its entries the store may become";
        if (!text.matches("[0-9]{1,3}([.][0-9]{1,3})?")) {
            throw wrong("overhead", text, allowed);
        }
        double read = Double.parseDouble(text);
        if (read < LEAST_OVERHEAD || read > MOST_OVERHEAD) {
            throw wrong("overhead", text, allowed);
        }
        return read;
    }

    private static IllegalArgumentException wrong(String name, String text, String allowed) {
        return new IllegalArgumentException(
                "the option " + name + " of the tier file was " + text + ", allowed is " + allowed);
    }
}
