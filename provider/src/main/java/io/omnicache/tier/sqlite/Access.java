/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.tier.local.CommonLock;
import io.omnicache.tier.local.ProcessLock;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What keeps other processes from a database, or lets them in by turns. */
sealed interface Access {
    /** Nothing: the database is in memory, or is only looked at. */
    record None() implements Access {}

    /** Other processes are kept away. */
    record Alone(ProcessLock lock) implements Access {}

    /**
     * Other processes have the database, too, if they share it.
     *
     * @param turn by which this process changes what they change
     */
    record Shared(CommonLock lock, Turn turn) implements Access {}

    default boolean isShared() {
        return this instanceof Shared;
    }

    /** Returns by which this process changes what others change, too; null if there are no others. */
    default @Nullable Turn turn() {
        return this instanceof Shared shared ? shared.turn : null;
    }

    /** Lets others have the database. */
    default void close() throws IOException {
        if (this instanceof Alone alone) {
            alone.lock.close();
        } else if (this instanceof Shared shared) {
            shared.lock.close();
        }
    }
}
