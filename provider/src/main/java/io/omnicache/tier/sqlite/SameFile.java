/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.tier.local.Presence;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Sees to it that all processes that share a database have the same file, and not one that somebody has put in its place. Thread-safe. */
final class SameFile {
    /** Tells an identity from none. */
    private static final long KNOWN = 1L << Integer.SIZE;

    private final @Nullable Path file;

    /** Null if the database is not shared. */
    private volatile @Nullable Marks marks;

    SameFile(@Nullable Path file) {
        this.file = file;
    }

    /** From now on, the file is to be that which is noted beside the marks. */
    void as(Marks shared) {
        marks = shared;
    }

    /** Forgets which file it is to be: it was set aside, by who has the database for himself. */
    void forget() {
        Marks shared = marks;
        if (shared != null) {
            shared.database(0);
        }
    }

    /**
     * Looks whether it is, and notes it if nobody has; comes after the file was opened.
     *
     * @throws SQLException if it is another one
     */
    void require() throws SQLException {
        Marks shared = marks;
        Path present = file;
        if (shared == null || present == null) {
            return;
        }
        try {
            Object key = Presence.key(present);
            long identity = key == null ? 0 : KNOWN | Integer.toUnsignedLong(key.hashCode());
            if (shared.database() == 0) {
                shared.database(identity); // by who opens it first
            } else if (identity != 0 && shared.database() != identity) {
                throw Faults.disagreement("the file is not the one that other processes have open");
            }
        } catch (IOException e) {
            throw new SQLException(e.getMessage(), e);
        }
    }
}
