/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import java.io.IOException;
import java.sql.SQLException;

/** Tells the failures of SQLite apart, by its result codes. Thread-safe. */
final class Faults {
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int NO_MEMORY = 7;
    private static final int INTERRUPTED = 9;
    private static final int IO_ERROR = 10;
    private static final int FULL = 13;
    private static final int TOO_BIG = 18;
    private static final int MISMATCH = 20;
    private static final int RANGE = 25;
    private static final int CORRUPT = 11;
    private static final int CONSTRAINT = 19;
    private static final int NOT_A_DATABASE = 26;
    private static final int PRIMARY = 0xff;

    private Faults() {}

    private static int code(SQLException failure) {
        return failure.getErrorCode() & PRIMARY;
    }

    /** Returns whether the file is damaged: also where an index says that a key is there and the table that it is not. */
    static boolean isDamage(SQLException failure) {
        int code = code(failure);
        return code == CORRUPT || code == NOT_A_DATABASE || code == CONSTRAINT;
    }

    /** Returns whether it says nothing of the file: somebody else was in the way. */
    static boolean isOfOthers(SQLException failure) {
        int code = code(failure);
        return code == BUSY || code == LOCKED || code == NO_MEMORY || code == INTERRUPTED;
    }

    /** Returns whether there may be no room. */
    static boolean isOfRoom(SQLException failure) {
        return code(failure) == FULL || code(failure) == IO_ERROR;
    }

    /** Returns whether it may be the fault of one change, and not of all that are in its transaction. */
    static boolean isOfOneChange(SQLException failure) {
        int code = code(failure);
        return code == TOO_BIG || code == MISMATCH || code == RANGE;
    }

    /** Makes a failure that says that an index and the table do not agree. */
    static SQLException disagreement(String what) {
        return new SQLException(what, "", CORRUPT);
    }

    static IOException of(Object place, SQLException failure) {
        return new IOException("SQLite: " + failure.getMessage() + ": database=" + place, failure);
    }
}
