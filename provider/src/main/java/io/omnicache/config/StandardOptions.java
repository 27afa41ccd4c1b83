/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/** Reads the options of a configuration that is not one of ours. */
final class StandardOptions {
    private StandardOptions() {}

    static Map<Option, Object> read(Configuration<?, ?> configuration) {
        EnumMap<Option, Object> options = new EnumMap<>(Option.class);
        put(options, Option.KEY, configuration.getKeyType());
        put(options, Option.VALUE, configuration.getValueType());
        put(options, Option.BY_VALUE, configuration.isStoreByValue());
        if (configuration instanceof CompleteConfiguration<?, ?> complete) {
            readComplete(options, complete);
        }
        return options;
    }

    private static void readComplete(EnumMap<Option, Object> options, CompleteConfiguration<?, ?> complete) {
        put(options, Option.READ_THROUGH, complete.isReadThrough());
        put(options, Option.WRITE_THROUGH, complete.isWriteThrough());
        put(options, Option.STATISTICS, complete.isStatisticsEnabled());
        put(options, Option.MANAGEMENT, complete.isManagementEnabled());
        put(options, Option.LOADER, complete.getCacheLoaderFactory());
        put(options, Option.WRITER, complete.getCacheWriterFactory());
        put(options, Option.EXPIRY, complete.getExpiryPolicyFactory());
        List<Object> listeners = new ArrayList<>();
        for (Object listener : complete.getCacheEntryListenerConfigurations()) {
            listeners.add(listener);
        }
        put(options, Option.LISTENERS, List.copyOf(listeners));
    }

    /** States the option if the value is not the built-in one, which in such a configuration may mean "left alone". */
    private static void put(EnumMap<Option, Object> options, Option option, @Nullable Object value) {
        if (value != null && !value.equals(option.builtIn())) {
            options.put(option, option.checked(value));
        }
    }
}
