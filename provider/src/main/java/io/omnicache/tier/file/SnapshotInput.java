/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Reads the numbers of a {@link Snapshot}. Not thread-safe. */
final class SnapshotInput {
    private static final int BUFFER = 1 << 16;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);

    SnapshotInput(FileChannel channel) {
        this.channel = channel;
    }

    /** Reads a file of that size to its end; returns whether its checksum is right. */
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
        require();
        return buffer.getLong();
    }

    private void require() throws IOException {
        if (buffer.remaining() < Long.BYTES) {
            fill();
        }
        if (buffer.remaining() < Long.BYTES) {
            throw new IOException("the file ends too soon");
        }
    }

    Snapshot.Part part() throws IOException {
        long nextId = number();
        long count = number();
        List<Snapshot.Kept> segments = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            segments.add(new Snapshot.Kept(number(), (int) number(), number(), number(), number(), number() == 1));
        }
        List<@Nullable Table> tables = new ArrayList<>();
        for (int i = 0; i < Index.TABLES; i++) {
            long[] slots = numbers((int) number());
            tables.add(slots.length == 0 ? null : new Table(slots));
        }
        return new Snapshot.Part(nextId, segments, tables);
    }

    /* Not one by one, which takes long where the code is not compiled yet: when a process begins. */
    private long[] numbers(int count) throws IOException {
        long[] numbers = new long[count];
        for (int at = 0; at < count; ) {
            require();
            int step = Math.min(count - at, buffer.remaining() / Long.BYTES);
            buffer.asLongBuffer().get(numbers, at, step);
            buffer.position(buffer.position() + step * Long.BYTES);
            at += step;
        }
        return numbers;
    }
}
