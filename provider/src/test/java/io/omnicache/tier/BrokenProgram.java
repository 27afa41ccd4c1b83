/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.TierState.Breaker;
import io.omnicache.config.OmniConfiguration;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Map;

/**
 * The process that is killed while a tier fails, since its files may not grow. At first all is well; then values are put that are too large for it, and what is
 * changed from then on reaches the tier late or never. It says each change that was acknowledged.
 */
public final class BrokenProgram {
    /** How many changes are made before the tier fails. */
    static final int IN_STEP = 500;

    private static final String LARGE = "x".repeat(60_000);
    private static final int MOST = 2_000;

    private BrokenProgram() {}

    /** Takes the round, the kind of the tier, and its directory; ends when it is killed. */
    public static void main(String[] arguments) throws IOException {
        int round = Integer.parseInt(arguments[0]);
        OmniCache<String, String> cache = open(new OmniCachingProvider(), arguments[1], arguments[2]);
        DataOutputStream said = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
        boolean broken = false;
        for (int number = 0; ; number++) {
            if (number >= IN_STEP && cache.tiers().get(0).breaker() == Breaker.CLOSED) {
                breakTier(cache);
            }
            KilledProgram.Change change = KilledProgram.Change.of(round, 0, number);
            if (change.value() == null) {
                cache.remove("key " + change.key());
            } else {
                cache.put("key " + change.key(), change.value());
            }
            broken |= cache.tiers().get(0).failures() > 0;
            said.writeLong((broken ? 1L << 32 : 0) | number);
        }
    }

    @SuppressWarnings("unchecked") // the cache has these types
    static OmniCache<String, String> open(OmniCachingProvider provider, String kind, String directory) {
        return provider.getCacheManager()
                .createCache(
                        "killed",
                        OmniConfiguration.builder(String.class, String.class)
                                .entries(20)
                                .tier(kind, Map.of("directory", directory))
                                .build())
                .unwrap(OmniCache.class);
    }

    private static void breakTier(OmniCache<String, String> cache) {
        for (int i = 0; cache.tiers().get(0).breaker() == Breaker.CLOSED; i++) {
            if (i == MOST) {
                throw new IllegalStateException("the tier does not fail");
            }
            cache.put("large " + i, LARGE);
        }
    }
}
