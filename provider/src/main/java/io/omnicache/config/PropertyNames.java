/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The properties that stand for settings: {@code omnicache.} and the way to the setting, names with dots in brackets.
 *
 * <pre>
 * omnicache.caches.users.statistics=true
 * omnicache.caches[com.acme.User].tiers[0].heap.entries=10k
 * omnicache.templates[*Region].override.statistics=true
 * </pre>
 */
final class PropertyNames {
    static final String PREFIX = "omnicache.";

    /** Names the configuration file. */
    static final String FILE = "omnicache.config";

    /** Allows a configuration file that comes over the network. */
    static final String HTTP = "omnicache.config.http";

    /** Belongs to test suites. */
    private static final String TESTS = "omnicache.test.";

    private static final Set<String> CONTROL = Set.of(FILE, HTTP, GuardShare.PROPERTY);

    /** Apart, since most processes state nothing by properties. */
    private static final class Grammar {
        static final Pattern NAMED = Pattern.compile("(caches|templates)\\[(.+?)](?=\\.|$)(.*)", Pattern.DOTALL);
        static final Pattern PART = Pattern.compile("\\.?([^.\\[\\]]+)|\\[([0-9]{1,4})]");
    }

    private PropertyNames() {}

    /** Returns the names of the properties that stand for settings, sorted. */
    static Set<String> settingsIn(Properties properties) {
        Set<String> names = new TreeSet<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(PREFIX) && !CONTROL.contains(name) && !name.startsWith(TESTS)) {
                names.add(name);
            }
        }
        return names;
    }

    /**
     * Returns the way that the name says: strings for names, integers for positions.
     *
     * @throws IllegalArgumentException if the name is not written so
     */
    static List<Object> way(String name) {
        List<Object> way = new ArrayList<>();
        String rest = name.substring(PREFIX.length());
        Matcher named = Grammar.NAMED.matcher(rest);
        if (named.matches()) {
            way.add(named.group(1));
            way.add(named.group(2));
            rest = named.group(3);
        }
        Matcher part = Grammar.PART.matcher(rest);
        int at = 0;
        while (at < rest.length()) {
            if (!part.find(at) || part.start() != at) {
                throw new IllegalArgumentException("'" + rest.substring(at) + "' is not understood; allowed are names"
                        + " after dots, positions in brackets, and the name of a cache or template in brackets, such as "
                        + PREFIX + "caches[com.acme.User].tiers[0].heap.entries");
            }
            way.add(part.group(1) == null ? Integer.valueOf(part.group(2)) : part.group(1));
            at = part.end();
        }
        if (way.isEmpty()) {
            throw new IllegalArgumentException("a name is missing");
        }
        return way;
    }
}
