/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.OmniCache;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A load that has to start again because the cache was cleared leaves nobody waiting for its first attempt. */
class ClearRacesLoadsTest {
    private static final int THREADS = 8;
    private static final int GETS = 4_000;

    @RegisterExtension
    final TestCaches caches = new TestCaches();

    @Test
    void everyGetReturns() {
        Loader<String> loader = new Loader<>(key -> {
            LockSupport.parkNanos(20_000); // long enough for others to wait for it
            return "loaded";
        });
        OmniCache<String, String> cache = caches.strings("cleared", options -> options.readThrough(loader.factory()));
        Crew.together(THREADS, number -> {
            for (int i = 0; i < GETS; i++) {
                if (number == 0) {
                    cache.clear();
                } else {
                    assertThat(cache.get("key")).isEqualTo("loaded");
                }
            }
            return null;
        });
    }
}
