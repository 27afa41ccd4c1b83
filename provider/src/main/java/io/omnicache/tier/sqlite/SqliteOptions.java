/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.tier.local.Durability;
import io.omnicache.tier.local.OptionTexts;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * The options of a tier {@code sqlite}.
 *
 * @param place where the database is
 * @param entries how many entries of the cache it may hold
 * @param bytes how many bytes they may take
 * @param durability when a change counts as made
 * @param readOnly whether nothing is written, and another process may have the database
 * @param busyMillis how long is waited for a lock that somebody else has on the database, in milliseconds
 * @param shared whether other processes change it, too
 */
record SqliteOptions(
        Place place,
        long entries,
        long bytes,
        Durability durability,
        boolean readOnly,
        int busyMillis,
        boolean shared) {
    /** No bound. */
    static final long UNBOUNDED = OptionTexts.UNBOUNDED;

    static final Set<String> NAMES = Set.of(
            "directory", "file", "memory", "entries", "bytes", "durability", "readOnly", "busyTimeout", "shared");

    private static final int SECOND = 1000;
    private static final int DEFAULT_BUSY = 5 * SECOND;

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
        OptionTexts texts = new OptionTexts("sqlite", options);
        SqliteOptions parsed = new SqliteOptions(
                place(texts),
                texts.count("entries"),
                texts.bytes("bytes"),
                texts.durability(),
                texts.truth("readOnly"),
                busy(texts),
                texts.truth("shared"));
        parsed.requireSharable(texts);
        if (parsed.readOnly() && parsed.place() instanceof Place.Memory) {
            throw texts.wrong("readOnly", "true", "false for a database in memory, which would be empty for ever");
        }
        return parsed;
    }

    private void requireSharable(OptionTexts texts) {
        if (shared && place instanceof Place.Memory) {
            throw texts.wrong("shared", "true", "false for a database in memory, which no other process sees");
        }
        if (shared && readOnly) {
            throw texts.wrong("shared", "true", "false with readOnly, which needs nobody's leave");
        }
        if (shared && durability == Durability.BEHIND) {
            throw texts.wrong("durability", "behind", "os or fsync with shared: others would not see what waits");
        }
    }

    boolean isBounded() {
        return entries != UNBOUNDED || bytes != UNBOUNDED;
    }

    private static Place place(OptionTexts texts) {
        boolean directory = texts.text("directory") != null;
        boolean file = texts.text("file") != null;
        boolean memory = texts.truth("memory");
        int named = (directory ? 1 : 0) + (file ? 1 : 0) + (memory ? 1 : 0);
        if (named != 1) {
            throw new IllegalArgumentException("the tier sqlite needs one of the options directory (where it keeps its"
                    + " databases, such as /var/cache/acme), file (the database itself, such as /var/cache/acme.db) and"
                    + " memory: true; " + named + " were given");
        }
        if (memory) {
            return new Place.Memory();
        }
        return directory ? new Place.Directory(texts.path("directory")) : new Place.File(texts.path("file"));
    }

    private static int busy(OptionTexts texts) {
        String text = texts.text("busyTimeout");
        if (text == null) {
            return DEFAULT_BUSY;
        }
        if (text.matches("[0-9]{1,5}ms")) {
            return Integer.parseInt(text.substring(0, text.length() - 2));
        }
        if (text.matches("[0-9]{1,3}s")) {
            return SECOND * Integer.parseInt(text.substring(0, text.length() - 1));
        }
        throw texts.wrong("busyTimeout", text, "a number of milliseconds or seconds, such as 500ms or 5s");
    }
}
