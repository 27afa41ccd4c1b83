/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.tier.TierKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * When entries were used, as far as no row says so yet. Writing it is as dear as an update of the entry, so it waits for an idle moment, or
 * until the entry is to be evicted. When there is no room, uses are forgotten. Thread-safe.
 */
final class Uses {
    static final int MOST = 16_384;

    private final Map<TierKey, Long> times = new ConcurrentHashMap<>();

    /** A use of an entry. */
    record Use(TierKey key, long accessed) {}

    /** Notes a use, unless there is no room. */
    void note(TierKey key, long accessed) {
        Long known = times.get(key);
        if (known == null ? times.size() < MOST : known < accessed) {
            times.put(key, accessed);
        }
    }

    @Nullable
    Long of(TierKey key) {
        return times.get(key);
    }

    boolean isFull() {
        return times.size() >= MOST;
    }

    boolean isEmpty() {
        return times.isEmpty();
    }

    /** Returns some of what is noted. */
    List<Use> some(int most) {
        List<Use> some = new ArrayList<>(most);
        for (Map.Entry<TierKey, Long> each : times.entrySet()) {
            if (some.size() == most) {
                break;
            }
            some.add(new Use(each.getKey(), each.getValue()));
        }
        return some;
    }

    /** Forgets uses that are written. */
    void written(List<Use> uses) {
        uses.forEach(each -> times.remove(each.key(), each.accessed()));
    }

    void forget(TierKey key) {
        times.remove(key);
    }

    void clear() {
        times.clear();
    }

    /** Writes them all into the rows. */
    void writeAll(Rows rows) throws IOException {
        while (!isEmpty()) {
            List<Use> some = some(MOST);
            rows.database()
                    .changeAll(
                            rows,
                            some.size(),
                            (session, i) -> rows.changes()
                                    .use(session, some.get(i).key(), some.get(i).accessed()));
            written(some);
        }
    }
}
