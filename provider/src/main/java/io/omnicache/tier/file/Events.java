/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.tier.local.Presence;
import java.nio.file.Path;

/** What operators are told. Neither keys nor values are in it. Thread-safe. */
final class Events {
    private Events() {}

    private static System.Logger log() {
        return System.getLogger("io.omnicache.tier");
    }

    static void closingFailed(Path file, Exception cause) {
        log().log(System.Logger.Level.DEBUG, "closing a file failed: file=" + file, cause);
    }

    static void notSwept(Path place, Exception cause) {
        log().log(
                        System.Logger.Level.WARNING,
                        "what was destroyed cannot be deleted, or looked for; the next start tries it again: place="
                                + place,
                        cause);
    }

    static void opened(Path directory, OpeningReport report, long entries, boolean readOnly) {
        log().log(
                        report.isClean() ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
                        "file tier opened: directory={0} entries={1} readOnly={2} snapshot={3} torn={4} damaged={5} first={6}",
                        directory,
                        Long.toString(entries),
                        readOnly,
                        report.usedSnapshot(),
                        Long.toString(report.torn()),
                        Long.toString(report.damaged()),
                        report.first());
    }

    static void bootUnknown(Path file, Exception cause) {
        log().log(System.Logger.Level.INFO, "a loss of power cannot be told from a kill: file=" + file, cause);
    }

    static void lostPower(Path directory, OpeningReport report) {
        log().log(
                        System.Logger.Level.WARNING,
                        "file tier may have lost its last changes with the power: directory={0} uncertainBytes={1} dropped={2}",
                        directory,
                        Long.toString(report.uncertainBytes()),
                        Long.toString(report.dropped()));
    }

    static void snapshotNotTaken(Path directory, Exception cause) {
        log().log(
                        System.Logger.Level.WARNING,
                        "a snapshot could not be taken after a loss of power: directory=" + directory,
                        cause);
    }

    static void filesLost(Path directory, int log, Presence first) {
        log().log(
                        System.Logger.Level.WARNING,
                        "file tier lost files while it was open, and begins a log anew: directory={0} log={1} first={2}",
                        directory,
                        log,
                        first);
    }

    static void directoryLost(Path directory, Exception cause) {
        log().log(
                        System.Logger.Level.WARNING,
                        "file tier lost its directory, changes fail: directory=" + directory,
                        cause);
    }

    static void directoryThereAgain(Path directory) {
        log().log(System.Logger.Level.INFO, "file tier has its directory again: directory={0}", directory);
    }

    static void setAside(Path from, Path to, String why) {
        log().log(System.Logger.Level.WARNING, "file tier set aside: directory={0} to={1} why={2}", from, to, why);
    }

    static void noReserve(Path file, Exception cause) {
        log().log(System.Logger.Level.DEBUG, "no room could be kept in reserve: file=" + file, cause);
    }

    static void damagedLine(Path file, long offset, long count) {
        log().log(
                        count == 1 ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
                        "damaged line dropped: file={0} offset={1} sinceOpened={2}",
                        file,
                        Long.toString(offset),
                        Long.toString(count));
    }

    static void notRemoved(Path directory, Exception cause) {
        log().log(
                        System.Logger.Level.DEBUG,
                        "a damaged line could not be marked as removed: directory=" + directory,
                        cause);
    }

    static void snapshotIgnored(Path file, String why) {
        log().log(System.Logger.Level.INFO, "index snapshot ignored: file={0} why={1}", file, why);
    }
}
