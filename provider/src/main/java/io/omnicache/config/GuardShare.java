/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The share of the heap above which caches without a bound are given one: the system property {@code omnicache.guard.share}. All caches
 * of the process share one guard, so nothing else states it.
 *
 * <p>For OmniCache's own use. Thread-safe.
 */
public final class GuardShare {
    static final String PROPERTY = PropertyNames.PREFIX + "guard.share";

    private static final int BUILT_IN = 85;
    private static final int LEAST = 50;
    private static final int MOST = 95;

    private GuardShare() {}

    /**
     * Returns the share for this process, from 0 to 1.
     *
     * @throws ConfigurationException if the property does not say a share
     */
    public static double ofProcess() {
        return of(System.getProperty(PROPERTY));
    }

    /** Refuses what cannot be used, when a manager opens. */
    static void check(Properties system, Properties manager) {
        if (manager.getProperty(PROPERTY) != null) {
            throw new ConfigurationException(
                    "property '" + PROPERTY + "': the guard is that of the whole process; set it as a system property");
        }
        of(system.getProperty(PROPERTY));
    }

    private static double of(@Nullable String stated) {
        if (stated == null) {
            return BUILT_IN / 100.0;
        }
        Matcher matcher = Pattern.compile("([0-9]{2})%").matcher(stated);
        int percent = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
        if (percent < LEAST || percent > MOST) {
            throw new ConfigurationException(
                    "system property '" + PROPERTY + "': was '" + stated + "', allowed is a share of the heap from "
                            + LEAST + "% to " + MOST + "%, such as " + BUILT_IN + "%");
        }
        return percent / 100.0;
    }
}
