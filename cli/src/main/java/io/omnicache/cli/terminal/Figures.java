/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.terminal;

import java.util.Locale;

/** Numbers as people read them; the same in every locale. */
public final class Figures {
    private static final long PLAIN_BELOW = 1_000;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private Figures() {}

    /** Returns for example {@code 1,245,184}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Returns a size as an option takes it, for example {@code 500}, {@code 20k}, {@code 1M} or {@code 1234}. */
    public static String size(long number) {
        if (number >= PLAIN_BELOW * PLAIN_BELOW && number % (PLAIN_BELOW * PLAIN_BELOW) == 0) {
            return number / (PLAIN_BELOW * PLAIN_BELOW) + "M";
        }
        return number >= PLAIN_BELOW && number % PLAIN_BELOW == 0 ? number / PLAIN_BELOW + "k" : Long.toString(number);
    }

    /** Returns a share of 1 as for example {@code 81.25 %}. */
    public static String percent(double share, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f %%", share * 100);
    }

    /** Returns a time, given in nanoseconds, with three digits, for example {@code 1.81 us}, {@code 23.4 ms}. */
    public static String time(double nanos) {
        if (nanos < NANOS_PER_MICRO) {
            return Math.round(nanos) + " ns";
        }
        if (nanos < NANOS_PER_MILLI) {
            return threeDigits(nanos / NANOS_PER_MICRO) + " us";
        }
        return nanos < NANOS_PER_SECOND
                ? threeDigits(nanos / NANOS_PER_MILLI) + " ms"
                : threeDigits(nanos / NANOS_PER_SECOND) + " s";
    }

    private static String threeDigits(double number) {
        int decimals = number < 10 ? 2 : number < 100 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f", number);
    }
}
