/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReserveTest {
    @TempDir
    Path folder;

    /** A task that waited while the store was closed must not write into a directory that may be deleted by now. */
    @Test
    void onceClosedItDoesNotGrow() throws IOException {
        Reserve reserve = new Reserve(folder, new ManualClock());
        reserve.grow(10_000);
        assertThat(reserve.size()).isEqualTo(12_500);
        Path file = folder.resolve(Reserve.NAME);
        assertThat(Files.size(file)).isEqualTo(12_500);
        reserve.close();
        Files.delete(file);
        reserve.grow(20_000);
        assertThat(file).doesNotExist();
    }
}
