/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.tier.RecordingContext;
import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Opens stores in a directory, and makes keys and entries. */
final class Stores {
    private Stores() {}

    /** Opens the store of a cache {@code users}; options are pairs of name and value. */
    static FileTier open(Path directory, String... options) throws IOException {
        return open(new RecordingContext("users"), directory, options);
    }

    static FileTier open(RecordingContext context, Path directory, String... options) throws IOException {
        Map<String, String> all = new HashMap<>();
        all.put("directory", directory.toString());
        for (int i = 0; i < options.length; i += 2) {
            all.put(options[i], options[i + 1]);
        }
        return (FileTier) new FileTierFactory().open(context, all);
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

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(each, target);
                }
            }
        }
    }

    static TierKey key(String text) {
        return new TierKey(text.getBytes(StandardCharsets.UTF_8));
    }

    static TierKey key(int number) {
        return key("key:" + number);
    }

    static TierRecord entry(String value, long version) {
        return new TierRecord(value.getBytes(StandardCharsets.UTF_8), version, 1_000, 2_000, TierRecord.NEVER);
    }

    /** Returns the value stored under a key as text, null if there is none. */
    static String value(FileTier tier, TierKey key) throws IOException {
        TierRecord stored = tier.read(key);
        return stored == null ? null : new String(stored.value(), StandardCharsets.UTF_8);
    }
}
