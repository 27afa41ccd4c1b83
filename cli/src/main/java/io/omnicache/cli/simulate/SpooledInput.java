/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** Standard input, kept in a temporary file where it has to be read twice. Deleted when it is closed or the JVM ends. */
final class SpooledInput implements AutoCloseable {
    private static final String NAME = "standard input";

    private @Nullable Path file;

    /** Returns standard input as a source that can be read as often as asked for. */
    Workload.Source source(InputStream in, boolean readTwice) {
        if (!readTwice) {
            return new Workload.Source(NAME, -1, () -> unclosed(in));
        }
        try {
            Path copy = Files.createTempFile("omnicache-", ".input");
            file = copy;
            copy.toFile().deleteOnExit();
            long bytes = Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            return new Workload.Source(NAME, bytes, () -> Files.newInputStream(copy));
        } catch (IOException e) {
            throw new SimulationException("cannot keep standard input in a temporary file: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }

    private static InputStream unclosed(InputStream in) {
        return new FilterInputStream(new BufferedInputStream(in)) {
            @Override
            public void close() {
                // standard input belongs to the JVM
            }
        };
    }
}
