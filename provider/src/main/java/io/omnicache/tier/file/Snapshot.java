/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The index as it was at one moment, in a file, so that opening does not have to read all lines. Nothing depends on it: it is used only if
 * its checksum is right and it is of this store, and what it says of segments that are gone or shorter is left out. What was appended or
 * moved after it is read over it, so it does not become wrong by getting old. And it is a mark: the lines that it speaks of were forced to
 * the disk before it was there.
 *
 * <p>Format: numbers of 8 bytes, the last one the CRC-32C of all before it.
 *
 * @param parts one for each log
 */
record Snapshot(List<Part> parts) {
    static final String NAME = "index.snapshot";

    private static final long MAGIC = 0x4f6d6e69_53310001L;

    /**
     * A segment as it was.
     *
     * @param id its number
     * @param slot its number in locations
     * @param length how much of it was acknowledged
     * @param live how much of that was alive
     * @param removals how much said that a key is not there
     * @param barrier whether it said that nothing before it counts
     */
    record Kept(long id, int slot, long length, long live, long removals, boolean barrier) {}

    /**
     * A log as it was.
     *
     * @param nextId the number of its next segment
     * @param segments its segments
     * @param tables the tables of its index, null for empty ones
     */
    record Part(long nextId, List<Kept> segments, List<@Nullable Table> tables) {
        long lengthOf(long id) {
            return segments.stream()
                    .filter(each -> each.id() == id)
                    .mapToLong(Kept::length)
                    .findFirst()
                    .orElse(0);
        }

        void into(Index index) {
            for (int number = 0; number < tables.size(); number++) {
                Table table = tables.get(number);
                if (table != null) {
                    index.table(number, table);
                }
            }
        }
    }

    /** Writes one, in the place of the one before; each log stands still while it is written. */
    static void write(Path directory, long store, List<Log> logs) throws IOException {
        Path temporary = directory.resolve(NAME + ".tmp");
        try {
            writeInto(temporary, store, logs);
        } catch (IOException e) {
            giveUp(temporary, e); // its room is needed where the disk is full
            throw e;
        }
        Files.move(
                temporary,
                directory.resolve(NAME),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        Directories.force(directory);
    }

    private static void giveUp(Path temporary, IOException because) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    private static void writeInto(Path temporary, long store, List<Log> logs) throws IOException {
        try (SnapshotOutput output = new SnapshotOutput(FileChannel.open(
                temporary,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE))) {
            output.number(MAGIC);
            output.number(store);
            output.number(logs.size());
            for (Log log : logs) {
                log.holding(() -> output.part(log.catalog()));
            }
            for (Log log : logs) { // what it speaks of must not be lost while it is not
                force(log.catalog());
            }
            output.finish();
        }
    }

    private static void force(Catalog catalog) throws IOException {
        for (Segment each : catalog.oldestFirst()) {
            each.file().forceWritten();
        }
    }

    /** Reads the one of a store; null if there is none that can be used. */
    static @Nullable Snapshot read(Path directory, long store, int logs) throws ClosedByInterruptException {
        Path file = directory.resolve(NAME);
        if (!Files.exists(file)) {
            return null;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (!new SnapshotInput(channel).isWhole(channel.size())) {
                Events.snapshotIgnored(file, "checksum");
                return null;
            }
            SnapshotInput input = new SnapshotInput(channel.position(0));
            if (input.number() != MAGIC || input.number() != store || input.number() != logs) {
                Events.snapshotIgnored(file, "of another store or format");
                return null;
            }
            List<Part> parts = new ArrayList<>();
            for (int i = 0; i < logs; i++) {
                parts.add(input.part());
            }
            return new Snapshot(parts);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            Events.snapshotIgnored(file, e.toString());
            return null;
        }
    }
}
