/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.concurrency;

import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * Batches among single operations. A batch is atomic for each key and not as a whole (JSR-107, {@code putAll}), so each batch
 * here has one key that is checked, and one that is never looked at.
 */
@Param(name = "key", gen = IntGen.class, conf = "1:2")
@Param(name = "value", gen = IntGen.class, conf = "1:3")
public class BatchesLincheckTest {
    private static final int UNREAD = 100;

    private final Cache<Integer, Integer> cache = ModelCheckedCache.newCache(ModelCheckedCache.byReference());

    @Operation
    public Integer get(@Param(name = "key") int key) {
        return cache.get(key);
    }

    @Operation
    public void put(@Param(name = "key") int key, @Param(name = "value") int value) {
        cache.put(key, value);
    }

    @Operation
    public Integer getAll(@Param(name = "key") int key) {
        return cache.getAll(Set.of(key, UNREAD)).get(key);
    }

    @Operation
    public void putAll(@Param(name = "key") int key, @Param(name = "value") int value) {
        cache.putAll(Map.of(key, value, UNREAD, value));
    }

    @Operation
    public void removeAll(@Param(name = "key") int key) {
        cache.removeAll(Set.of(key, UNREAD));
    }

    @Test
    void areAtomicForEachKey() {
        ModelCheckedCache.options().actorsPerThread(2).check(getClass());
    }
}
