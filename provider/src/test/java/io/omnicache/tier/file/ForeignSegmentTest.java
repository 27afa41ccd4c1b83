/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.LogCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Segments of another store that somebody has copied into the directory while it was closed. */
class ForeignSegmentTest {
    private static final int KEYS = 50;

    @TempDir
    Path folder;

    private Path own() {
        return folder.resolve("own");
    }

    /** Fills a store, and returns its first segment. */
    private static Path fill(Path directory, String what) throws IOException {
        try (FileTier tier = Stores.open(directory, "entries", "1k")) {
            for (int i = 0; i < KEYS; i++) {
                tier.write(Stores.key(i), Stores.entry(what + " " + i, 1));
            }
        }
        return Stores.segments(directory).get(0);
    }

    private static void checkIsOwn(Path directory, String... options) throws IOException {
        try (FileTier tier = Stores.open(directory, options)) {
            assertThat(tier.report().isClean()).isTrue();
            assertThat(tier.size()).isEqualTo(KEYS);
            for (int i = 0; i < KEYS; i++) {
                assertThat(Stores.value(tier, Stores.key(i))).isEqualTo("own " + i);
            }
        }
    }

    @ParameterizedTest(name = "snapshot {0}")
    @ValueSource(booleans = {true, false})
    void isSetAsideWithAWarning(boolean snapshot) throws IOException {
        Path segment = fill(own(), "own");
        Path foreign = fill(folder.resolve("other"), "other");
        Path copy = segment.resolveSibling("0-0000000077.jsonl");
        byte[] bytes = Files.readAllBytes(foreign);
        Files.copy(foreign, copy);
        if (!snapshot) {
            Stores.forgetSnapshots(own());
        }
        try (LogCapture log = new LogCapture("io.omnicache.tier")) {
            checkIsOwn(own(), "entries", "1k");
            assertThat(log.messages())
                    .filteredOn(message -> message.startsWith("WARNING"))
                    .singleElement()
                    .asString()
                    .contains("file tier set aside", "why=segments of another store", "aside-");
        }
        assertThat(copy).doesNotExist();
        List<Path> aside = Stores.segments(own()).stream()
                .filter(file -> file.toString().contains("aside-"))
                .toList();
        assertThat(aside).singleElement().satisfies(file -> assertThat(file).hasBinaryContent(bytes));
        try (LogCapture log = new LogCapture("io.omnicache.tier")) {
            checkIsOwn(own(), "entries", "1k");
            assertThat(log.messages()).noneMatch(message -> message.startsWith("WARNING"));
        }
    }

    /** What stood in its place is lost, but nothing of the other store is read instead. */
    @Test
    void inThePlaceOfAnOwnOneCostsWhatThatHeld() throws IOException {
        Path segment = fill(own(), "own");
        Path foreign = fill(folder.resolve("other"), "other");
        Files.copy(foreign, segment, StandardCopyOption.REPLACE_EXISTING);
        try (LogCapture log = new LogCapture("io.omnicache.tier");
                FileTier tier = Stores.open(own(), "entries", "1k")) {
            assertThat(tier.size()).isZero();
            tier.write(Stores.key(1), Stores.entry("new", 2));
            assertThat(Stores.value(tier, Stores.key(1))).isEqualTo("new");
            assertThat(log.messages()).anyMatch(message -> message.contains("why=segments of another store"));
        }
    }

    @Test
    void isPassedOverByWhoMayOnlyRead() throws IOException {
        Path segment = fill(own(), "own");
        Path copy = segment.resolveSibling("0-0000000077.jsonl");
        Files.copy(fill(folder.resolve("other"), "other"), copy);
        Stores.forgetSnapshots(own());
        checkIsOwn(own(), "entries", "1k", "readOnly", "true");
        assertThat(copy).exists();
    }

    /** The store's own file is lost as well: what most segments say counts. */
    @Test
    void doesNotDecideWhichStoreItIs() throws IOException {
        Path foreign = fill(folder.resolve("other"), "other");
        Path segment = fill(own(), "own");
        for (int i = 0; i < 3; i++) { // each opening begins a segment
            try (FileTier tier = Stores.open(own(), "entries", "1k")) {
                tier.write(Stores.key(i), Stores.entry("own " + i, 1));
            }
        }
        Files.copy(foreign, segment.resolveSibling("0-0000000000.jsonl"));
        Files.delete(segment.resolveSibling(Identity.NAME));
        checkIsOwn(own(), "entries", "1k");
    }
}
