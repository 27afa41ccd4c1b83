/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.disk;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What every subject on disk can do. For one thread, but for caches. */
interface DiskStore extends AutoCloseable {
    void put(String key, byte[] value) throws Exception;

    byte @Nullable [] get(String key) throws Exception;

    /** Ends a run of puts: what is in an unfinished batch is committed. */
    default void settle() throws Exception {
        // Most have no batches of their own.
    }

    @Override
    void close() throws IOException;
}
