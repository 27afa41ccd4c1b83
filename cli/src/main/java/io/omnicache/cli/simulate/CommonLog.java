/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

import org.jspecify.annotations.Nullable;

/** Lines of the Common Log Format, and of the Combined one, which has more behind. */
/*
 *   host ident user [day/month/year:hour:minute:second zone] "GET /path?query HTTP/1.1" 200 1234 "referrer" "agent"
 *
 * The user may hold blanks, the request escaped quotes.
 */
final class CommonLog {
    private CommonLog() {}

    /** Returns the request target of a line, or null if the line is none of this format. */
    static @Nullable String target(String line) {
        int date = line.indexOf(" [");
        int request = date < 0 ? -1 : line.indexOf("] \"", date);
        if (request < 0) {
            return null;
        }
        int begin = request + "] \"".length();
        int end = closingQuote(line, begin);
        if (end < 0 || !isStatus(line, end + 1)) {
            return null;
        }
        int method = line.indexOf(' ', begin);
        if (method <= begin || method >= end) {
            return null;
        }
        int target = line.indexOf(' ', method + 1);
        int targetEnd = target < 0 || target > end ? end : target;
        return targetEnd == method + 1 ? null : line.substring(method + 1, targetEnd);
    }

    private static int closingQuote(String line, int from) {
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                return i;
            }
            if (c == '\\') {
                i++;
            }
        }
        return -1;
    }

    private static boolean isStatus(String line, int at) {
        return line.length() >= at + 4
                && line.charAt(at) == ' '
                && isDigit(line.charAt(at + 1))
                && isDigit(line.charAt(at + 2))
                && isDigit(line.charAt(at + 3));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
