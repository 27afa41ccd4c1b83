/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.tiers;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import java.nio.file.Path;
import javax.cache.Cache;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is measured is what it says: entries come back from the tier, and they are encrypted where they are to be. */
class EncryptionCostTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "file,none,false", "file,jdk,true", "file,jdk-keys,true", "file,bouncycastle,true",
        "sqlite,none,false", "sqlite,jdk,true", "sqlite,jdk-keys,true", "sqlite,bouncycastle,true"
    })
    void valuesComeBackFromTheTier(String tier, String variant, boolean encrypted) {
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            Cache<Long, byte[]> cache = EncryptionCost.cache(provider, tier, variant, directory);
            byte[] first = {1, 2, 3};
            cache.put(1L, first);
            cache.put(2L, new byte[] {4});
            assertThat(cache.get(1L)).isEqualTo(first).isNotSameAs(first);
            assertThat(cache.unwrap(OmniCache.class).encryption().isPresent()).isEqualTo(encrypted);
        }
    }
}
