/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.benchmarks.WrongCallException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every subject keeps on disk what is measured of it: the newest value of each key, also after it was closed. */
class DiskSubjectTest {
    private static final int ENTRIES = 2_050; // no whole number of batches

    @TempDir
    Path directory;

    static Stream<String> labels() {
        return Stream.concat(
                Stream.of(DiskSubject.ALL.split(",")),
                Stream.of("file:zstd", "file:lz4", "file:deflate", "sqlite:zstd", "sqlite:lz4"));
    }

    @ParameterizedTest
    @MethodSource("labels")
    void keepsTheNewestValueOfEachKey(String label) throws Exception {
        DiskSubject subject = DiskSubject.named(label);
        assertThat(subject.label()).isEqualTo(label);
        try (DiskStore store = subject.open(directory, ENTRIES)) {
            for (int i = 0; i < ENTRIES; i++) {
                store.put(Payload.key(i), Payload.value(i, 0));
            }
            for (int i = 0; i < ENTRIES; i += 2) {
                store.put(Payload.key(i), Payload.value(i, 1));
            }
            store.settle();
            check(store);
        }
        assertThat(WorkDirectory.bytes(directory)).as("bytes on disk").isGreaterThan(ENTRIES * 100L);
        try (DiskStore store = subject.open(directory, ENTRIES)) {
            check(store);
        }
    }

    private static void check(DiskStore store) throws Exception {
        for (int i = 0; i < ENTRIES; i++) {
            Payload.check(i, 1 - i % 2, store.get(Payload.key(i)));
        }
        assertThat(store.get(Payload.key(ENTRIES))).isNull();
    }

    @Test
    void valuesTellTheirKeyAndVersion() {
        assertThat(Payload.key(1_234_567)).isEqualTo("user:00001234567").hasSize(16);
        assertThat(Payload.value(5, 6)).hasSize(Payload.SIZE);
        assertThat(Payload.version(5, Payload.value(5, 6))).isEqualTo(6);
        assertThatThrownBy(() -> Payload.version(4, Payload.value(5, 6))).hasMessageContaining("another key");
        assertThatThrownBy(() -> Payload.version(4, null)).hasMessageContaining("missing");
        assertThatThrownBy(() -> Payload.check(5, 5, Payload.value(5, 6))).hasMessageContaining("version 5");
    }

    @Test
    void unknownSubjectsAreRefused() {
        assertThatThrownBy(() -> DiskSubject.named("flie"))
                .isInstanceOf(WrongCallException.class)
                .hasMessageContaining("append-log");
        assertThatThrownBy(() -> DiskSubject.named("rocksdb:zstd"))
                .isInstanceOf(WrongCallException.class)
                .hasMessageContaining("only file and sqlite");
    }
}
