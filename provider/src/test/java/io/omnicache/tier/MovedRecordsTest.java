/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.LogCapture;
import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.config.CodecOptions;
import io.omnicache.config.EncryptionOptions;
import io.omnicache.config.KeySource;
import io.omnicache.config.OmniConfiguration;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import javax.cache.CacheManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Somebody who can write to the store moves records from key to key, cache to cache and tenant to tenant, changes them and cuts them off, with right
 * checksums. Without encryption that is read; with it, it is a miss.
 */
class MovedRecordsTest {
    private static final String ONE = "omnicache:one";
    private static final String TWO = "omnicache:two";

    @TempDir
    Path directory;

    private final LogCapture log = new LogCapture("io.omnicache.codec");

    @AfterEach
    void showLog() {
        log.close();
    }

    private static CodecOptions codec(boolean encrypted, boolean keys) {
        byte[] key = new byte[KeySource.KEY_BYTES];
        Arrays.fill(key, (byte) 5);
        EncryptionOptions options = EncryptionOptions.key(KeySource.bytes(key));
        return encrypted
                ? CodecOptions.DEFAULT.withEncryption(
                        keys ? options.withEncryptedKeys(EncryptionOptions.ONLY) : options)
                : CodecOptions.DEFAULT;
    }

    @SuppressWarnings("unchecked") // the cache has these types
    private OmniCache<Integer, String> open(
            OmniCachingProvider provider, String manager, String name, String tier, CodecOptions codec) {
        CacheManager opened =
                provider.getCacheManager(URI.create(manager), getClass().getClassLoader(), new Properties());
        return opened.createCache(
                        name,
                        OmniConfiguration.builder(Integer.class, String.class)
                                .entries(1)
                                .tier(tier, Map.of("directory", directory.toString()))
                                .codec(codec)
                                .build())
                .unwrap(OmniCache.class);
    }

    private Tier store(String manager, String cache, String kind) throws IOException {
        for (TierFactory each : ServiceLoader.load(TierFactory.class)) {
            if (each.name().equals(kind)) {
                return each.open(new Context(manager, cache), Map.of("directory", directory.toString()));
            }
        }
        throw new IOException("no tier " + kind);
    }

    private record Context(String manager, String cache) implements TierContext {
        @Override
        public io.omnicache.Clock clock() {
            return io.omnicache.Clock.system();
        }

        @Override
        public boolean evict(TierKey key, Deletion deletion) throws IOException {
            return deletion.run();
        }
    }

    /** The records of two caches of one tenant and one of another, each with the keys 1 and 2. */
    private Map<String, Map<TierKey, TierRecord>> filled(String kind, CodecOptions codec) throws IOException {
        Map<String, Map<TierKey, TierRecord>> all = new HashMap<>();
        for (String[] place : new String[][] {{ONE, "users"}, {ONE, "others"}, {TWO, "users"}}) {
            try (OmniCachingProvider provider = new OmniCachingProvider()) {
                OmniCache<Integer, String> cache = open(provider, place[0], place[1], kind, codec);
                for (int key = 1; key <= 2; key++) {
                    cache.put(key, place[0] + " " + place[1] + " " + key);
                }
            }
            try (Tier tier = store(place[0], place[1], kind)) {
                Map<TierKey, TierRecord> records = new HashMap<>();
                for (TierKey key : tier.keys(TierPage.START, 100).keys()) {
                    records.put(key, tier.read(key));
                }
                assertThat(records).hasSize(2);
                all.put(place[0] + " " + place[1], records);
            }
        }
        return all;
    }

    private List<byte[]> forgeries(TierKey of, Map<String, Map<TierKey, TierRecord>> all) {
        List<byte[]> forgeries = new ArrayList<>();
        byte[] own = all.get(ONE + " users").get(of).value();
        all.values()
                .forEach(records -> records.values().forEach(each -> {
                    if (each.value() != own) {
                        forgeries.add(each.value());
                    }
                }));
        byte[] changed = own.clone();
        changed[changed.length - 1] ^= 1;
        forgeries.add(changed);
        forgeries.add(Arrays.copyOf(own, own.length - 1));
        forgeries.add(Arrays.copyOf(own, own.length / 2));
        return forgeries;
    }

    @ParameterizedTest
    @CsvSource({
        "file,true,false",
        "file,true,true",
        "sqlite,true,false",
        "sqlite,true,true",
        "file,false,false",
        "sqlite,false,false"
    })
    void whatWasMovedOrChangedIsAMiss(String kind, boolean encrypted, boolean keys) throws IOException {
        CodecOptions codec = codec(encrypted, keys);
        Map<String, Map<TierKey, TierRecord>> all = filled(kind, codec);
        int accepted = 0;
        int tried = 0;
        for (Map.Entry<TierKey, TierRecord> own : all.get(ONE + " users").entrySet()) {
            for (byte[] forged : forgeries(own.getKey(), all)) {
                TierRecord as = own.getValue();
                try (Tier tier = store(ONE, "users", kind)) {
                    tier.write(
                            own.getKey(),
                            new TierRecord(forged, as.version(), as.created(), as.accessed(), as.deadline()));
                }
                tried++;
                accepted += missing(kind, codec) ? 0 : 1;
                try (Tier tier = store(ONE, "users", kind)) {
                    tier.write(own.getKey(), as);
                }
                assertThat(missing(kind, codec)).as("the right record again").isFalse();
            }
        }
        assertThat(tried).isEqualTo(2 * 8);
        if (encrypted) {
            assertThat(accepted).as("forgeries that were read").isZero();
        } else {
            assertThat(accepted).as("forgeries that this test would find").isGreaterThanOrEqualTo(2 * 5);
        }
    }

    /** Returns whether one of the two entries is a miss; the other one is as it was. */
    private boolean missing(String kind, CodecOptions codec) {
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            OmniCache<Integer, String> cache = open(provider, ONE, "users", kind, codec);
            int found = 0;
            for (int key = 1; key <= 2; key++) {
                String value = cache.get(key);
                found += value == null ? 0 : 1;
            }
            return found < 2;
        }
    }

    /** Whole entries, key and all, do not count in another cache or tenant either. */
    @ParameterizedTest
    @CsvSource({"file,false", "file,true", "sqlite,false", "sqlite,true"})
    void wholeEntriesOfAnotherCacheOrTenantAreMisses(String kind, boolean keys) throws IOException {
        CodecOptions codec = codec(true, keys);
        Map<String, Map<TierKey, TierRecord>> all = filled(kind, codec);
        for (String from : List.of(ONE + " others", TWO + " users")) {
            try (Tier tier = store(ONE, "users", kind)) {
                tier.clear();
                tier.writeAll(all.get(from));
            }
            try (OmniCachingProvider provider = new OmniCachingProvider()) {
                OmniCache<Integer, String> cache = open(provider, ONE, "users", kind, codec);
                assertThat(cache.get(1)).isNull();
                assertThat(cache.get(2)).isNull();
                cache.forEach(entry -> assertThat(entry).isNull());
            }
        }
    }
}
