/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.EvictionStrategy;
import io.omnicache.cli.CommandRun;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulateCommandTest {
    /*
     * LRU of 2: a b hit-a c(evicts b) b(evicts a) hit-b. LRU of 3 has all: a b . .
     * MIN of 1: a(kept) b(not stored) hit-a c b(kept) hit-b. MIN of 2: a b hit-a c(not stored) hit-b hit-b.
     */
    private static final String KEYS = "a\nb\na\nc\nb\nb\n";

    private static final String CSV = """
            strategy,size,requests,hits,hit_rate_percent
            lru,1,6,1,16.667
            lru,2,6,2,33.333
            lru,3,6,3,50.000
            """;

    private static final String CSV_OF_MIN = """
            MIN,1,6,2,33.333
            MIN,2,6,3,50.000
            MIN,3,6,3,50.000
            """;

    @TempDir
    private Path folder;

    @Test
    void countsTheHitsOfAnLruCacheOfEachSize() throws IOException {
        CommandRun run =
                CommandRun.of("simulate", file("keys.txt", KEYS), "--sizes", "3,1,2,2", "--strategies", "lru", "--csv");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualToNormalizingNewlines(CSV);
        assertThat(run.exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lru,min", "min,lru", " min , lru ,min"})
    void minComesAfterTheStrategies(String strategies) throws IOException {
        CommandRun run = CommandRun.of(
                "simulate", file("keys.txt", KEYS), "--sizes", "1,2,3", "--strategies", strategies, "--csv");
        assertThat(run.out()).isEqualToNormalizingNewlines(CSV + CSV_OF_MIN);
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void minCanBeAskedForAlone() throws IOException {
        CommandRun run =
                CommandRun.of("simulate", file("keys.txt", KEYS), "--sizes", "1,2,3", "--strategies", "min", "--csv");
        assertThat(run.out())
                .isEqualToNormalizingNewlines("strategy,size,requests,hits,hit_rate_percent\n" + CSV_OF_MIN);
    }

    @Test
    void withoutStrategiesNamedThereAreAllOfThemAndMin() throws IOException {
        CommandRun run = CommandRun.of("simulate", file("keys.txt", KEYS), "--sizes", "1,2,3", "--csv");
        assertThat(run.out().replaceAll("\\R", "\n"))
                .contains(CSV.substring(CSV.indexOf('\n')))
                .endsWith(CSV_OF_MIN);
    }

    @Test
    void theChartHasALineForMin() throws IOException {
        Path chart = folder.resolve("out.svg");
        CommandRun.of("simulate", file("keys.txt", KEYS), "--strategies", "lru,min", "--chart", chart);
        assertThat(Files.readString(chart)).contains(">MIN</text>", "<title>MIN, 3 entries: 50.00 %</title>");
    }

    @Test
    void readsPackedText() throws IOException {
        Path file = Files.write(folder.resolve("log"), gzip(KEYS.getBytes(StandardCharsets.UTF_8)));
        CommandRun run = CommandRun.of("simulate", file, "--sizes", "1,2,3", "--strategies", "lru", "--csv");
        assertThat(run.out()).isEqualToNormalizingNewlines(CSV);
    }

    @Test
    void readsCommonAndCombinedLogsByTheRequestTarget() throws IOException {
        StringBuilder log = new StringBuilder();
        for (String key : KEYS.lines().toList()) {
            String client = "10.0.0." + log.length() % 250;
            log.append(client + " - Ann Lee [20/Nov/2026:10:00:00 +0000] \"GET /p/" + key + "?q=1 HTTP/1.1\" 200 12");
            log.append(log.length() % 2 == 0 ? "\n" : " \"http://x/\" \"Mozilla \\\"5\\\"\"\n");
        }
        log.append("not a request\n10.0.0.1 - - [20/Nov/2026:10:00:00 +0000] \"-\" 408 0\n");
        CommandRun run = CommandRun.of(
                "simulate", file("access.log", log.toString()), "--sizes", "1,2,3", "--strategies", "lru", "--csv");
        assertThat(run.out()).isEqualToNormalizingNewlines(CSV);
        assertThat(run.err()).isEqualToNormalizingNewlines("omnicache: 2 lines or keys were malformed and left out\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"requests.trc.gz", "named-otherwise"})
    void readsPackedBigEndianKeys(String name) throws IOException {
        Path file = Files.write(folder.resolve(name), gzip(trace(-1, 1L << 40, -1, 7, 1L << 40, 1L << 40)));
        CommandRun run = CommandRun.of("simulate", file, "--sizes", "1,2,3", "--strategies", "lru", "--csv");
        assertThat(run.out()).isEqualToNormalizingNewlines(CSV);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void aTraceThatEndsWithinAKeyIsReported() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(trace(1, 2));
        bytes.write(3);
        Path file = Files.write(folder.resolve("cut.trc.gz"), gzip(bytes.toByteArray()));
        CommandRun run = CommandRun.of("simulate", file, "--sizes", "1", "--csv");
        assertThat(run.out()).contains("lru,1,2,0,0.000");
        assertThat(run.err()).contains("1 line or key was malformed");
    }

    @Test
    void severalFilesAreOneWorkload() throws IOException {
        Path first = file("1.txt", "a\nb\na\n");
        Path second = file("2.txt", "c\nb\nb\n");
        CommandRun run = CommandRun.of("simulate", first, second, "--sizes", "1,2,3", "--strategies", "lru", "--csv");
        assertThat(run.out()).isEqualToNormalizingNewlines(CSV);
    }

    @Test
    void theFormatCanBeStated() throws IOException {
        CommandRun run = CommandRun.of("simulate", "--format", "clf", file("keys.txt", KEYS));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("keys.txt holds no request (read as Common Log Format)");
    }

    @Test
    void theTableShowsSizesSharesAndTheLimit() throws IOException {
        CommandRun run = CommandRun.of("simulate", file("keys.txt", KEYS), "--strategies", "lru,min");
        assertThat(run.out().replaceAll("\\R", "\n"))
                .contains(
                        "6 requests for 3 different keys\nA cache without bound would hit 50.00 %; no cache hits more.\n")
                .endsWith("   entries   of keys       lru       MIN\n         3   100.0 %   50.00 %   50.00 %\n")
                .doesNotContain("\u001b", "\r");
    }

    @Test
    void withoutAWordOnStrategiesAllAreSimulatedAndMin() throws IOException {
        CommandRun run = CommandRun.of("simulate", file("keys.txt", KEYS), "--sizes", "2", "--csv");
        List<String> all = new ArrayList<>(EvictionStrategy.BUILT_IN);
        all.add("MIN");
        assertThat(run.out().lines().skip(1).map(line -> line.substring(0, line.indexOf(','))))
                .containsExactlyElementsOf(all);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithAPlainLruOverALinkedHashMap(long seed) throws IOException {
        Random random = new Random(seed);
        List<Integer> keys = new ArrayList<>();
        for (int i = 0; i < 30_000; i++) {
            keys.add((int) Math.abs(random.nextGaussian() * 400));
        }
        StringBuilder text = new StringBuilder();
        keys.forEach(key -> text.append(key).append('\n'));
        CommandRun run = CommandRun.of("simulate", file("keys", text.toString()), "--sizes", "50,300", "--csv");
        assertThat(run.out())
                .as("seed %d", seed)
                .contains("lru,50,30000," + hits(keys, 50) + ",", "lru,300,30000," + hits(keys, 300) + ",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "x", "1K", "-5", "1.5k", ""})
    void aWrongSizeIsAWrongCall(String size) throws IOException {
        CommandRun run = CommandRun.of("simulate", file("keys.txt", KEYS), "--sizes=10," + size + ",20");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("Option --sizes: '" + size + "' is no size: a whole number from 1 on");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void anUnknownStrategyIsAWrongCallThatListsTheKnown() throws IOException {
        CommandRun run = CommandRun.of("simulate", file("keys.txt", KEYS), "--strategies", "lru,best");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("Option --strategies: ").contains("'best'", "lru");
    }

    @Test
    void emptyDamagedAndMissingFilesAreErrors() throws IOException {
        byte[] whole = gzip(trace(new Random(1).longs(5_000).toArray()));
        Path cut = Files.write(folder.resolve("cut.trc.gz"), java.util.Arrays.copyOf(whole, whole.length / 2));
        byte[] flipped = whole.clone();
        flipped[whole.length - 6] ^= 1; // in the checksum
        Path wrong = Files.write(folder.resolve("wrong.trc.gz"), flipped);
        assertFails(file("empty.log", ""), "empty.log holds no request: it is empty");
        assertFails(file("blank.log", "\n \n"), "blank.log holds no request: it is empty");
        assertFails(cut, "cut.trc.gz: the gzip data is damaged or cut off after ");
        assertFails(wrong, "wrong.trc.gz: the gzip data is damaged or cut off after ");
        assertFails(folder, "is a folder, not a file");
    }

    @Test
    void aChartThatCannotBeWrittenIsToldBeforeAnythingIsRead() throws IOException {
        Path chart = folder.resolve("missing/out.svg");
        CommandRun run = CommandRun.of("simulate", file("keys.txt", KEYS), "--chart", chart);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("omnicache: cannot write the chart " + chart);
    }

    private static void assertFails(Path file, String message) {
        CommandRun run = CommandRun.of("simulate", file);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("omnicache: ").contains(message).hasLineCount(1);
    }

    private static int hits(List<Integer> keys, int size) {
        LinkedHashMap<Integer, Boolean> lru = new LinkedHashMap<>(16, 0.75f, true);
        int hits = 0;
        for (Integer key : keys) {
            hits += lru.put(key, true) == null ? 0 : 1;
            if (lru.size() > size) {
                Iterator<Integer> oldest = lru.keySet().iterator();
                oldest.next();
                oldest.remove();
            }
        }
        return hits;
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static byte[] trace(long... keys) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (long key : keys) {
            out.writeLong(key);
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }
}
