/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.cache.expiry.Duration;

/** Reads numbers with units. A text that is none gives nothing; the case of units matters. Thread-safe. */
public final class Quantities {
    static final String DURATION = "a whole number with one of the units ms, s, m, h, d, such as 500ms or 10m";
    /** What {@link #count} reads, in words. */
    public static final String COUNT = "a whole number of 1 or more, such as 500, 10k (10,000) or 2M (2,000,000)";
    /** What {@link #bytes} reads, in words. */
    public static final String BYTE_COUNT = "a whole number with one of the units KiB, MiB, GiB, such as 64MiB";

    static final String COUNT_OR_BYTES = COUNT + ", or bytes such as 64MiB (units KiB, MiB, GiB)";

    private static final Pattern QUANTITY = Pattern.compile("([0-9]{1,19})([A-Za-z]*)");
    private static final Map<String, TimeUnit> TIMES = Map.of(
            "ms", TimeUnit.MILLISECONDS,
            "s", TimeUnit.SECONDS,
            "m", TimeUnit.MINUTES,
            "h", TimeUnit.HOURS,
            "d", TimeUnit.DAYS);
    private static final Map<String, Long> COUNTS = Map.of("", 1L, "k", 1_000L, "M", 1_000_000L);
    private static final Map<String, Long> BYTES = Map.of("KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

    private Quantities() {}

    /** Reads a duration that fits in milliseconds; zero is one. */
    static Optional<Duration> duration(String text) {
        Matcher matcher = QUANTITY.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        TimeUnit unit = TIMES.get(matcher.group(2));
        return unit == null
                ? Optional.empty()
                : times(matcher.group(1), unit.toMillis(1))
                        .map(millis -> new Duration(unit, millis / unit.toMillis(1)));
    }

    /** Reads a time of zero or more, in whole milliseconds. */
    public static Optional<java.time.Duration> time(String text) {
        return duration(text)
                .map(time -> java.time.Duration.ofMillis(time.getTimeUnit().toMillis(time.getDurationAmount())));
    }

    /** Reads a count of 1 or more. */
    public static Optional<Long> count(String text) {
        return positive(text, COUNTS);
    }

    /** Reads a number of bytes, 1 KiB or more. */
    public static Optional<Long> bytes(String text) {
        return positive(text, BYTES);
    }

    /** Names the unit that was probably meant where only its case is wrong: an alternative text, or none. */
    static List<String> otherCase(String text, List<String> units) {
        Matcher matcher = QUANTITY.matcher(text);
        return matcher.matches()
                ? units.stream()
                        .filter(matcher.group(2)::equalsIgnoreCase)
                        .map(unit -> matcher.group(1) + unit)
                        .toList()
                : List.of();
    }

    private static Optional<Long> positive(String text, Map<String, Long> units) {
        Matcher matcher = QUANTITY.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Long factor = units.get(matcher.group(2));
        return factor == null
                ? Optional.empty()
                : times(matcher.group(1), factor).filter(number -> number > 0);
    }

    private static Optional<Long> times(String digits, long factor) {
        try {
            return Optional.of(Math.multiplyExact(Long.parseLong(digits), factor));
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.empty(); // does not fit: not a quantity that can be meant
        }
    }
}
