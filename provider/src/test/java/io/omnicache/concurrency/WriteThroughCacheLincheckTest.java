/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.concurrency;

import java.util.Collection;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import org.junit.jupiter.api.Test;

/** Linearizability of a cache with a writer: steps are operations, on which others park. */
public class WriteThroughCacheLincheckTest extends ModelCheckedCache {
    /** Called by Lincheck for each interleaving. */
    public WriteThroughCacheLincheckTest() {
        super(byReference().writeThrough(NoWriter::new));
    }

    @Test
    void isLinearizable() {
        options().check(getClass());
    }

    /** Writes nowhere. */
    private static final class NoWriter implements CacheWriter<Integer, Integer> {
        @Override
        public void write(Cache.Entry<? extends Integer, ? extends Integer> entry) {}

        @Override
        public void writeAll(Collection<Cache.Entry<? extends Integer, ? extends Integer>> entries) {
            entries.clear();
        }

        @Override
        public void delete(Object key) {}

        @Override
        public void deleteAll(Collection<?> keys) {
            keys.clear();
        }
    }
}
