/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
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
    private static final int BUFFER = 1 << 16;

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
        try (Output output = new Output(FileChannel.open(
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
            if (!new Input(channel).isWhole(channel.size())) {
                Events.snapshotIgnored(file, "checksum");
                return null;
            }
            Input input = new Input(channel.position(0));
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

    /** Writes numbers. */
    private static final class Output implements AutoCloseable {
        private final FileChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        private final CRC32C checksum = new CRC32C();

        Output(FileChannel channel) {
            this.channel = channel;
        }

        void number(long number) throws IOException {
            if (buffer.remaining() < Long.BYTES) {
                drain();
            }
            buffer.putLong(number);
        }

        private void drain() throws IOException {
            buffer.flip();
            checksum.update(buffer.duplicate());
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            buffer.clear();
        }

        void part(Catalog catalog) throws IOException {
            List<Segment> segments = catalog.oldestFirst();
            number(catalog.ask((ignored, all) -> all.nextId()));
            number(segments.size());
            for (Segment each : segments) {
                number(each.id());
                number(each.slot());
                number(each.length());
                number(each.live);
                number(each.removals);
                number(each.barrier ? 1 : 0);
            }
            for (int i = 0; i < Index.TABLES; i++) {
                int table = i;
                Table found = catalog.seek((all, ignored) -> all.table(table));
                table(found == null ? new long[0] : found.slots());
            }
        }

        private void table(long[] slots) throws IOException {
            number(slots.length);
            for (long each : slots) {
                number(each);
            }
        }

        void finish() throws IOException {
            drain();
            buffer.putLong(checksum.getValue());
            drain();
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** Reads numbers. */
    private static final class Input {
        private final FileChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);

        Input(FileChannel channel) {
            this.channel = channel;
        }

        boolean isWhole(long size) throws IOException {
            CRC32C checksum = new CRC32C();
            for (long rest = size - Long.BYTES; rest > 0; rest -= Long.BYTES) {
                if (!buffer.hasRemaining()) {
                    fill();
                }
                int step = (int) Math.min(buffer.remaining(), rest) & -Long.BYTES;
                if (step == 0) {
                    return false;
                }
                checksum.update(buffer.slice(buffer.position(), step));
                buffer.position(buffer.position() + step);
                rest -= step - Long.BYTES;
            }
            return size > Long.BYTES && size % Long.BYTES == 0 && number() == checksum.getValue();
        }

        private void fill() throws IOException {
            buffer.compact();
            int read = 0;
            while (buffer.hasRemaining() && read >= 0) {
                read = channel.read(buffer);
            }
            buffer.flip();
        }

        long number() throws IOException {
            if (buffer.remaining() < Long.BYTES) {
                fill();
            }
            if (buffer.remaining() < Long.BYTES) {
                throw new IOException("the file ends too soon");
            }
            return buffer.getLong();
        }

        Part part() throws IOException {
            long nextId = number();
            long count = number();
            List<Kept> segments = new ArrayList<>();
            for (long i = 0; i < count; i++) {
                segments.add(new Kept(number(), (int) number(), number(), number(), number(), number() == 1));
            }
            List<@Nullable Table> tables = new ArrayList<>();
            for (int i = 0; i < Index.TABLES; i++) {
                long[] slots = new long[(int) number()];
                for (int at = 0; at < slots.length; at++) {
                    slots[at] = number();
                }
                tables.add(slots.length == 0 ? null : new Table(slots));
            }
            return new Part(nextId, segments, tables);
        }
    }
}
