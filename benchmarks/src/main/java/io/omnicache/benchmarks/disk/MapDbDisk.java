/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.disk;

import java.nio.file.Path;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.mapdb.DB;
import org.mapdb.DBMaker;
import org.mapdb.Serializer;

/** MapDB's hash map over a mapped file, without transactions. */
final class MapDbDisk implements DiskStore {
    private final DB database;
    private final ConcurrentMap<String, byte[]> map;

    MapDbDisk(Path directory) {
        database = DBMaker.fileDB(directory.resolve("map.db").toFile())
                .fileMmapEnableIfSupported()
                .make();
        map = database.hashMap("entries", Serializer.STRING, Serializer.BYTE_ARRAY)
                .createOrOpen();
    }

    @Override
    public void put(String key, byte[] value) {
        map.put(key, value);
    }

    @Override
    public byte @Nullable [] get(String key) {
        return map.get(key);
    }

    @Override
    public void close() {
        database.close();
    }
}
