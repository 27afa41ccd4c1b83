/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Fills in placeholders: <code>${NAME}</code> is an environment variable, <code>${sys.name}</code> a system property, what follows
 * a colon is the default, and <code>$${</code> stands for <code>${</code>. A default may hold placeholders; what was filled in is
 * not looked at again.
 *
 * @param environment the environment variables, null for one that is not set
 * @param systemProperties the system properties, null for one that is not set
 */
record Interpolation(
        Function<String, @Nullable String> environment, Function<String, @Nullable String> systemProperties) {
    private static final String SYSTEM = "sys.";

    /** Returns whether the text is anything but itself. */
    static boolean isTemplate(String written) {
        return written.contains("${");
    }

    /**
     * Returns the text with its placeholders filled in.
     *
     * @throws IllegalArgumentException if one has neither value nor default, or does not end
     */
    String fill(String written) {
        StringBuilder filled = new StringBuilder();
        int from = 0;
        for (int start = written.indexOf("${"); start >= 0; start = written.indexOf("${", from)) {
            if (start > from && written.charAt(start - 1) == '$') {
                filled.append(written, from, start - 1).append("${");
                from = start + 2;
            } else {
                int end = end(written, start);
                filled.append(written, from, start).append(value(written.substring(start + 2, end)));
                from = end + 1;
            }
        }
        return filled.append(written, from, written.length()).toString();
    }

    private static int end(String written, int start) {
        int depth = 0;
        for (int i = start; i < written.length(); i++) {
            if (written.startsWith("${", i)) {
                depth++;
            } else if (written.charAt(i) == '}' && --depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("the placeholder has no closing brace");
    }

    private String value(String placeholder) {
        int colon = placeholder.indexOf(':');
        String name = colon < 0 ? placeholder : placeholder.substring(0, colon);
        boolean system = name.startsWith(SYSTEM);
        String found = system ? systemProperties.apply(name.substring(SYSTEM.length())) : environment.apply(name);
        if (found != null) {
            return found;
        }
        if (colon >= 0) {
            return fill(placeholder.substring(colon + 1));
        }
        throw new IllegalArgumentException((system
                        ? "the system property '" + name.substring(SYSTEM.length())
                        : "the environment variable '" + name)
                + "' is not set and the placeholder has no default");
    }
}
