/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@link TierContract} for tiers that are opened by their factory, in a directory. */
public abstract class StoredTierContract extends TierContract {
    /** Where the tier stores. */
    @TempDir
    protected Path directory;

    /** Returns what opens the tier. */
    protected abstract TierFactory factory();

    /** Returns the options, but for a bound. */
    protected Map<String, String> options() {
        return StoreFixture.options(directory);
    }

    @Override
    protected final Tier open(TierContext cache) throws IOException {
        return factory().open(cache, options());
    }

    @Override
    protected final Tier openBounded(TierContext cache, int entries) throws IOException {
        Map<String, String> bounded = new HashMap<>(options());
        bounded.put("entries", Integer.toString(entries));
        return factory().open(cache, bounded);
    }

    @Override
    protected boolean outlivesItsClosing() {
        return true;
    }

    /** What this process holds. */
    private static Set<String> claims() {
        return System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.contains(".lock"))
                .collect(Collectors.toSet());
    }

    /** Two managers of one URI; one destroys the cache, and has it open anew before the other one closes it. */
    @Test
    @Timeout(60)
    final void whoClosesWhatAnotherHasDestroyedLeavesWhatCameAfterItAlone() throws IOException {
        TierKey key = TierFixture.key("key");
        Set<String> before = claims();
        Tier other = open(new RecordingContext("users"));
        open(new RecordingContext("users")).destroy();
        try (Tier anew = open(new RecordingContext("users"))) {
            Set<String> claimed = claims();
            other.close();
            assertThat(claims()).isEqualTo(claimed);
            anew.write(key, TierFixture.entry("value", 1));
            assertThat(anew.size()).isOne();
        }
        Tier last = open(new RecordingContext("users"));
        open(new RecordingContext("users")).destroy();
        last.close();
        assertThat(claims()).isEqualTo(before);
    }

    @Test
    final void serviceLoaderFindsIt() {
        assertThat(ServiceLoader.load(TierFactory.class))
                .anyMatch(each -> each.getClass() == factory().getClass()
                        && each.name().equals(factory().name()));
    }
}
