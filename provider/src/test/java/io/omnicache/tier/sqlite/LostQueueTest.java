/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.LogCapture;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that somebody else keeps locked while it is closed: what waits in the queue is lost, and is not to be replaced by what was there before. */
class LostQueueTest {
    @TempDir
    Path directory;

    private SqliteTier open() throws IOException {
        return SqliteStores.open(directory, "durability", "behind", "busyTimeout", "20ms");
    }

    /** Closes a tier while somebody else writes. */
    private void closeLocked(SqliteTier tier, boolean change) throws IOException, SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + SqliteStores.database(directory));
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            if (change) {
                tier.write(SqliteStores.key(1), SqliteStores.entry("new", 2));
            }
            assertThatThrownBy(tier::close).isInstanceOf(IOException.class);
            statement.execute("ROLLBACK");
        }
    }

    private SqliteTier filled() throws IOException {
        SqliteTier tier = open();
        tier.write(SqliteStores.key(1), SqliteStores.entry("old", 1));
        assertThat(tier.size()).isEqualTo(1);
        return tier;
    }

    @Test
    void changesThatWaitedAndAreLostLeaveTheStoreOutOfStep() throws Exception {
        try (LogCapture log = new LogCapture("io.omnicache.tier")) {
            closeLocked(filled(), true);
            assertThat(log.messages()).anyMatch(each -> each.contains("it begins empty next time"));
        }
        try (SqliteTier tier = open()) {
            assertThat(SqliteStores.value(tier, SqliteStores.key(1))).isEqualTo("old");
            assertThat(tier.isInStep()).isFalse();
        }
    }

    @Test
    void whereNothingWaitedNothingIsLost() throws Exception {
        try (LogCapture log = new LogCapture("io.omnicache.tier")) {
            closeLocked(filled(), false);
            assertThat(log.messages()).noneMatch(each -> each.contains("begins empty"));
        }
        try (SqliteTier tier = open()) {
            assertThat(tier.isInStep()).isTrue();
        }
    }
}
