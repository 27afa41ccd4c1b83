/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.hitrates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.cache.Caching;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole program, on small traces. */
class HitRatesTest {
    private static final int REQUESTS = 20_000;

    @TempDir
    private Path folder;

    /** What the program printed. */
    private record Run(int exitCode, String out, String err) {}

    @AfterEach
    void closeProviders() {
        Caching.getCachingProviders(getClass().getClassLoader()).forEach(provider -> provider.close());
    }

    @Test
    void measuresRealCachesEachWithinItsBound() throws Exception {
        long seed = System.nanoTime();
        long[] keys = skewed(seed);
        TraceFile.write(folder.resolve("skewed.trc.gz"), keys);
        Path csv = folder.resolve("runs.txt");
        Run run = run(
                "--traces",
                folder.toString(),
                "--subjects",
                "lru,caffeine,cache2k,ehcache,min",
                "--csv",
                csv.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        Map<String, Long> hits = new TreeMap<>();
        for (String line :
                Files.readAllLines(csv).subList(1, (int) Files.lines(csv).count())) {
            String[] cells = line.split(",");
            assertThat(line).startsWith("skewed,").contains("," + REQUESTS + ",");
            hits.put(cells[2] + " " + cells[1] + " " + cells[3], Long.valueOf(cells[5]));
        }
        assertThat(hits.get("lru 64 1")).as("seed %d", seed).isEqualTo(lruHits(64, keys));
        assertThat(hits.get("lru 125 1")).as("seed %d", seed).isEqualTo(lruHits(125, keys));
        for (String peer : List.of("lru 64 1", "caffeine 64 1", "caffeine 64 3", "cache2k 64 1", "ehcache 64 2")) {
            assertThat(hits.get(peer)).as("%s, seed %d", peer, seed).isBetween(REQUESTS / 10L, hits.get("min 64 1"));
        }
        assertThat(hits).hasSize(2 * (1 + 3 + 1 + 3 + 1)); // two sizes; three runs where chance has a part
    }

    @Test
    void printsCasesMeansAndTheVerdictBesidePublishedRates() throws Exception {
        TraceFile.write(folder.resolve("a.trc.gz"), 1, 2, 1, 3, 2, 2);
        TraceFile.write(folder.resolve("b.trc.gz"), 1, 1, 1, 1);
        TraceFile.write(folder.resolve("c.trc.gz"), 1);
        Files.writeString(folder.resolve("table.csv"), "trace,size,caffeine\na,1,30\na,2,40\nb,1,70\n");
        Run run = run("--traces", folder.toString(), "--subjects", "lru,min", "--only", "b,a");
        assertThat(run.out()).isEqualToNormalizingNewlines("""
                Hit rates in percent; * as published
                case               lru      min  caffeine*
                a@1             16.667   33.333     30.000
                a@2             33.333   50.000     40.000
                b@1             75.000   75.000     70.000

                mean of trace      lru      min  caffeine*
                a               25.000   41.667     35.000
                b               75.000   75.000     70.000

                mean               lru      min  caffeine*
                3 cases         41.667   52.778     46.667

                Verdict on lru
                  mean of 3 cases: 41.667
                  cases more than 1 point below caffeine*: 2 (a@1, a@2)
                  cases more than 3 points below caffeine*: 2 (a@1, a@2)
                  worst cases against the best other:
                    a@1: 16.667, caffeine* 30.000, -13.333
                    a@2: 33.333, caffeine* 40.000, -6.667
                    b@1: 75.000, caffeine* 70.000, +5.000
                """);
        assertThat(run.err()).contains("6 of 6 runs");
    }

    @Test
    void aTraceThatTheTableDoesNotHaveHasNoPublishedRate() throws Exception {
        TraceFile.write(folder.resolve("a.trc.gz"), 1, 1);
        TraceFile.write(folder.resolve("b.trc.gz"), 1, 1);
        Path table = Files.writeString(folder.resolve("table.txt"), "trace,size,caffeine\na,1,30\n");
        Run run = run("--traces", folder.toString(), "--subjects", "lru", "--published", table.toString());
        assertThat(run.out()).containsPattern("a@1 +50.000 +30.000").containsPattern("b@64 +50.000 +-");
        assertThat(run.out()).containsPattern("2 cases +50.000 +-").doesNotContain("below caffeine");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --subjects lru                  | option --traces is missing: the folder with the traces
                    --traces                        | option --traces needs a value
                    --traces . --seeds --only       | option --seeds needs a value
                    --traces . --seeds 0            | option --seeds: was '0', allowed is 1 to 999
                    --traces . --threads two        | option --threads: was 'two', allowed is 1 to 999
                    --traces . --subjects lru,,min  | option --subjects: a name is empty
                    --traces . --best               | unknown option --best
                    """)
    void aWrongCallIsToldAndEndsWith2(String call, String message) throws Exception {
        Run run = run(call.split(" "));
        assertThat(run.err()).isEqualToNormalizingNewlines("HitRates: " + message + "\n");
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void unknownTracesAndSubjectsAreToldWithThoseThatThereAre() throws Exception {
        TraceFile.write(folder.resolve("a.trc.gz"), 1);
        assertThat(run("--traces", folder.toString(), "--subjects", "lru", "--only", "x")
                        .err())
                .contains("option --only: there is no trace 'x', but a");
        assertThat(run("--traces", folder.toString(), "--subjects", "best").err())
                .contains("option --subjects: 'best' is neither min nor a peer (caffeine, cache2k, ehcache)", "lru");
    }

    @Test
    void aFileThatCannotBeWrittenIsToldBeforeAnythingIsRun() throws Exception {
        TraceFile.write(folder.resolve("a.trc.gz"), 1);
        Path csv = folder.resolve("missing/runs.csv");
        Run run = run("--traces", folder.toString(), "--subjects", "lru", "--csv", csv.toString());
        assertThat(run.err()).startsWith("HitRates: cannot write " + csv).doesNotContain("runs,");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void helpNamesAllOptions() throws Exception {
        Run run = run("--help");
        assertThat(run.out())
                .contains("--traces", "--subjects", "--seeds", "--only", "--published", "--csv", "--threads");
        assertThat(run.exitCode()).isZero();
    }

    private static Run run(String... arguments) throws InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = HitRates.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
        return new Run(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Requests for exactly 500 keys, a few of them far more often than most. */
    private static long[] skewed(long seed) {
        Random random = new Random(seed);
        long[] keys = new long[REQUESTS];
        for (int i = 0; i < REQUESTS; i++) {
            keys[i] = i < 500 ? i : (long) (500 * Math.pow(random.nextDouble(), 3));
        }
        return keys;
    }

    private static long lruHits(int size, long... keys) {
        LinkedHashMap<Long, Boolean> lru = new LinkedHashMap<>(16, 0.75f, true);
        long hits = 0;
        for (long key : keys) {
            hits += lru.put(key, true) == null ? 0 : 1;
            if (lru.size() > size) {
                Iterator<Long> oldest = lru.keySet().iterator();
                oldest.next();
                oldest.remove();
            }
        }
        return hits;
    }
}
