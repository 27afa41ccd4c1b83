/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.hitrates;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Hit rates that others have published, a line per case: the columns {@code trace} and {@code size} say which, those after
 * {@code size} are hit rates in percent.
 *
 * @param columns in the order of the file
 */
record Published(Path file, List<Case> cases, List<Column> columns) {
    private static final String TRACE = "trace";
    private static final String SIZE = "size";

    /** Finds the file in a folder that begins as such files do; the first by name. */
    static Optional<Published> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".csv"))
                    .sorted()
                    .toList()) {
                List<String> lines = Files.readAllLines(file);
                if (!lines.isEmpty() && isHeading(cells(lines.get(0)))) {
                    return Optional.of(parse(file, lines));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new RefusedException("cannot read the tables in " + folder + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads a file.
     *
     * @throws RefusedException if it cannot be read or is none of this kind
     */
    static Published read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.isEmpty() || !isHeading(cells(lines.get(0)))) {
                throw new RefusedException(file + " has no heading with the columns " + TRACE + " and " + SIZE);
            }
            return parse(file, lines);
        } catch (IOException e) {
            throw new RefusedException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Returns the sizes that the file has for a trace. */
    List<Long> sizes(String trace) {
        return cases.stream()
                .filter(one -> one.trace().equals(trace))
                .map(Case::size)
                .toList();
    }

    private static boolean isHeading(List<String> cells) {
        return cells.contains(TRACE) && cells.contains(SIZE);
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split(",", -1)).map(String::strip).toList();
    }

    private static Published parse(Path file, List<String> lines) {
        List<String> heading = cells(lines.get(0));
        int firstRate = heading.indexOf(SIZE) + 1;
        List<Map<Case, Double>> rates = Stream.<Map<Case, Double>>generate(HashMap::new)
                .limit(heading.size() - firstRate)
                .toList();
        List<Case> cases = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            List<String> cells = cells(lines.get(i));
            if (cells.size() != heading.size()) {
                throw refused(file, i, cells.size() + " cells, not " + heading.size(), null);
            }
            try {
                Case one = new Case(cells.get(heading.indexOf(TRACE)), Long.parseLong(cells.get(firstRate - 1)));
                cases.add(one);
                for (int j = firstRate; j < cells.size(); j++) {
                    rates.get(j - firstRate).put(one, Double.valueOf(cells.get(j)));
                }
            } catch (NumberFormatException e) {
                throw refused(file, i, "a cell that should hold a number: " + e.getMessage(), e);
            }
        }
        List<Column> columns = new ArrayList<>();
        for (int j = firstRate; j < heading.size(); j++) {
            columns.add(new Column(heading.get(j), true, rates.get(j - firstRate)));
        }
        return new Published(file, cases, columns);
    }

    private static RefusedException refused(Path file, int line, String what, @Nullable Throwable cause) {
        return new RefusedException(file + ", line " + (line + 1) + ": " + what, cause);
    }
}
