/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.hitrates;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was asked for on the command line. Set once, while it is parsed. */
final class Arguments {
    static final String USAGE = """
            Usage: HitRates --traces DIR [options]
              --traces DIR          folder with NAME.trc.gz files: signed 64-bit keys, big-endian, packed by gzip
              --subjects NAME,...   strategies of OmniCache, caffeine, cache2k, ehcache, min; the first strategy is judged
                                    (default: adaptive,lru,caffeine,cache2k,ehcache,min)
              --seeds N             runs of each subject that chance has a part in (default: 3)
              --only TRACE,...      only these traces
              --published FILE      table of sizes and published hit rates (default: the one in DIR, if there is one)
              --csv FILE            also write each run into this file
              --threads N           runs side by side (default: one per processor)
              --help                this text""";

    private @Nullable Path folder;
    private List<String> subjects = List.of("adaptive", "lru", "caffeine", "cache2k", "ehcache", "min");
    private int seeds = 3;
    private List<String> only = List.of();
    private @Nullable Path published;
    private @Nullable Path csv;
    private int threads = Runtime.getRuntime().availableProcessors();
    private boolean help;

    private Arguments() {}

    /**
     * Parses them.
     *
     * @throws RefusedException if one is wrong; the message says what is allowed
     */
    static Arguments parse(String... texts) {
        Arguments arguments = new Arguments();
        Deque<String> rest = new ArrayDeque<>(List.of(texts));
        while (!rest.isEmpty()) {
            arguments.take(rest.removeFirst(), rest);
        }
        if (arguments.folder == null && !arguments.help) {
            throw new RefusedException("option --traces is missing: the folder with the traces");
        }
        return arguments;
    }

    private void take(String option, Deque<String> rest) {
        switch (option) {
            case "--help", "-h" -> help = true;
            case "--traces" -> folder = Path.of(value(option, rest));
            case "--subjects" -> subjects = names(option, rest);
            case "--seeds" -> seeds = number(option, rest);
            case "--only" -> only = names(option, rest);
            case "--published" -> published = Path.of(value(option, rest));
            case "--csv" -> csv = Path.of(value(option, rest));
            case "--threads" -> threads = number(option, rest);
            default -> throw new RefusedException("unknown option " + option);
        }
    }

    private static String value(String option, Deque<String> rest) {
        String value = rest.pollFirst();
        if (value == null || value.startsWith("--")) {
            throw new RefusedException("option " + option + " needs a value");
        }
        return value;
    }

    private static List<String> names(String option, Deque<String> rest) {
        List<String> names = Arrays.stream(value(option, rest).split(",", -1))
                .map(String::strip)
                .distinct()
                .toList();
        if (names.contains("")) {
            throw new RefusedException("option " + option + ": a name is empty");
        }
        return names;
    }

    private static int number(String option, Deque<String> rest) {
        String value = value(option, rest);
        if (!value.matches("[1-9][0-9]{0,2}")) {
            throw new RefusedException("option " + option + ": was '" + value + "', allowed is 1 to 999");
        }
        return Integer.parseInt(value);
    }

    boolean help() {
        return help;
    }

    /** Returns the folder with the traces; there is one unless help was asked for. */
    Path folder() {
        if (folder == null) {
            throw new IllegalStateException("no folder");
        }
        return folder;
    }

    List<String> subjects() {
        return subjects;
    }

    int seeds() {
        return seeds;
    }

    /** Returns the names of the traces that were asked for, none if all are. */
    List<String> only() {
        return only;
    }

    @Nullable
    Path published() {
        return published;
    }

    @Nullable
    Path csv() {
        return csv;
    }

    int threads() {
        return threads;
    }
}
