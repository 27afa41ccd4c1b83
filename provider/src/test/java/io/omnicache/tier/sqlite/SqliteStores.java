/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.tier.RecordingContext;
import io.omnicache.tier.Tier;
import io.omnicache.tier.TierContext;
import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Opens databases in a directory, and makes keys and entries. */
final class SqliteStores {
    private SqliteStores() {}

    /** Opens the tier of a cache {@code users}; options are pairs of name and value. */
    static SqliteTier open(Path directory, String... options) throws IOException {
        return open(new RecordingContext("users"), directory, options);
    }

    static SqliteTier open(TierContext context, Path directory, String... options) throws IOException {
        Map<String, String> all = new HashMap<>();
        all.put("directory", directory.toString());
        for (int i = 0; i < options.length; i += 2) {
            all.put(options[i], options[i + 1]);
        }
        return (SqliteTier) new SqliteTierFactory().open(context, all);
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

    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (Path each : files(from, "")) {
            Files.copy(each, to.resolve(from.relativize(each).toString()));
        }
    }

    static TierKey key(int number) {
        return new TierKey(("key:" + number).getBytes(StandardCharsets.UTF_8));
    }

    static TierRecord entry(String value, long version) {
        return new TierRecord(value.getBytes(StandardCharsets.UTF_8), version, 1_000, 2_000, TierRecord.NEVER);
    }

    /** Returns the value stored under a key as text, null if there is none. */
    static String value(Tier tier, TierKey key) throws IOException {
        TierRecord stored = tier.read(key);
        return stored == null ? null : new String(stored.value(), StandardCharsets.UTF_8);
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
