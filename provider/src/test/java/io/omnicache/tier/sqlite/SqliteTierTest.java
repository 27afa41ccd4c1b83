/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.tier.Tier;
import io.omnicache.tier.TierContext;
import io.omnicache.tier.TierContract;
import io.omnicache.tier.TierFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tier by its factory, acknowledged by the operating system. */
class SqliteTierTest extends TierContract {
    @TempDir
    Path directory;

    /** Returns the options. */
    Map<String, String> options() {
        return Map.of("directory", directory.toString());
    }

    private Tier open(TierContext cache, Map<String, String> more) throws IOException {
        Map<String, String> options = new HashMap<>(options());
        options.putAll(more);
        return new SqliteTierFactory().open(cache, options);
    }

    @Override
    protected Tier open(TierContext cache) throws IOException {
        return open(cache, Map.of());
    }

    @Override
    protected Tier openBounded(TierContext cache, int entries) throws IOException {
        return open(cache, Map.of("entries", Integer.toString(entries)));
    }

    @Override
    protected boolean outlivesItsClosing() {
        return true;
    }

    @Test
    void serviceLoaderFindsIt() {
        assertThat(ServiceLoader.load(TierFactory.class))
                .anyMatch(
                        each -> each instanceof SqliteTierFactory && each.name().equals("sqlite"));
    }
}
