/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.concurrency;

import io.omnicache.engine.Invariants;
import io.omnicache.jcache.Engines;
import javax.cache.Cache;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * A cache of one entry, where an eviction may make any entry vanish. So reads are not compared, only what holds all the
 * same: the bound, when nothing runs, and that no interleaving hangs or fails.
 */
@Param(name = "key", gen = IntGen.class, conf = "1:3")
public class EvictingCacheLincheckTest {
    private final Cache<Integer, Integer> cache =
            ModelCheckedCache.newCache(ModelCheckedCache.byReference().entries(1));

    @Operation
    public void put(@Param(name = "key") int key) {
        cache.put(key, key);
    }

    @Operation
    public void remove(@Param(name = "key") int key) {
        cache.remove(key);
    }

    @Operation
    public void invoke(@Param(name = "key") int key) {
        cache.invoke(key, (entry, arguments) -> {
            entry.setValue(-key);
            return null;
        });
    }

    /** Returns whether what was read is a value of the key. */
    @Operation
    public boolean get(@Param(name = "key") int key) {
        Integer value = cache.get(key);
        return value == null || Math.abs(value) == key;
    }

    @Operation
    public void clear() {
        cache.clear();
    }

    /** Called by Lincheck when the threads have ended. */
    @Validate
    public void theBoundHolds() {
        Invariants.check(Engines.of(cache));
    }

    @Test
    void keepsItsBound() {
        ModelCheckedCache.options().invocationsPerIteration(50).check(getClass()); // each takes three times as long
    }
}
