/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.tier.local.Durability;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * In which run of the machine a segment was written, and how, as its header says. What was not forced and comes from another run than the
 * present one may have been lost by a loss of power, in part and without a trace.
 *
 * @param boot the run of the machine: 36 characters
 * @param forced whether what was acknowledged had been forced
 */
record Life(String boot, boolean forced) {
    /** Where the system does not say which run it is; never taken for another one. */
    private static final String UNKNOWN = "00000000-0000-0000-0000-000000000000";

    private static final Path SYSTEM = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Pattern NAME = Pattern.compile("[0-9a-f-]{36}");
    private static final Pattern ENDING =
            Pattern.compile(",\"boot\":\"(" + NAME + ")\",\"forced\":([01])}$"); // of one length, so headers are, too
    private static final String BOOT = readBoot();

    static Life present(Durability durability) {
        return new Life(BOOT, durability == Durability.FSYNC);
    }

    private static String readBoot() {
        try {
            String text = Files.isReadable(SYSTEM)
                    ? Files.readString(SYSTEM, StandardCharsets.US_ASCII).strip()
                    : UNKNOWN;
            return NAME.matcher(text).matches() ? text : UNKNOWN;
        } catch (IOException e) {
            Events.bootUnknown(SYSTEM, e);
            return UNKNOWN;
        }
    }

    /** Returns a header that says this, too. */
    String in(String header) {
        return header.substring(0, header.length() - 1) + ",\"boot\":\"" + boot + "\",\"forced\":" + (forced ? 1 : 0)
                + "}";
    }

    /** Returns a header without what it says of this. */
    static String without(String header) {
        return ENDING.matcher(header).replaceFirst("}");
    }

    /** Reads it from a header; null if that does not say it. */
    static @Nullable Life of(String header) {
        Matcher ending = ENDING.matcher(header);
        return ending.find() ? new Life(ending.group(1), ending.group(2).equals("1")) : null;
    }

    /** Returns whether it was another run of the machine. */
    boolean isOther() {
        return !boot.equals(BOOT) && !boot.equals(UNKNOWN) && !BOOT.equals(UNKNOWN);
    }
}
