/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.benchmarks.CommandLine;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs that measure what is on disk, on little. Each child checks what it reads. */
class DiskProgramsTest {
    private static final String NUMBER = "[0-9.,]+ \\([0-9.,]+–[0-9.,]+\\)";

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void oursIsComparedInTheSameRound() throws Exception {
        String subjects = "file,sqlite,ehcache,rocksdb";
        assertThat(run(
                        Throughput.USAGE,
                        Throughput::run,
                        "--entries 500 --rounds 1 --heap 256m --subjects " + subjects))
                .isZero();
        for (String label : subjects.split(",")) {
            List<String> cells = lines(label).get(0);
            assertThat(cells).as(label).hasSize(7);
            assertThat(cells.subList(1, 4)).allMatch(cell -> cell.matches(NUMBER));
            assertThat(cells.subList(4, 7)).allMatch(cell -> Double.parseDouble(cell) >= 0);
        }
        assertThat(lines("file")).as("itself, times Ehcache, times RocksDB").hasSize(3);
        assertThat(lines("sqlite")).hasSize(3);
        assertThat(lines("ehcache")).hasSize(1);
    }

    @Test
    void whatWasPutIsThereWhenItIsOpenedAgain() throws Exception {
        String subjects = "file,sqlite,file-tier,append-log,file:zstd";
        assertThat(run(Reopening.USAGE, Reopening::run, "--entries 1000 --rounds 1 --heap 256m --subjects " + subjects))
                .isZero();
        for (String label : subjects.split(",")) {
            List<String> cells = lines(label).get(0);
            assertThat(cells.get(1)).as("entries of " + label).isEqualTo("1000");
            assertThat(Double.parseDouble(cells.get(2)))
                    .as("bytes of " + label)
                    .isGreaterThan(label.contains(":") ? 100 : 1_024);
            assertThat(cells.get(3)).as("opening of " + label).matches(NUMBER);
            assertThat(cells.get(4)).as("without snapshot, " + label).matches(label.startsWith("file") ? NUMBER : "-");
        }
        assertThat(Double.parseDouble(lines("file:zstd").get(0).get(2)))
                .as("compressed")
                .isLessThan(1_024);
    }

    @Test
    void hitsInTheHeapAreComparedWithTheHeapAlone() throws Exception {
        assertThat(run(HeapHits.USAGE, HeapHits::run, "--entries 500 --operations 100000 --forks 1"))
                .isZero();
        assertThat(lines("heap").get(0).get(2)).isEqualTo("1.000 (1.000–1.000)");
        assertThat(lines("heap + file").get(0).get(2)).matches(NUMBER);
        assertThat(lines("heap + sqlite").get(0).get(1)).matches(NUMBER);
    }

    /** Whether they are held on little says nothing, but that nothing is wrong does. */
    @Test
    void everyFigureToHoldIsThere() throws Exception {
        int exitCode = run(FiguresToHold.USAGE, FiguresToHold::run, "--rounds 1 --operations 8000 --entries 500");
        assertThat(exitCode).isIn(0, 1);
        for (Figure figure : Figure.values()) {
            List<String> cells = lines(figure.text()).get(0);
            assertThat(cells).as(figure.text()).hasSize(4);
            assertThat(cells.subList(2, 4)).allMatch(cell -> cell.matches("-?[0-9.]+ \\(-?[0-9.]+\\)"));
        }
        assertThat(lines(Figure.WRONG.text()).get(0).subList(1, 4))
                .containsExactly("none", "0.000 (0.000)", "0.000 (0.000)");
    }

    @Test
    void aFigureIsHeldBelowItsLimit() {
        assertThat(Figure.WARMING.target()).isEqualTo("under 500");
        assertThat(Figure.WARMING.isHeld(499)).isTrue();
        assertThat(Figure.WARMING.isHeld(500)).isFalse();
        assertThat(Figure.WRONG.isHeld(1)).isFalse();
    }

    private List<List<String>> lines(String first) {
        List<List<String>> found = out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("| " + first + " |"))
                .map(line -> List.of(line.substring(2, line.length() - 2).split(" \\| ")))
                .toList();
        assertThat(found)
                .as("%s in %s", first, out.toString(StandardCharsets.UTF_8))
                .isNotEmpty();
        return found;
    }

    private int run(String usage, CommandLine.Program program, String call) throws Exception {
        int exitCode = CommandLine.run(
                usage,
                program,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                (call + " --directory " + directory).split(" "));
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).as("what is left").isEmpty();
        }
        return exitCode;
    }
}
