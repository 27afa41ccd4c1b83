/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.hitrates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedTest {
    private static final String TABLE = """
            half,trace,kind,size,opt,lru
            dev,a,loop,64,50.5,1
            dev,a,loop,98,60,2.25
            dev,b,mixed,64,70,3
            """;

    @TempDir
    private Path folder;

    @Test
    void theColumnsAfterTheSizeAreHitRates() throws IOException {
        Published published = Published.read(file("table.csv", TABLE));
        assertThat(published.sizes("a")).containsExactly(64L, 98L);
        assertThat(published.sizes("c")).isEmpty();
        Case a64 = new Case("a", 64);
        Case a98 = new Case("a", 98);
        Case b64 = new Case("b", 64);
        assertThat(published.columns())
                .containsExactly(
                        new Column("opt", true, Map.of(a64, 50.5, a98, 60.0, b64, 70.0)),
                        new Column("lru", true, Map.of(a64, 1.0, a98, 2.25, b64, 3.0)));
    }

    @Test
    void isFoundAmongOtherTables() throws IOException {
        file("a.csv", "name,count\nx,1\n");
        file("b.csv", "");
        Path table = file("c.csv", TABLE);
        assertThat(Published.in(folder).orElseThrow().file()).isEqualTo(table);
    }

    @Test
    void isNotFoundWhereThereIsNone() throws IOException {
        file("a.csv", "name,count\nx,1\n");
        assertThat(Published.in(folder)).isEmpty();
    }

    @Test
    void refusesWhatIsNoSuchTable() throws IOException {
        Path other = file("other.csv", "name,count\nx,1\n");
        assertRefused(other, other + " has no heading with the columns trace and size");
        Path missing = folder.resolve("missing.csv");
        assertRefused(missing, "cannot read " + missing + ": ");
        Path narrow = file("narrow.csv", TABLE + "dev,c,loop,64\n");
        assertRefused(narrow, narrow + ", line 5: 4 cells, not 6");
        Path text = file("text.csv", TABLE + "dev,c,loop,64,high,2\n");
        assertRefused(text, text + ", line 5: a cell that should hold a number: ");
    }

    private static void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> Published.read(file))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith(message);
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
