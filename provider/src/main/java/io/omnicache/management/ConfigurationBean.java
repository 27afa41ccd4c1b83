/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.management;

import io.omnicache.config.OmniConfiguration;
import java.util.function.Supplier;
import javax.cache.management.CacheMXBean;

/** The configuration of a cache as the standard shows it. Thread-safe. */
public final class ConfigurationBean implements CacheMXBean {
    private final Supplier<? extends OmniConfiguration<?, ?>> configuration;

    /** Shows whatever configuration is in force when it is asked. */
    public ConfigurationBean(Supplier<? extends OmniConfiguration<?, ?>> configuration) {
        this.configuration = configuration;
    }

    @Override
    public String getKeyType() {
        return configuration.get().getKeyType().getName();
    }

    @Override
    public String getValueType() {
        return configuration.get().getValueType().getName();
    }

    @Override
    public boolean isReadThrough() {
        return configuration.get().isReadThrough();
    }

    @Override
    public boolean isWriteThrough() {
        return configuration.get().isWriteThrough();
    }

    @Override
    public boolean isStoreByValue() {
        return configuration.get().isStoreByValue();
    }

    @Override
    public boolean isStatisticsEnabled() {
        return configuration.get().isStatisticsEnabled();
    }

    @Override
    public boolean isManagementEnabled() {
        return configuration.get().isManagementEnabled();
    }
}
