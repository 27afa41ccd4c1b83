/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.tier.local.Durability;
import java.nio.file.Path;

/**
 * What the logs of a store have in common.
 *
 * @param directory where the segments are
 * @param logBits how many bits of a hash choose the log
 * @param header what each segment begins with, as JSON
 * @param overhead how many times as large as what is alive in it a log may become
 * @param durability when a change is acknowledged
 * @param readOnly whether nothing is written
 */
record LogSettings(
        Path directory, int logBits, String header, double overhead, Durability durability, boolean readOnly) {
    /** Returns how many bytes the line with the header takes. */
    int headerLength() {
        Lines lines = new Lines();
        lines.header(header);
        return lines.length();
    }

    int logOf(long hash) {
        return logBits == 0 ? 0 : (int) (hash >>> (Long.SIZE - logBits));
    }

    /** Returns the least hash, without sign, that chooses a log. */
    long firstOf(int log) {
        return logBits == 0 ? 0 : (long) log << (Long.SIZE - logBits);
    }

    int logs() {
        return 1 << logBits;
    }
}
