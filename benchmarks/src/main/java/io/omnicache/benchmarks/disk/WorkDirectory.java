/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.disk;

import io.omnicache.benchmarks.CommandLine;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A directory for the stores of one process or round, which is deleted after it. */
record WorkDirectory(Path path) implements AutoCloseable {
    static final String USAGE =
            "  --directory PATH      where the stores are made and deleted again (default: the system's temporary one)";

    /** Makes a new one in the place that an option names. */
    static WorkDirectory create(CommandLine options) throws IOException {
        Path parent = Path.of(options.text("--directory", System.getProperty("java.io.tmpdir")));
        return new WorkDirectory(Files.createTempDirectory(Files.createDirectories(parent), "omnicache-disk-"));
    }

    /** Returns how many bytes the files below a directory have, by their lengths: none is opened. */
    static long bytes(Path directory) throws IOException {
        AtomicLong sum = new AtomicLong();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                sum.addAndGet(attributes.size());
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE; // deleted by the store meanwhile
                }
                throw failure;
            }
        });
        return sum.get();
    }

    /** Deletes the files below it that have a name. */
    static void delete(Path directory, String name) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (name.isEmpty() || file.endsWith(name)) {
                    Files.delete(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                if (name.isEmpty()) {
                    Files.delete(visited);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void close() throws IOException {
        delete(path, "");
    }
}
