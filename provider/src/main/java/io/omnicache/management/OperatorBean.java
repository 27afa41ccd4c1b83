/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.management;

import io.omnicache.OmniCache;
import io.omnicache.OmniCacheMXBean;
import io.omnicache.config.OmniConfiguration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What an operator can do with a cache, as a bean. Thread-safe. */
public final class OperatorBean implements OmniCacheMXBean {
    private final OmniCache<?, ?> cache;

    /** Shows a cache. */
    public OperatorBean(OmniCache<?, ?> cache) {
        this.cache = cache;
    }

    @Override
    public long getSize() {
        return cache.size();
    }

    @Override
    public @Nullable Long getMaximum() {
        OptionalLong maximum = cache.maximum();
        return maximum.isPresent() ? maximum.getAsLong() : null;
    }

    @Override
    @SuppressWarnings("unchecked") // there is no class of a configuration with its types
    public @Nullable String getUnit() {
        OmniConfiguration<?, ?> configuration = cache.getConfiguration(OmniConfiguration.class);
        return configuration.heap().unit().orElse(null);
    }

    @Override
    public boolean isBoundedByGuard() {
        return cache.isBoundedByGuard();
    }

    @Override
    public String getStrategy() {
        return cache.strategy();
    }

    @Override
    public void useStrategy(String name) {
        cache.useStrategy(name);
    }

    @Override
    public void resize(long maximum) {
        cache.resize(maximum);
    }

    @Override
    public void cleanUp() {
        cache.cleanUp();
    }
}
