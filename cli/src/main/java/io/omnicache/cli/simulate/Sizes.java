/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes of the simulated caches, in entries. */
final class Sizes {
    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,9})([kM]?)");
    private static final long[] STEPS = {1, 2, 5};
    private static final long SMALLEST_OFFERED = 10;
    private static final long DECADES_OFFERED = 1_000;

    private Sizes() {}

    /**
     * Reads a size such as {@code 500}, {@code 20k} or {@code 1M}.
     *
     * @throws IllegalArgumentException if it is none; the message says what is allowed
     */
    static long parse(String text) {
        Matcher matcher = SIZE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no size: a whole number from 1 on, with k for thousands or M for millions");
        }
        long unit = switch (matcher.group(2)) {
            case "k" -> 1_000;
            case "M" -> 1_000_000;
            default -> 1;
        };
        return Long.parseLong(matcher.group(1)) * unit;
    }

    /** Returns each size once, from the smallest on. */
    static List<Long> ordered(String[] sizes) {
        return Arrays.stream(sizes).map(Sizes::parse).sorted().distinct().toList();
    }

    /**
     * Returns the sizes to look at if the user names none: 1, 2, 5 times powers of ten, from about a thousandth of the keys to
     * all of them, and at least one.
     *
     * @param largest no size beyond this one is returned, so that the simulation fits into memory
     */
    static List<Long> series(long distinctKeys, long largest) {
        long from = Math.min(Math.max(SMALLEST_OFFERED, distinctKeys / DECADES_OFFERED), distinctKeys);
        List<Long> sizes = new ArrayList<>();
        for (long decade = 1; decade <= distinctKeys; decade *= 10) {
            for (long step : STEPS) {
                long size = decade * step;
                if (size >= from && size <= Math.min(distinctKeys, largest)) {
                    sizes.add(size);
                }
            }
        }
        return sizes.isEmpty() ? List.of(Math.min(distinctKeys, largest)) : sizes;
    }
}
