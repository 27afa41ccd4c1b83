/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.disk;

import io.omnicache.Clock;
import io.omnicache.tier.Tier;
import io.omnicache.tier.TierContext;
import io.omnicache.tier.TierFactory;
import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tier of OmniCache alone, without codec, heap and cache. */
final class BareTier implements DiskStore {
    private final Tier tier;

    BareTier(TierFactory factory, Path directory) throws IOException {
        tier = factory.open(new Alone(Clock.system()), Map.of("directory", directory.toString()));
    }

    private static TierKey key(String key) {
        return new TierKey(key.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void put(String key, byte[] value) throws IOException {
        tier.write(key(key), new TierRecord(value, 1, 0, 0, TierRecord.NEVER));
    }

    @Override
    public byte @Nullable [] get(String key) throws IOException {
        TierRecord found = tier.read(key(key));
        return found == null ? null : found.value();
    }

    @Override
    public void close() throws IOException {
        tier.close();
    }

    /** No cache holds anything above it. */
    private record Alone(Clock clock) implements TierContext {
        @Override
        public String manager() {
            return "omnicache:benchmarks";
        }

        @Override
        public String cache() {
            return "alone";
        }

        @Override
        public boolean evict(TierKey key, Deletion deletion) throws IOException {
            return deletion.run();
        }
    }
}
