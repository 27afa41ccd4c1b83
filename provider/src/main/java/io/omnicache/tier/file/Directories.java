/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.tier.local.Shielded;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is done with directories of the tier. Thread-safe. */
final class Directories {
    private static final int MOST_NAME = 80;
    private static final KeyHash NAMES = new KeyHash(0x6f6d6e69L, 0x6361636865L); // fixed: names have to stay

    private Directories() {}

    /** Makes names of files that were created survive a loss of power, where the system can. */
    static void force(Path directory) throws IOException {
        Shielded.run(() -> forceOnce(directory));
    }

    private static void forceOnce(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (AccessDeniedException e) {
            if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows")) {
                throw e;
            } // else directories cannot be opened, and names need no forcing
        }
    }

    /**
     * Returns a name of a directory for any text: its letters as far as every file system takes them, and a hash, so that different
     * texts have different names also where capitals do not count.
     */
    static String nameOf(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9._-]", "_");
        long hash = NAMES.of(text.getBytes(StandardCharsets.UTF_8));
        return plain.substring(0, Math.min(plain.length(), MOST_NAME)) + "~"
                + String.format(Locale.ROOT, "%016x", hash);
    }

    /** Lists what is in a directory; nothing if there is no such directory. */
    static List<Path> list(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
                stream.forEach(files::add);
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        return files;
    }

    /** Deletes a directory and all that is in it; links are not followed. */
    static void delete(Path directory) throws IOException {
        for (Path file : list(directory)) {
            if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                delete(file);
            } else {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(directory);
    }
}
