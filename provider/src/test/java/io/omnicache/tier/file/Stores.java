/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.tier.RecordingContext;
import io.omnicache.tier.StoreFixture;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Opens stores in a directory, and finds their files. */
final class Stores extends StoreFixture {
    private Stores() {}

    /** Opens the store of a cache {@code users}; options are pairs of name and value. */
    static FileTier open(Path directory, String... options) throws IOException {
        return open(new RecordingContext("users"), directory, options);
    }

    static FileTier open(RecordingContext context, Path directory, String... options) throws IOException {
        return (FileTier) new FileTierFactory().open(context, options(directory, options));
    }

    /** Deletes a directory that a tier has open, which may make a file in it meanwhile. */
    static void deleteDirectory(Path directory) throws IOException {
        for (int tries = 100; ; tries--) {
            try {
                Directories.delete(directory);
                return;
            } catch (DirectoryNotEmptyException e) {
                if (tries == 0) {
                    throw e;
                }
            }
        }
    }

    /** Lets a directory be found in the place of a file again. At no moment there is nothing, which a tier would mend. */
    static void putBack(Path away, Path place) throws IOException {
        Path link = Files.createSymbolicLink(away.resolveSibling("link"), away);
        Files.move(link, place, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Returns the files of a kind below a directory, in order of their names; none if the directory is not there. */
    static List<Path> files(Path directory, String ending) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    static List<Path> segments(Path directory) throws IOException {
        return files(directory, ".jsonl");
    }

    /** Deletes the snapshots, so that opening reads all lines. */
    static void forgetSnapshots(Path directory) throws IOException {
        for (Path file : files(directory, Snapshot.NAME)) {
            Files.delete(file);
        }
    }
}
