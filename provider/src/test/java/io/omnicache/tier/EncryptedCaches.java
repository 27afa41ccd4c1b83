/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.EncryptionState;
import io.omnicache.Eventually;
import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.config.CodecOptions;
import io.omnicache.config.EncryptionOptions;
import io.omnicache.config.KeySource;
import io.omnicache.config.OmniConfiguration;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import javax.cache.CacheManager;
import org.junit.jupiter.api.io.TempDir;

/** Caches over stores of one directory, each in a life of its own, and the keys that they are encrypted with. */
abstract class EncryptedCaches {
    static final int MANY = 500;
    static final String MANAGER = "omnicache:one";

    @TempDir
    Path directory;

    /** A cache in a process of its own, as far as caches can tell. */
    final class Life implements AutoCloseable {
        private final OmniCachingProvider provider = new OmniCachingProvider();
        final OmniCache<Integer, String> cache;

        Life(String tier, CodecOptions codec) {
            this(MANAGER, tier, codec, Map.of());
        }

        Life(String manager, String tier, CodecOptions codec, Map<String, String> more) {
            this(manager, "users", tier, codec, more);
        }

        @SuppressWarnings("unchecked") // the cache has these types
        Life(String manager, String name, String tier, CodecOptions codec, Map<String, String> more) {
            Map<String, String> options = new java.util.HashMap<>(more);
            options.put("directory", directory.toString());
            CacheManager opened =
                    provider.getCacheManager(URI.create(manager), getClass().getClassLoader(), new Properties());
            try {
                cache = opened.createCache(
                                name,
                                OmniConfiguration.builder(Integer.class, String.class)
                                        .entries(10)
                                        .management(true)
                                        .tier(tier, options)
                                        .codec(codec)
                                        .build())
                        .unwrap(OmniCache.class);
            } catch (RuntimeException e) {
                provider.close();
                throw e;
            }
        }

        void fill() {
            IntStream.range(0, MANY).forEach(key -> cache.put(key, "user " + key));
        }

        /** Returns how many entries can be read; none may be another than it was. */
        int readable() {
            int readable = 0;
            for (int key = 0; key < MANY; key++) {
                String value = cache.get(key);
                assertThat(value).isIn(null, "user " + key);
                readable += value == null ? 0 : 1;
            }
            return readable;
        }

        EncryptionState encryption() {
            return cache.encryption().orElseThrow();
        }

        void awaitRotation() {
            Eventually.await(
                    "rotation done: " + encryption(),
                    java.time.Duration.ofMinutes(2),
                    () -> encryption().rotation() == EncryptionState.Rotation.DONE);
        }

        @Override
        public void close() {
            provider.close();
        }
    }

    static KeySource key(int number) {
        byte[] key = new byte[KeySource.KEY_BYTES];
        Arrays.fill(key, (byte) number);
        key[0] = 77;
        return KeySource.bytes(key);
    }

    static CodecOptions with(EncryptionOptions options) {
        return CodecOptions.DEFAULT.withEncryption(options.withRotationRate(100_000));
    }

    static EncryptionOptions keys(String active, String... ids) {
        Map<String, KeySource> keys = new java.util.HashMap<>();
        for (String id : ids) {
            keys.put(id, key(id.charAt(1)));
        }
        return EncryptionOptions.keys(keys, active);
    }
}
