/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.tier.local.Durability;
import io.omnicache.tier.local.OptionTexts;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * The options of a tier {@code file}.
 *
 * @param directory where the stores are
 * @param entries how many entries it may hold
 * @param bytes how many bytes the lines of its entries may take
 * @param durability when a change counts as made
 * @param readOnly whether nothing is written, and another process may have the directory
 * @param overhead how many times as large as its entries the store may become
 */
record FileOptions(Path directory, long entries, long bytes, Durability durability, boolean readOnly, double overhead) {
    /** No bound. */
    static final long UNBOUNDED = OptionTexts.UNBOUNDED;

    static final Set<String> NAMES = Set.of("directory", "entries", "bytes", "durability", "readOnly", "overhead");

    private static final double DEFAULT_OVERHEAD = 2;
    private static final double LEAST_OVERHEAD = 1.5;
    private static final double MOST_OVERHEAD = 100;

    /** Reads options; an {@link IllegalArgumentException} says which one is wrong, and what is allowed. */
    static FileOptions parse(Map<String, String> options) {
        OptionTexts texts = new OptionTexts("file", options);
        String directory = texts.text("directory");
        if (directory == null || directory.isBlank()) {
            throw new IllegalArgumentException(
                    "the tier file needs the option directory: where it keeps its files, such as /var/cache/acme");
        }
        return new FileOptions(
                texts.path("directory"),
                texts.count("entries"),
                texts.bytes("bytes"),
                texts.durability(),
                texts.truth("readOnly"),
                overhead(texts));
    }

    private static double overhead(OptionTexts texts) {
        String text = texts.text("overhead");
        if (text == null) {
            return DEFAULT_OVERHEAD;
        }
        String allowed = "a number from 1.5 to 100: how many times as large as its entries the store may become";
        if (!text.matches("[0-9]{1,3}([.][0-9]{1,3})?")) {
            throw texts.wrong("overhead", text, allowed);
        }
        double read = Double.parseDouble(text);
        if (read < LEAST_OVERHEAD || read > MOST_OVERHEAD) {
            throw texts.wrong("overhead", text, allowed);
        }
        return read;
    }
}
