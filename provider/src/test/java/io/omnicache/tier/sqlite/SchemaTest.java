/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.tier.RecordingContext;
import io.omnicache.tier.TierRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases of older and later releases, and of something else. */
class SchemaTest {
    @TempDir
    Path directory;

    @Test
    void olderSchemaIsMigrated() throws Exception {
        Path file = directory.resolve("old.db");
        byte[] key = SqliteStores.key(1).bytes();
        TierRecord entry = SqliteStores.entry("old value", 3);
        try (Session session = Driver.connect(file, true, false)) {
            assertThat(Schema.migrate(session, 1)).isZero();
            session.execute("INSERT INTO caches (id, manager, name) VALUES (5, 'omnicache:tests', 'users')");
            var insert = session.statement(
                    "INSERT INTO cache_entries (id, cache, key, created, accessed, version, crc, value)" + " VALUES ("
                            + ((5L << Schema.CACHE_SHIFT) + 1) + ", 5, ?, 1000, 2000, 3, ?, ?)");
            insert.setBytes(1, key);
            insert.setLong(2, Checks.of(new CacheName("omnicache:tests", "users").mark() ^ 5, key, entry));
            insert.setBytes(3, entry.value());
            insert.executeUpdate();
        }
        try (SqliteTier tier = (SqliteTier)
                new SqliteTierFactory().open(new RecordingContext("users"), Map.of("file", file.toString()))) {
            assertThat(tier.size()).isEqualTo(1);
            assertThat(SqliteStores.value(tier, SqliteStores.key(1))).isEqualTo("old value");
            SqliteStores.fill(tier, 2, 10);
            assertThat(tier.size()).isEqualTo(9);
        }
        try (Session session = Driver.connect(file, false, false)) {
            assertThat(session.number("PRAGMA user_version")).isEqualTo(Schema.VERSION);
            assertThat(session.number("PRAGMA application_id")).isEqualTo(Schema.APPLICATION);
        }
    }

    @Test
    void databaseOfALaterReleaseIsSetAside() throws Exception {
        try (SqliteTier tier = SqliteStores.open(directory)) {
            SqliteStores.fill(tier, 0, 10);
        }
        SqliteStores.execute(SqliteStores.database(directory), "PRAGMA user_version = 99");
        try (SqliteTier tier = SqliteStores.open(directory)) {
            assertThat(tier.size()).isZero();
            SqliteStores.fill(tier, 0, 10);
        }
        assertThat(Files.list(directory).filter(file -> file.toString().contains(".aside-")))
                .hasSize(1);
    }

    @Test
    void databaseOfSomethingElseIsNotTouched() throws Exception {
        Path file = directory.resolve("theirs.db");
        SqliteStores.execute(file, "CREATE TABLE invoices (id INTEGER)", "INSERT INTO invoices VALUES (1)");
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() ->
                        new SqliteTierFactory().open(new RecordingContext("users"), Map.of("file", file.toString())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("something else than OmniCache");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }
}
