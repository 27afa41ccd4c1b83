/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

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
 * The options of a tier {@code sqlite}.
 *
 * @param place where the database is
 * @param entries how many entries of the cache it may hold
 * @param bytes how many bytes they may take
 * @param durability when a change counts as made
 * @param readOnly whether nothing is written, and another process may have the database
 * @param busyMillis how long is waited for a lock that somebody else has on the database, in milliseconds
 */
record SqliteOptions(Place place, long entries, long bytes, Durability durability, boolean readOnly, int busyMillis) {
    /** No bound. */
    static final long UNBOUNDED = Long.MAX_VALUE;

    static final Set<String> NAMES = Set.of(
            "directory", "file", "memory", "entries", "bytes", "durability", "readOnly", "busyTimeout", "shared");

    private static final String DEFAULT_BUSY = "5s";
    private static final int SECOND = 1000;

    /** Where a database is. */
    sealed interface Place {
        /** In a directory, in a file named after the manager. */
        record Directory(Path path) implements Place {}

        /** In a file. */
        record File(Path path) implements Place {}

        /** In memory, until the last of its caches is closed. */
        record Memory() implements Place {}
    }

    /** Reads options; an {@link IllegalArgumentException} says which one is wrong, and what is allowed. */
    static SqliteOptions parse(Map<String, String> options) {
        if (truth(options, "shared")) {
            throw wrong("shared", "true", "false: sharing a database between processes is not built yet");
        }
        SqliteOptions parsed = new SqliteOptions(
                place(options),
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
                truth(options, "readOnly"),
                busy(options.getOrDefault("busyTimeout", DEFAULT_BUSY)));
        if (parsed.readOnly() && parsed.place() instanceof Place.Memory) {
            throw wrong("readOnly", "true", "false for a database in memory, which would be empty for ever");
        }
        return parsed;
    }

    boolean isBounded() {
        return entries != UNBOUNDED || bytes != UNBOUNDED;
    }

    private static Place place(Map<String, String> options) {
        String directory = options.get("directory");
        String file = options.get("file");
        boolean memory = truth(options, "memory");
        int named = (directory == null ? 0 : 1) + (file == null ? 0 : 1) + (memory ? 1 : 0);
        if (named != 1) {
            throw new IllegalArgumentException("the tier sqlite needs one of the options directory (where it keeps its"
                    + " databases, such as /var/cache/acme), file (the database itself, such as /var/cache/acme.db) and"
                    + " memory: true; " + named + " were given");
        }
        if (memory) {
            return new Place.Memory();
        }
        return directory == null
                ? new Place.File(path("file", String.valueOf(file)))
                : new Place.Directory(path("directory", directory));
    }

    private static Path path(String name, String text) {
        if (text.isBlank()) {
            throw wrong(name, text, "a path");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("the option " + name + " of the tier sqlite is no path: " + text, e);
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

    private static int busy(String text) {
        if (text.matches("[0-9]{1,5}ms")) {
            return Integer.parseInt(text.substring(0, text.length() - 2));
        }
        if (text.matches("[0-9]{1,3}s")) {
            return SECOND * Integer.parseInt(text.substring(0, text.length() - 1));
        }
        throw wrong("busyTimeout", text, "a number of milliseconds or seconds, such as 500ms or 5s");
    }

    private static boolean truth(Map<String, String> options, String name) {
        String text = options.getOrDefault(name, "false");
        if (!text.equals("true") && !text.equals("false")) {
            throw wrong(name, text, "true or false");
        }
        return text.equals("true");
    }

    private static IllegalArgumentException wrong(String name, String text, String allowed) {
        return new IllegalArgumentException(
                "the option " + name + " of the tier sqlite was " + text + ", allowed is " + allowed);
    }
}
