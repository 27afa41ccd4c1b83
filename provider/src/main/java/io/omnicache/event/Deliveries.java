/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.event;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the events of one cache to its listeners: to the synchronous ones before the operation returns, to the others
 * through bounded queues.
 *
 * <p>Thread-safe.
 */
/*
 * A step that changes an entry takes a ticket under the entry's lock, so that tickets of a key are in the order of its
 * changes, also over entries that died and were created anew. After the lock is given back the operation delivers what
 * lies before its ticket, and its ticket, under the lock of the key's lane; whoever finds its ticket delivered by another
 * thread just returns, with the exceptions that belong to it.
 *
 * An operation made inside a listener must not wait for a lane: its own thread may be the one that delivers there, or two
 * listeners may write each other's key. Nor may one made by a loader, writer, processor or policy: the listener may be
 * waiting for the entry that they hold. If the lane is busy its ticket is left to the thread that is at work, which looks
 * again after it gave the lane back, so that no ticket is lost. What fails then is thrown by the operation that delivers if
 * it is the same thread's, and logged otherwise: nobody is left to throw it to.
 */
public final class Deliveries<K, V> {
    private final Cache<K, V> source;
    private final String cache;
    private final ValueReader<K, V> reader;
    private final Registrations<K, V> registrations;

    /** Null as long as there was no event: most caches have no listeners. Made under the monitor. */
    private volatile @Nullable Queues<K> queues;

    /**
     * What waits for its delivery.
     *
     * @param lanes events that synchronous listeners have not heard yet, by key
     * @param asynchronous for the other listeners
     * @param background deliveries that no operation waits for
     */
    private record Queues<K>(Map<K, Lane<K>> lanes, Stripes asynchronous, Stripes background) {
        Queues() {
            this(new ConcurrentHashMap<>(), new Stripes(), new Stripes());
        }
    }

    /** Creates deliveries for a cache that has no listeners yet. */
    public Deliveries(Cache<K, V> source, String cache, ValueReader<K, V> reader) {
        this.source = source;
        this.cache = cache;
        this.registrations = new Registrations<>(cache);
        this.reader = reader;
    }

    /** Returns whether anybody listens. */
    public boolean isActive() {
        return !registrations.isEmpty();
    }

    /** Adds a listener. */
    public void register(CacheEntryListenerConfiguration<K, V> configuration) {
        registrations.add(Registration.create(cache, configuration));
    }

    /** Removes the listener of the given configuration, if there is one, and closes it. */
    public void deregister(CacheEntryListenerConfiguration<K, V> configuration) {
        registrations.remove(configuration);
    }

    /** Takes the place of the given changes in the order of their key; the caller holds the lock of the entry. */
    public Ticket<K> enqueue(K key, List<Change> changes, boolean awaited) {
        // The lane cannot be given up between being found and being used: both happen in the map's step for the key.
        TicketMaker<K> maker = new TicketMaker<>(key, changes, awaited && !UserCode.isOnThisThread());
        queues().lanes.compute(key, maker::enqueue);
        return maker.ticket();
    }

    /** Delivers a ticket and what lies before it; returns when it is delivered. Throws what its listeners threw. */
    public void deliver(Ticket<K> ticket) {
        Lane<K> lane = ticket.lane;
        Failures failures = ticket.failures;
        if (ticket.awaited) {
            lane.lock.lock();
        } else if (lane.lock.isHeldByCurrentThread() || !lane.lock.tryLock()) {
            return;
        }
        do {
            try {
                drain(lane, ticket, failures);
            } finally {
                lane.lock.unlock();
            }
        } while (lane.isLeft() && lane.lock.tryLock());
        queues().lanes.computeIfPresent(ticket.key, (key, idle) -> idle.isIdle() ? null : idle);
        failures.throwFirst();
    }

    /** Delivers a ticket soon, on a thread of its own kind. */
    public void deliverLater(Ticket<K> ticket) {
        queues().background.add(ticket.key.hashCode(), () -> deliver(ticket), false);
    }

    /** Waits until asynchronous listeners have their events, then closes all listeners. */
    public void close(Failures failures) {
        Queues<K> used = queues;
        if (used != null) {
            used.background.drain();
            used.asynchronous.drain();
        }
        registrations.close(failures);
    }

    private Queues<K> queues() {
        Queues<K> present = queues;
        return present != null ? present : newQueues();
    }

    private synchronized Queues<K> newQueues() {
        Queues<K> made = queues == null ? new Queues<>() : queues;
        queues = made;
        return made;
    }

    private void drain(Lane<K> lane, Ticket<K> mine, Failures failures) {
        for (Ticket<K> next = lane.tickets.peek();
                next != null && (!mine.delivered || !next.awaited);
                next = lane.tickets.peek()) {
            deliverNow(next);
            next.delivered = true;
            lane.tickets.remove();
            if (!next.awaited && next != mine) {
                report(next, failures);
            }
        }
    }

    private void report(Ticket<K> left, Failures failures) {
        Throwable failure = left.failures.first();
        if (failure != null && left.maker == Thread.currentThread()) {
            failures.add(failure);
        } else if (failure != null) {
            System.getLogger("io.omnicache.event")
                    .log(System.Logger.Level.WARNING, "listener failed: cache=" + cache, failure);
        }
    }

    private void deliverNow(Ticket<K> ticket) {
        for (Change change : ticket.changes) {
            for (Registration<K, V> registration : registrations.current()) {
                if (registration.hears(change.type())) {
                    deliver(registration, ticket, change);
                }
            }
        }
    }

    private void deliver(Registration<K, V> registration, Ticket<K> ticket, Change change) {
        EntryEvent<K, V> event = new EntryEvent<>(source, reader, ticket.key, change, registration.oldValueRequired());
        if (registration.synchronous()) {
            ticket.failures.run(() -> UserCode.run(() -> deliver(registration, event)));
        } else {
            queues().asynchronous.add(ticket.key.hashCode(), () -> registration.deliver(event), true);
        }
    }

    /* Another listener, or another thread, may have taken it out since, and closed it. What waits in a queue has happened before, and is still heard. */
    private void deliver(Registration<K, V> registration, EntryEvent<K, V> event) {
        if (registrations.contains(registration)) {
            registration.deliver(event);
        }
    }

    /** Makes a ticket inside the map's step for the key. */
    private static final class TicketMaker<K> {
        private final K key;
        private final List<Change> changes;
        private final boolean awaited;
        private @Nullable Ticket<K> ticket;

        TicketMaker(K key, List<Change> changes, boolean awaited) {
            this.key = key;
            this.changes = changes;
            this.awaited = awaited;
        }

        Lane<K> enqueue(K sameKey, @Nullable Lane<K> present) {
            Lane<K> lane = present == null ? new Lane<>() : present;
            ticket = new Ticket<>(key, changes, lane, awaited);
            lane.tickets.add(ticket);
            return lane;
        }

        Ticket<K> ticket() {
            if (ticket == null) {
                throw new IllegalStateException("no ticket was made");
            }
            return ticket;
        }
    }
}
