/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.zip.CRC32C;

/** Writes the numbers of a {@link Snapshot}. Not thread-safe. */
final class SnapshotOutput implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private final CRC32C checksum = new CRC32C();

    SnapshotOutput(FileChannel channel) {
        this.channel = channel;
    }

    void number(long number) throws IOException {
        makeRoom();
        buffer.putLong(number);
    }

    private void makeRoom() throws IOException {
        if (buffer.remaining() < Long.BYTES) {
            drain();
        }
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
        for (int at = 0; at < slots.length; ) { // not one by one: the log stands still
            makeRoom();
            int step = Math.min(slots.length - at, buffer.remaining() / Long.BYTES);
            buffer.asLongBuffer().put(slots, at, step);
            buffer.position(buffer.position() + step * Long.BYTES);
            at += step;
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
