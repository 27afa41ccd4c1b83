/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

import java.util.ArrayList;
import java.util.List;
import javax.cache.event.EventType;

/**
 * Listener invocation (JSR-107, chapter "Cache Entry Listeners"): all listeners hear all events of a step, whatever one of
 * them throws; the change stands; the first failure is thrown, the others are suppressed.
 */
final class ModelListeners {
    private final Setting setting;
    private final Journal journal;
    private final List<Hearer> registered;
    private final List<Event> pending = new ArrayList<>();
    private Faults faults = Faults.NONE;

    private record Event(EventType type, String key, Val value, Val old) {}

    ModelListeners(Setting setting, Journal journal, List<Hearer> registered) {
        this.setting = setting;
        this.journal = journal;
        this.registered = new ArrayList<>(registered);
    }

    void begin(Faults stepFaults) {
        faults = stepFaults;
    }

    void register(Hearer hearer) {
        if (registered.contains(hearer)) {
            throw Failed.exception("IllegalArgumentException");
        }
        registered.add(hearer);
    }

    void deregister(Hearer hearer) {
        registered.remove(hearer);
    }

    void created(String key, Val value) {
        pending.add(new Event(EventType.CREATED, key, value, null));
    }

    void updated(String key, Val value, Val old) {
        pending.add(new Event(EventType.UPDATED, key, value, old));
    }

    void removed(String key, Val old) {
        pending.add(new Event(EventType.REMOVED, key, old, old));
    }

    void expired(String key, Val old) {
        pending.add(new Event(EventType.EXPIRED, key, old, old));
    }

    /** Delivers what was collected. Returns the operation's own failure, else the first of a listener's, else null. */
    Failed deliver(Failed own) {
        Failed first = own;
        for (Event event : pending) {
            for (Hearer hearer : registered) {
                if (hearer.types().contains(event.type()) && hearer.passes(event.key())) {
                    journal.event(hearer, event.key(), show(event, hearer.oldValueRequired()));
                    if (faults.listenerFails(hearer.id())) {
                        Failed failure = Failed.of(faults.listener(), "CacheEntryListenerException");
                        if (first == null) {
                            first = failure;
                        } else {
                            first.suppress(failure);
                        }
                    }
                }
            }
        }
        pending.clear();
        return first;
    }

    /** Without the old value it is unavailable; then the value of what is gone is not there either (getValue's Javadoc). */
    private String show(Event event, boolean oldValueRequired) {
        boolean hasOld = oldValueRequired && event.type() != EventType.CREATED;
        boolean gone = event.type() == EventType.REMOVED || event.type() == EventType.EXPIRED;
        Val value = gone && !hasOld ? null : event.value();
        return show(event.type(), show(value), show(hasOld ? event.old() : null), hasOld);
    }

    static String show(EventType type, String value, String old, boolean available) {
        return type + "(" + value + ", " + (available ? "old " + old : "no old " + old) + ")";
    }

    private String show(Val value) {
        return value == null ? "null" : value.show(setting.byValue());
    }
}
