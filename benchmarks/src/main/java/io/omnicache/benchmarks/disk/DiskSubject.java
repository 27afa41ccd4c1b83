/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.disk;

import io.omnicache.benchmarks.WrongCallException;
import io.omnicache.config.CodecOptions;
import io.omnicache.tier.file.FileTierFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is measured on disk: tiers of OmniCache, with a compressor as in {@code file:zstd}, the tier file alone, and other stores.
 *
 * @param compressor {@link CodecOptions#NONE} for all but ours
 */
record DiskSubject(Kind kind, String compressor) {
    /** Which store. */
    enum Kind {
        FILE,
        SQLITE,
        SQLITE_SHARED,
        EHCACHE,
        FILE_TIER,
        SQLITE_JDBC,
        MVSTORE,
        MAPDB,
        ROCKSDB,
        APPEND_LOG;

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Returns whether it is a cache of OmniCache. */
        boolean isOurs() {
            return this == FILE || this == SQLITE || this == SQLITE_SHARED;
        }

        /** Returns the name of the tier of a cache of OmniCache. */
        String tier() {
            return this == SQLITE_SHARED ? SQLITE.label() : label();
        }

        /** Returns the options of the tier in a directory. */
        Map<String, String> options(Path directory) {
            Map<String, String> options = new HashMap<>(Map.of("directory", directory.toString()));
            if (this == SQLITE_SHARED) {
                options.put("shared", "true");
            }
            return options;
        }
    }

    /** All of them, without compressors. */
    static final String ALL = Arrays.stream(Kind.values()).map(Kind::label).collect(Collectors.joining(","));

    /** How many of a hundred entries the heap of a cache has room for. */
    private static final int PER_CENT = 100;

    /**
     * Returns the subject of a label.
     *
     * @throws WrongCallException if there is none; the message lists those that there are
     */
    static DiskSubject named(String label) {
        String[] parts = label.split(":", 2);
        Kind kind = Arrays.stream(Kind.values())
                .filter(each -> each.label().equals(parts[0]))
                .findFirst()
                .orElseThrow(() -> new WrongCallException("unknown subject '" + label + "', there are " + ALL
                        + ", and file and sqlite with a compressor," + " as in file:zstd"));
        if (parts.length == 2 && !kind.isOurs()) {
            throw new WrongCallException("'" + label + "': only file and sqlite take a compressor");
        }
        return new DiskSubject(kind, parts.length == 2 ? parts[1] : CodecOptions.NONE);
    }

    String label() {
        return kind.label() + (compressor.equals(CodecOptions.NONE) ? "" : ":" + compressor);
    }

    /** Returns whether it has a snapshot of its index that it can do without. */
    boolean hasSnapshot() {
        return kind == Kind.FILE || kind == Kind.FILE_TIER;
    }

    /** Opens or makes it in a directory of its own; where it is a cache, with a heap of a hundredth of the entries. */
    DiskStore open(Path directory, int entries) throws Exception {
        Files.createDirectories(directory);
        int heap = Math.max(1, entries / PER_CENT);
        return switch (kind) {
            case FILE, SQLITE, SQLITE_SHARED -> JCacheDisk.ours(kind, directory, heap, compressor);
            case EHCACHE -> JCacheDisk.ehcache(directory, heap, entries);
            case FILE_TIER -> new BareTier(new FileTierFactory(), directory);
            case SQLITE_JDBC -> new RawSqlite(directory);
            case MVSTORE -> new MvStoreDisk(directory);
            case MAPDB -> new MapDbDisk(directory);
            case ROCKSDB -> new RocksDisk(directory);
            case APPEND_LOG -> new AppendLog(directory);
        };
    }
}
