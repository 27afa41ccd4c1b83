/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;

/** Writes each value into a file of its own, which is there as a whole or not at all. */
record SourceFiles(Path directory) implements CacheWriter<Integer, Integer> {
    /** Returns what the file of a key has; null if there is none. */
    static Integer read(Path directory, int key) {
        try {
            return Integer.valueOf(Files.readString(directory.resolve(String.valueOf(key))));
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void write(Cache.Entry<? extends Integer, ? extends Integer> entry) {
        try {
            Path written = Files.writeString(
                    directory.resolve("new" + ProcessHandle.current().pid()), String.valueOf(entry.getValue()));
            Files.move(
                    written,
                    directory.resolve(String.valueOf(entry.getKey())),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
            pause();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends Integer, ? extends Integer>> entries) {
        entries.forEach(this::write);
        entries.clear();
    }

    @Override
    public void delete(Object key) {
        try {
            Files.deleteIfExists(directory.resolve(String.valueOf(key)));
            pause();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives others the time to come in between, if they can. */
    private static void pause() {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(2_000_000));
    }

    @Override
    public void deleteAll(Collection<?> keys) {
        keys.forEach(this::delete);
        keys.clear();
    }
}
