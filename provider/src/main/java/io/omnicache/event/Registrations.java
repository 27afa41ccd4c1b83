/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.event;

import java.util.ArrayList;
import java.util.List;
import javax.cache.configuration.CacheEntryListenerConfiguration;

/** The listeners of a cache. Thread-safe. */
final class Registrations<K, V> {
    private final String cache;

    /** Never changed, but replaced by another list, under the monitor. */
    private volatile List<Registration<K, V>> current = List.of();

    Registrations(String cache) {
        this.cache = cache;
    }

    boolean isEmpty() {
        return current.isEmpty();
    }

    List<Registration<K, V>> current() {
        return current;
    }

    /** Returns whether a listener is registered still: else it may be closed. */
    boolean contains(Registration<K, V> registration) {
        for (Registration<K, V> each : current) {
            if (each == registration) { // equals would ask the user's configuration
                return true;
            }
        }
        return false;
    }

    synchronized void add(Registration<K, V> registration) {
        List<Registration<K, V>> longer = new ArrayList<>(current);
        longer.add(registration);
        current = List.copyOf(longer);
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
        if (takeOut(registration)) {
            failures.close(cache, registration.listener());
            failures.close(cache, registration.filter());
        }
    }

    private synchronized boolean takeOut(Registration<K, V> registration) {
        List<Registration<K, V>> shorter = new ArrayList<>(current);
        boolean taken = shorter.removeIf(other -> other == registration);
        current = List.copyOf(shorter);
        return taken;
    }
}
