/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
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

    @Test
    final void serviceLoaderFindsIt() {
        assertThat(ServiceLoader.load(TierFactory.class))
                .anyMatch(each -> each.getClass() == factory().getClass()
                        && each.name().equals(factory().name()));
    }
}
