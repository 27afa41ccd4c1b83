/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.ManualClock;
import io.omnicache.OmniCachingProvider;
import io.omnicache.config.OmniConfiguration;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.integration.CacheWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An entry lives from the moment it is stored, however long a writer or a processor took before. */
class TimeAfterUserCodeTest {
    private final OmniCachingProvider provider = new OmniCachingProvider();
    private final ManualClock clock = new ManualClock();

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void afterASlowWriterOfABatch() {
        Cache<String, String> cache = create(true);
        cache.put("key", "old");
        cache.putAll(Map.of("key", "new"));
        clock.advance(Duration.ofSeconds(4));
        assertThat(cache.get("key")).isEqualTo("new");
    }

    @Test
    void afterASlowProcessor() {
        Cache<String, String> cache = create(false);
        cache.put("key", "old");
        cache.invoke("key", (entry, arguments) -> {
            clock.advance(Duration.ofSeconds(4));
            entry.setValue("new");
            return null;
        });
        clock.advance(Duration.ofSeconds(4));
        assertThat(cache.get("key")).isEqualTo("new");
    }

    private Cache<String, String> create(boolean writeThrough) {
        var options = OmniConfiguration.builder(String.class, String.class)
                .clock(clock)
                .expiry(ModifiedExpiryPolicy.factoryOf(new javax.cache.expiry.Duration(TimeUnit.SECONDS, 5)));
        return provider.getCacheManager()
                .createCache("timed", (writeThrough ? options.writeThrough(SlowWriter::new) : options).build());
    }

    /** Takes longer than an entry lives. */
    private final class SlowWriter implements CacheWriter<String, String> {
        @Override
        public void write(Cache.Entry<? extends String, ? extends String> entry) {
            clock.advance(Duration.ofSeconds(10));
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
            clock.advance(Duration.ofSeconds(4)); // the old entry lives when the batch begins
        }

        @Override
        public void delete(Object key) {
            clock.advance(Duration.ofSeconds(10));
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            clock.advance(Duration.ofSeconds(10));
        }
    }
}
