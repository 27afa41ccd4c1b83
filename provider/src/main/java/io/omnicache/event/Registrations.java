/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.event;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.configuration.CacheEntryListenerConfiguration;

/** The listeners of a cache. Thread-safe. */
final class Registrations<K, V> {
    private final List<Registration<K, V>> current = new CopyOnWriteArrayList<>();

    boolean isEmpty() {
        return current.isEmpty();
    }

    List<Registration<K, V>> current() {
        return current;
    }

    void add(Registration<K, V> registration) {
        current.add(registration);
    }

    void remove(CacheEntryListenerConfiguration<K, V> configuration) {
        Failures failures = new Failures();
        for (Registration<K, V> registration : current) {
            if (registration.configuration().equals(configuration)) {
                close(registration, failures);
            }
        }
        failures.throwFirst();
    }

    void close(Failures failures) {
        current.forEach(registration -> close(registration, failures));
    }

    /** Whoever takes a registration out closes it, so that it is closed once. */
    private void close(Registration<K, V> registration, Failures failures) {
        if (current.remove(registration)) {
            failures.close(registration.listener());
            failures.close(registration.filter());
        }
    }
}
