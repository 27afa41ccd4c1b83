/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.concurrency;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.cache.event.EventType;

/** The events of a cache, checked to be a life of each key: each one follows from the one before. */
final class Streams {
    private final Map<String, String> live = new HashMap<>();
    private final Map<EventType, Integer> counts = new HashMap<>();
    private int vanished;

    /** Reads events that are in order for each key. */
    Streams(List<Heard.Event> events) {
        events.forEach(this::read);
    }

    private void read(Heard.Event event) {
        String before = live.get(event.key());
        counts.merge(event.type(), 1, Integer::sum);
        if (event.type() == EventType.CREATED) {
            vanished += before == null ? 0 : 1; // evicted: nobody hears of that
        } else if (!Objects.equals(event.old(), before)) {
            throw new AssertionError(event + " came when the value was " + before);
        }
        if (event.type() == EventType.CREATED || event.type() == EventType.UPDATED) {
            live.put(event.key(), event.value());
        } else {
            live.remove(event.key());
        }
    }

    int count(EventType type) {
        return counts.getOrDefault(type, 0);
    }

    /** Compares with what is in the cache; returns how many entries have left without an event. */
    int evicted(Map<String, ?> present) {
        present.forEach((key, value) -> {
            if (!Text.read(value).equals(live.get(key))) {
                throw new AssertionError(key + " is " + value + ", by its events " + live.get(key));
            }
        });
        return vanished + live.size() - present.size();
    }
}
