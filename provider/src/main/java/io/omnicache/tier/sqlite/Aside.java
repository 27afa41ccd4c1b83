/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Renames a database with the files that belong to it, all of whose connections are closed. Thread-safe. */
final class Aside {
    /** What the names of a database's files end with. */
    static final List<String> SUFFIXES = List.of("", "-wal", "-shm");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    private Aside() {}

    /** Returns the new name. */
    static Path move(Path database, Clock clock) throws IOException {
        String name = database.getFileName() + ".aside-" + TIME.format(Instant.ofEpochMilli(clock.millis()));
        Path to = database.resolveSibling(name);
        for (int i = 1; Files.exists(to); i++) {
            to = database.resolveSibling(name + "-" + i);
        }
        for (String suffix : SUFFIXES) {
            Path from = database.resolveSibling(database.getFileName() + suffix);
            if (Files.exists(from)) {
                Files.move(from, to.resolveSibling(to.getFileName() + suffix));
            }
        }
        return to;
    }
}
