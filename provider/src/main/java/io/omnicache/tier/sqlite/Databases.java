/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.tier.TierContext;
import io.omnicache.tier.sqlite.SqliteOptions.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** The databases that are open in this process: one object for each, however many caches use it. Thread-safe. */
final class Databases {
    private static final int MOST_NAME = 80;
    private static final int HASH = 8;
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final Map<Key, Database> OPEN = new HashMap<>();

    private Databases() {}

    /**
     * A database may be open for writing once, and also read-only, which only looks.
     *
     * @param where its path, or the manager of one in memory
     */
    private record Key(Object where, boolean readOnly) {}

    /** Opens the rows of a cache, or joins those who have them open. */
    static SharedRows open(TierContext context, SqliteOptions options) throws IOException {
        LOCK.lock();
        try {
            Key key = new Key(where(context, options), options.readOnly());
            Database database = OPEN.get(key);
            if (database == null) {
                database =
                        DatabaseOpener.open(key.where() instanceof Path file ? file : null, options, context.clock());
                OPEN.put(key, database);
            }
            try {
                return database.join(context, options);
            } finally {
                closeIfUnused(database);
            }
        } finally {
            LOCK.unlock();
        }
    }

    /** Gives the rows of a cache back; with the last cache of a database that is closed. */
    static void close(SharedRows rows, TierContext context, boolean destroy) throws IOException {
        LOCK.lock();
        try {
            try {
                rows.leave(context, destroy);
            } finally {
                closeIfUnused(rows.database());
            }
        } finally {
            LOCK.unlock();
        }
    }

    /* Once: who comes after a cache was destroyed by another manager may find it closed, and another one in its place. */
    private static void closeIfUnused(Database database) throws IOException {
        if (database.isUnused() && OPEN.values().remove(database)) {
            database.close();
        }
    }

    private static Object where(TierContext context, SqliteOptions options) throws IOException {
        if (options.place() instanceof Place.Directory directory) {
            return real(directory.path().resolve(nameOf(context.manager()) + ".db"), options);
        }
        if (options.place() instanceof Place.File file) {
            return real(file.path(), options);
        }
        return "memory of " + context.manager();
    }

    private static Path real(Path file, SqliteOptions options) throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        if (parent == null) {
            return absolute;
        }
        if (!options.readOnly()) {
            Files.createDirectories(parent);
        }
        return Files.isDirectory(parent)
                ? parent.toRealPath().resolve(String.valueOf(absolute.getFileName()))
                : absolute;
    }

    /** Returns a name of a file for any text: its letters as far as every file system takes them, and a hash. */
    private static String nameOf(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9._-]", "_");
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return plain.substring(0, Math.min(plain.length(), MOST_NAME)) + "~"
                    + HexFormat.of().formatHex(hash, 0, HASH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
