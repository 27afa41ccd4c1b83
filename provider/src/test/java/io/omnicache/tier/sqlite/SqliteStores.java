/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.tier.RecordingContext;
import io.omnicache.tier.StoreFixture;
import io.omnicache.tier.TierContext;
import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Opens databases in a directory, fills them, and finds their files. */
final class SqliteStores extends StoreFixture {
    /** Makes values of a kilobyte, so that a few thousand of them fill pages. */
    static final String FILLER = "x".repeat(1_000);

    private SqliteStores() {}

    /** Opens the tier of a cache {@code users}; options are pairs of name and value. */
    static SqliteTier open(Path directory, String... options) throws IOException {
        return open(new RecordingContext("users"), directory, options);
    }

    static SqliteTier open(TierContext context, Path directory, String... options) throws IOException {
        return (SqliteTier) new SqliteTierFactory().open(context, options(directory, options));
    }

    /** Returns the files of a directory with such an ending, in order of their names. */
    static List<Path> files(Path directory, String ending) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    /** Returns the one database of a directory. */
    static Path database(Path directory) throws IOException {
        return files(directory, ".db").get(0);
    }

    /** Writes entries by number, as one batch. */
    static void fill(SqliteTier tier, int from, int to) throws IOException {
        Map<TierKey, TierRecord> all = new HashMap<>();
        for (int i = from; i < to; i++) {
            all.put(key(i), entry("value " + i + FILLER, i));
        }
        tier.writeAll(all);
    }

    /** Runs statements on a database that nobody has open. */
    static void execute(Path database, String... statements) throws Exception {
        try (Session session = Driver.connect(database, true, false)) {
            for (String each : statements) {
                session.execute(each);
            }
        }
    }
}
