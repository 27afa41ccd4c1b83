/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.tier.StoredCache;
import io.omnicache.tier.sqlite.SqliteOptions.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The caches of which databases have rows. They are only read. */
final class StoredNames {
    private static final Pattern ESCAPED = Pattern.compile("\\\\u([0-9a-f]{4})");

    private StoredNames() {}

    static List<StoredCache> in(Place place) throws IOException {
        List<StoredCache> stored = new ArrayList<>();
        for (Path file : files(place)) {
            try (Session session = Driver.connect(file, false, true)) {
                if (Schema.kind(session) == Schema.Kind.OURS) {
                    addAll(session, stored);
                }
            } catch (SQLException e) {
                throw new IOException("the database cannot be read: file=" + file, e);
            }
        }
        return stored;
    }

    private static List<Path> files(Place place) throws IOException {
        if (place instanceof Place.File file) {
            return Files.exists(file.path()) ? List.of(file.path()) : List.of();
        }
        if (place instanceof Place.Directory directory && Files.isDirectory(directory.path())) {
            try (Stream<Path> all = Files.list(directory.path())) {
                return all.filter(file -> file.toString().endsWith(".db"))
                        .sorted()
                        .toList();
            }
        }
        return List.of();
    }

    private static void addAll(Session session, List<StoredCache> stored) throws SQLException {
        try (ResultSet rows = session.statement("SELECT manager, name FROM caches ORDER BY id")
                .executeQuery()) {
            while (rows.next()) {
                stored.add(new StoredCache(plain(rows.getString(1)), plain(rows.getString(2))));
            }
        }
    }

    /** Turns around {@link CacheName#written}. */
    private static String plain(String written) {
        Matcher matcher = ESCAPED.matcher(written);
        return matcher.replaceAll(
                found -> Matcher.quoteReplacement(String.valueOf((char) HexFormat.fromHexDigits(found.group(1)))));
    }
}
