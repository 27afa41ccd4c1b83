/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/** RocksDB with its log and without sync, which is its default; without compression, as the others. */
final class RocksDisk implements DiskStore {
    static {
        RocksDB.loadLibrary();
    }

    private final Options options =
            new Options().setCreateIfMissing(true).setCompressionType(CompressionType.NO_COMPRESSION);
    private final WriteOptions writing = new WriteOptions().setSync(false);
    private final RocksDB database;

    RocksDisk(Path directory) throws RocksDBException {
        database = RocksDB.open(options, directory.toString());
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void put(String key, byte[] value) throws RocksDBException {
        database.put(writing, bytes(key), value);
    }

    @Override
    public byte @Nullable [] get(String key) throws RocksDBException {
        return database.get(bytes(key));
    }

    @Override
    public void close() throws IOException {
        try {
            database.closeE();
            writing.close();
            options.close();
        } catch (RocksDBException e) {
            throw new IOException(e);
        }
    }
}
