/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tck;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The TCK over each set-up of tiers, some at a time, with {@code -Pmatrix}. The matrix is printed. */
@Tag("matrix")
@EnabledIfSystemProperty(named = "tck.matrix", matches = "true", disabledReason = "takes minutes: -Pmatrix")
class MatrixTest {
    private static final Map<String, String> RESULTS = new ConcurrentHashMap<>();

    @AfterAll
    static void print() {
        StringBuilder matrix = new StringBuilder("| set-up | TCK |\n|---|---|\n");
        Leg.all()
                .forEach(leg -> matrix.append("| ")
                        .append(leg.name())
                        .append(" | ")
                        .append(RESULTS.getOrDefault(leg.name(), "did not end"))
                        .append(" |\n"));
        System.out.println(
                matrix + "Over tiers the TCK's own packages are allowed: allow: [ org.jsr107.tck.*, domain.* ]");
    }

    @Test
    void theWholeTckPassesOverEverySetUp() throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "tck-matrix")), "run");
        ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        List<Future<?>> running = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        try {
            int number = 0;
            for (Leg leg : Leg.all()) {
                Path own = folder.resolve("leg-" + number++).toAbsolutePath();
                running.add(pool.submit(() -> {
                    check(leg, own);
                    return null;
                }));
            }
            for (Future<?> each : running) {
                try {
                    each.get();
                } catch (java.util.concurrent.ExecutionException e) {
                    wrong.add(String.valueOf(e.getCause()));
                }
            }
        } finally {
            pool.shutdownNow();
        }
        if (!wrong.isEmpty()) {
            throw new AssertionError(String.join("\n", wrong));
        }
    }

    private static void check(Leg leg, Path folder) throws Exception {
        TckReport report = leg.run(folder);
        int excluded = leg.excluded().size();
        int passed = report.run().size() - report.notPassed().size() - excluded;
        RESULTS.put(
                leg.name(),
                passed + " of " + report.run().size()
                        + (excluded == 0 ? "" : ", excluded by name: " + String.join(", ", leg.excluded())));
        try {
            report.requireComplete(CompletenessTest.TESTS, CompletenessTest.expectedIdle(leg.excluded()));
        } catch (AssertionError e) {
            throw new AssertionError(leg.name() + ": " + e.getMessage(), e);
        }
    }
}
