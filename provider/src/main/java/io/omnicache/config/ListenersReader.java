/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryListener;

/** Reads the listeners of a cache. */
final class ListenersReader {
    private static final Words WORDS = Words.of("listener", "filter", "synchronous", "oldValue");

    private ListenersReader() {}

    static List<CacheEntryListenerConfiguration<Object, Object>> read(Cursor cursor, ClassNames classes) {
        List<CacheEntryListenerConfiguration<Object, Object>> listeners = new ArrayList<>();
        List<Cursor> items = cursor.items("a list such as [ { listener: com.acme.Audit, synchronous: true } ]");
        for (Cursor item : items) {
            CacheEntryListenerConfiguration<Object, Object> listener = listener(item, classes);
            int same = listeners.indexOf(listener);
            if (same >= 0) {
                throw repeated(item, items.get(same));
            }
            listeners.add(listener);
        }
        return List.copyOf(listeners);
    }

    private static ConfigurationException repeated(Cursor item, Cursor first) {
        return item.wrong(Objects.requireNonNull(WORDS.in(item).get("listener")).given() + ", the same as "
                + first.path() + ", allowed are items that differ in one of " + Words.list(WORDS.known()));
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // the file says only the raw class; null says "no filter"
    private static CacheEntryListenerConfiguration<Object, Object> listener(Cursor item, ClassNames classes) {
        Map<String, Cursor> entries = WORDS.in(item);
        Cursor listener = entries.get("listener");
        if (listener == null) {
            throw item.wrong("'listener' is missing, the full name of a class");
        }
        Cursor filter = entries.get("filter");
        return new MutableCacheEntryListenerConfiguration<>(
                (Factory<CacheEntryListener<Object, Object>>)
                        (Factory<?>) classes.factory(listener, CacheEntryListener.class),
                filter == null
                        ? null
                        : (Factory<CacheEntryEventFilter<Object, Object>>)
                                (Factory<?>) classes.factory(filter, CacheEntryEventFilter.class),
                flag(entries, "oldValue"),
                flag(entries, "synchronous"));
    }

    private static boolean flag(Map<String, Cursor> entries, String word) {
        Cursor cursor = entries.get(word);
        return cursor != null && OptionsReader.flag(cursor);
    }
}
