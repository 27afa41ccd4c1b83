/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What operators are told. Neither keys nor values are in it. Thread-safe. */
final class Events {
    private Events() {}

    private static System.Logger log() {
        return System.getLogger("io.omnicache.tier");
    }

    static void openedUnclean(Object database) {
        log().log(
                        System.Logger.Level.INFO,
                        "sqlite tier opened, and is checked in the background: database={0} closedInOrder=false",
                        database);
    }

    static void sound(Object database) {
        log().log(System.Logger.Level.DEBUG, "sqlite tier checked, it is sound: database={0}", database);
    }

    static void migrated(Object database, int from) {
        log().log(
                        System.Logger.Level.INFO,
                        "sqlite tier migrated: database={0} from={1} to={2}",
                        database,
                        from,
                        Schema.VERSION);
    }

    static void setAside(Path database, @Nullable Path to, String why) {
        log().log(
                        System.Logger.Level.WARNING,
                        "sqlite tier set aside, all its caches are empty: database={0} to={1} why={2}",
                        database,
                        to == null ? "(nothing was left)" : to,
                        why);
    }

    static void placeLost(Path database, Throwable cause) {
        log().log(
                        System.Logger.Level.WARNING,
                        "sqlite tier lost its directory, changes fail: database=" + database,
                        cause);
    }

    static void placeThereAgain(Path database) {
        log().log(System.Logger.Level.INFO, "sqlite tier has its directory again: database={0}", database);
    }

    static void damagedRow(Object database, String cache, long count) {
        log().log(
                        count == 1 ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
                        "damaged row dropped: database={0} cache={1} sinceOpened={2}",
                        database,
                        cache,
                        Long.toString(count));
    }

    static void failing(Object database, String what, Throwable cause) {
        log().log(System.Logger.Level.WARNING, "sqlite tier: " + what + " failed: database=" + database, cause);
    }

    static void worksAgain(Object database, String what) {
        log().log(System.Logger.Level.INFO, "sqlite tier: {0} works again: database={1}", what, database);
    }

    static void closingFailed(Exception cause) {
        log().log(System.Logger.Level.DEBUG, "sqlite tier: giving something up failed", cause);
    }
}
