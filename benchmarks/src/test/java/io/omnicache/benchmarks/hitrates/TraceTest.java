/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.hitrates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceTest {
    @TempDir
    private Path folder;

    @Test
    void readsTheKeysInTheirOrderAndCountsDifferentOnes() throws IOException {
        Trace trace = Trace.read("t", TraceFile.write(folder.resolve("t.trc.gz"), 5, -1, 1L << 40, 5));
        assertThat(trace.length()).isEqualTo(4);
        assertThat(trace.keys()).isEqualTo(3);
        assertThat(LongStream.range(0, 4).map(i -> trace.key((int) i))).containsExactly(5L, -1L, 1L << 40, 5L);
    }

    @Test
    void refusesAFileThatEndsWithinAKey() throws IOException {
        Path file = TraceFile.write(folder.resolve("t.trc.gz"), new byte[Long.BYTES + 3]);
        assertRefused(file, "cannot read " + file + ": it ends within a key");
    }

    @Test
    void refusesAFileThatIsEmptyDamagedOrNotPacked() throws IOException {
        Path empty = TraceFile.write(folder.resolve("empty.trc.gz"), new byte[0]);
        assertRefused(empty, empty + " holds no request");
        Path plain = Files.write(folder.resolve("plain.trc.gz"), new byte[80]);
        assertRefused(plain, "cannot read " + plain + ": Not in GZIP format");
        byte[] packed = Files.readAllBytes(TraceFile.write(folder.resolve("whole.trc.gz"), 1, 2, 3));
        Path cut = Files.write(folder.resolve("cut.trc.gz"), java.util.Arrays.copyOf(packed, packed.length - 4));
        assertRefused(cut, "cannot read " + cut + ": ");
    }

    @Test
    void findsTheTracesOfAFolderByName() throws IOException {
        TraceFile.write(folder.resolve("b.trc.gz"), 1);
        TraceFile.write(folder.resolve("a.trc.gz"), 1);
        Files.writeString(folder.resolve("a.txt"), "");
        assertThat(Trace.in(folder).keySet()).containsExactly("a", "b");
    }

    @Test
    void refusesAFolderWithoutTraces() {
        assertThatThrownBy(() -> Trace.in(folder))
                .isInstanceOf(RefusedException.class)
                .hasMessage("no file in " + folder + " ends in .trc.gz");
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> Trace.in(missing))
                .isInstanceOf(RefusedException.class)
                .hasMessage("cannot read the folder " + missing);
    }

    @Test
    void looksAtFourSharesOfTheKeysButNotBelow64() {
        assertThat(withKeys(36_815).sizes()).containsExactly(184L, 736L, 2_945L, 9_204L);
        assertThat(withKeys(1_223).sizes()).containsExactly(64L, 98L, 306L);
    }

    private static Trace withKeys(int keys) {
        return Trace.of("t", LongStream.range(0, keys).toArray());
    }

    private static void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> Trace.read("t", file))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith(message);
    }
}
