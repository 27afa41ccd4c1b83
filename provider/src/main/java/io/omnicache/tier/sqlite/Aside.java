/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Renames a database with the files that belong to it, all of whose connections are closed. Thread-safe. */
final class Aside {
    /** What the name of the log (WAL) ends with. */
    static final String LOG = "-wal";

    /** What the names of a database's files end with. */
    static final List<String> SUFFIXES = List.of("", LOG, "-shm");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    private Aside() {}

    /** Returns the new name; null if there was nothing to rename. */
    static @Nullable Path move(Path database, Clock clock) throws IOException {
        String name = database.getFileName() + ".aside-" + TIME.format(Instant.ofEpochMilli(clock.millis()));
        Path to = database.resolveSibling(name);
        for (int i = 1; isThere(to); i++) {
            to = database.resolveSibling(name + "-" + i);
        }
        boolean moved = false;
        for (String suffix : SUFFIXES) {
            Path from = with(database, suffix);
            if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(from, with(to, suffix));
                moved = true;
            }
        }
        return moved ? to : null;
    }

    private static boolean isThere(Path database) {
        return SUFFIXES.stream().anyMatch(suffix -> Files.exists(with(database, suffix), LinkOption.NOFOLLOW_LINKS));
    }

    /** Returns the path of a file that belongs to a database. */
    static Path with(Path database, String suffix) {
        return database.resolveSibling(database.getFileName() + suffix);
    }

    /** Deletes the files of a database. */
    static void delete(Path database) throws IOException {
        for (String suffix : SUFFIXES) {
            Files.deleteIfExists(with(database, suffix));
        }
    }
}
