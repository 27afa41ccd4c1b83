/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;

/** A listener that writes down its events and fails when the step says so. The subclasses differ in what they hear. */
class RecordingListener {
    private final UserCode code;
    private final Hearer hearer;

    private RecordingListener(UserCode code, Hearer hearer) {
        this.code = code;
        this.hearer = hearer;
    }

    static CacheEntryListener<String, Sample> create(UserCode code, Hearer hearer) {
        if (hearer.types().size() > 1) {
            return new OfAll(code, hearer);
        }
        return switch (hearer.types().iterator().next()) {
            case CREATED -> new OfCreated(code, hearer);
            case UPDATED -> new OfUpdated(code, hearer);
            case REMOVED -> new OfRemoved(code, hearer);
            case EXPIRED -> new OfExpired(code, hearer);
        };
    }

    void hear(EventType type, Iterable<CacheEntryEvent<? extends String, ? extends Sample>> events) {
        boolean fails = false;
        for (CacheEntryEvent<? extends String, ? extends Sample> event : events) {
            fails |= code.faults().listenerFails(hearer.id());
            String shown = ModelListeners.show(
                    event.getEventType(),
                    code.show(event.getValue()),
                    code.show(event.getOldValue()),
                    event.isOldValueAvailable());
            code.journal.event(hearer, event.getKey(), type == event.getEventType() ? shown : shown + " as " + type);
        }
        if (fails) {
            code.faults().listener().raise(() -> new CacheEntryListenerException("failing on purpose"));
        }
    }

    private static final class OfCreated extends RecordingListener
            implements CacheEntryCreatedListener<String, Sample> {
        OfCreated(UserCode code, Hearer hearer) {
            super(code, hearer);
        }

        @Override
        public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends Sample>> events) {
            hear(EventType.CREATED, events);
        }
    }

    private static final class OfUpdated extends RecordingListener
            implements CacheEntryUpdatedListener<String, Sample> {
        OfUpdated(UserCode code, Hearer hearer) {
            super(code, hearer);
        }

        @Override
        public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends Sample>> events) {
            hear(EventType.UPDATED, events);
        }
    }

    private static final class OfRemoved extends RecordingListener
            implements CacheEntryRemovedListener<String, Sample> {
        OfRemoved(UserCode code, Hearer hearer) {
            super(code, hearer);
        }

        @Override
        public void onRemoved(Iterable<CacheEntryEvent<? extends String, ? extends Sample>> events) {
            hear(EventType.REMOVED, events);
        }
    }

    private static final class OfExpired extends RecordingListener
            implements CacheEntryExpiredListener<String, Sample> {
        OfExpired(UserCode code, Hearer hearer) {
            super(code, hearer);
        }

        @Override
        public void onExpired(Iterable<CacheEntryEvent<? extends String, ? extends Sample>> events) {
            hear(EventType.EXPIRED, events);
        }
    }

    private static final class OfAll extends RecordingListener
            implements CacheEntryCreatedListener<String, Sample>,
                    CacheEntryUpdatedListener<String, Sample>,
                    CacheEntryRemovedListener<String, Sample>,
                    CacheEntryExpiredListener<String, Sample> {
        OfAll(UserCode code, Hearer hearer) {
            super(code, hearer);
        }

        @Override
        public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends Sample>> events) {
            hear(EventType.CREATED, events);
        }

        @Override
        public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends Sample>> events) {
            hear(EventType.UPDATED, events);
        }

        @Override
        public void onRemoved(Iterable<CacheEntryEvent<? extends String, ? extends Sample>> events) {
            hear(EventType.REMOVED, events);
        }

        @Override
        public void onExpired(Iterable<CacheEntryEvent<? extends String, ? extends Sample>> events) {
            hear(EventType.EXPIRED, events);
        }
    }
}
