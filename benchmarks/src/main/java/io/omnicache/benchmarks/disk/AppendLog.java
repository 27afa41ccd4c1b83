/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.disk;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The least that a store on disk has to do: a file that is appended to with one write for each put, and a map from keys to places. Nothing
 * is checked, nothing is ever cleaned, and it opens by reading everything.
 */
final class AppendLog implements DiskStore {
    private static final int KEY = 16;
    private static final int RECORD = KEY + Payload.SIZE;
    private static final int RECORDS_AT_ONCE = 1000;

    private final FileChannel file;
    private final Map<String, Long> places = new HashMap<>();
    private final ByteBuffer record = ByteBuffer.allocateDirect(RECORD);
    private long end;

    AppendLog(Path directory) throws IOException {
        file = FileChannel.open(
                directory.resolve("log"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        ByteBuffer read = ByteBuffer.allocateDirect(RECORD * RECORDS_AT_ONCE);
        byte[] key = new byte[KEY];
        for (int size = file.read(read, end); size >= RECORD; size = file.read(read.clear(), end)) {
            for (int at = 0; at + RECORD <= size; at += RECORD) {
                read.get(at, key);
                places.put(new String(key, StandardCharsets.US_ASCII), end);
                end += RECORD;
            }
        }
    }

    @Override
    public void put(String key, byte[] value) throws IOException {
        record.clear().put(key.getBytes(StandardCharsets.US_ASCII)).put(value).flip();
        while (record.hasRemaining()) {
            file.write(record, end + record.position());
        }
        places.put(key, end);
        end += RECORD;
    }

    @Override
    public byte @Nullable [] get(String key) throws IOException {
        Long place = places.get(key);
        if (place == null) {
            return null;
        }
        record.clear();
        while (record.hasRemaining()) {
            if (file.read(record, place + record.position()) < 0) {
                throw new EOFException("the log ends too soon");
            }
        }
        byte[] value = new byte[Payload.SIZE];
        record.get(KEY, value);
        return value;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
