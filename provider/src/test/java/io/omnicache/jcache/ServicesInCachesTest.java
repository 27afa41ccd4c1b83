/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.Clock;
import io.omnicache.Copier;
import io.omnicache.EvictionStrategy;
import io.omnicache.OfferedServices;
import io.omnicache.OmniCachingProvider;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.engine.eviction.FirstInFirstOut;
import java.io.Closeable;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What caches find by name, and what they are given ready made, is not theirs to close; docs/jcache-conformance.md says so. */
final class ServicesInCachesTest {
    private static final List<String> CALLS = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    /** A service that could be closed. */
    public static final class ClosableCopier implements Copier, Closeable {
        @Override
        public String name() {
            return "closable";
        }

        @Override
        public <T> T copy(T value, ClassLoader loader) {
            CALLS.add("copy");
            @SuppressWarnings("unchecked") // dates are all that the test stores
            T copy = (T) ((Date) value).clone();
            return copy;
        }

        @Override
        public void close() {
            CALLS.add("copier closed");
        }
    }

    /** A service that could be closed. */
    public static final class ClosableStrategy implements EvictionStrategy, Closeable {
        @Override
        public String name() {
            return "closable";
        }

        @Override
        public Order newOrder(long maximum) {
            CALLS.add("order");
            return new FirstInFirstOut().newOrder(maximum);
        }

        @Override
        public void close() {
            CALLS.add("strategy closed");
        }
    }

    /** A clock that could be closed. */
    private static final class ClosableClock implements Clock, Closeable {
        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public long millis() {
            return 0;
        }

        @Override
        public void close() {
            CALLS.add("clock closed");
        }
    }

    @Test
    void servicesAndClocksStayOpenWhenTheirCacheIsClosed() throws IOException {
        CALLS.clear();
        OfferedServices.loader(folder, Copier.class, ClosableCopier.class).close();
        try (URLClassLoader loader = OfferedServices.loader(folder, EvictionStrategy.class, ClosableStrategy.class);
                OmniCachingProvider provider = new OmniCachingProvider()) {
            CacheManager manager = provider.getCacheManager(null, loader);
            Cache<String, Date> dates = manager.createCache(
                    "dates",
                    OmniConfiguration.builder(String.class, Date.class)
                            .byValue(true)
                            .copier("closable")
                            .strategy("closable")
                            .entries(10)
                            .clock(new ClosableClock())
                            .build());
            dates.put("a", new Date(1));
            assertThat(CALLS).as("both services are at work").contains("order", "copy");
            manager.destroyCache("dates");
            manager.close();
        }
        assertThat(CALLS).containsOnly("order", "copy");
    }
}
