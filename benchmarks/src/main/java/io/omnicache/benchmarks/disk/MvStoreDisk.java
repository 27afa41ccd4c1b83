/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.disk;

import java.nio.file.Path;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/** H2's MVStore as it is made without options: it commits in the background. */
final class MvStoreDisk implements DiskStore {
    private final MVStore store;
    private final MVMap<String, byte[]> map;

    MvStoreDisk(Path directory) {
        store = MVStore.open(directory.resolve("store.mv").toString());
        map = store.openMap("entries");
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
    public void settle() {
        store.commit();
    }

    @Override
    public void close() {
        store.close();
    }
}
