/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.tier.local.Chore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a whole database for damage that SQLite can see, beside those who use it; a damaged one is set aside. Takes about a second
 * for 1 GB that the system has in memory. Thread-safe.
 */
final class Check {
    private static final String SOUND = "ok";

    private final Database database;
    private final Chore chore;
    private volatile @Nullable PreparedStatement running;
    private volatile boolean stopped;

    Check(Database database, Path file) {
        this.database = database;
        this.chore = new Chore(file, "checking the database", this::run);
    }

    /** Begins soon, on another thread. */
    void begin() {
        chore.ask();
    }

    private void run() throws IOException {
        long life = database.connections().counts().life();
        if (stopped) {
            return;
        }
        try {
            String found = database.connections().sessions().with(this::check);
            if (!stopped && !found.equals(SOUND)) {
                database.setAside(Faults.disagreement(found), life);
            } else if (!stopped) {
                Events.sound(database.place());
            }
        } catch (SQLException e) {
            if (!stopped) {
                database.setAside(e, life);
            }
        }
    }

    private String check(Session session) throws SQLException {
        PreparedStatement check = session.statement("PRAGMA quick_check(1)");
        running = check;
        try {
            if (stopped) {
                return SOUND;
            }
            try (ResultSet row = check.executeQuery()) {
                String found = row.next() ? row.getString(1) : null;
                return found == null ? SOUND : found;
            }
        } finally {
            running = null;
        }
    }

    /** Ends it where it is: who closes the database does not wait for it. */
    void stop() {
        stopped = true;
        PreparedStatement check = running;
        if (check != null) {
            try {
                check.cancel();
            } catch (SQLException e) {
                Events.closingFailed(e); // it had ended meanwhile
            }
        }
    }
}
