/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What happened, as both sides write it down. Thread-safe. */
final class Journal {
    private final List<String> calls = new ArrayList<>();
    private final Map<String, List<String>> events = new TreeMap<>();
    private final Map<String, List<String>> asynchronousEvents = new TreeMap<>();
    private final long patienceMillis;
    private int eventCount;

    Journal() {
        this(30_000);
    }

    /**
     * Creates an empty one.
     *
     * @param patienceMillis how long is waited for events that another thread delivers
     */
    Journal(long patienceMillis) {
        this.patienceMillis = patienceMillis;
    }

    synchronized void call(String call) {
        calls.add(call);
    }

    synchronized void event(Hearer hearer, String key, String event) {
        (hearer.synchronous() ? events : asynchronousEvents)
                .computeIfAbsent(hearer.id() + "/" + key, none -> new ArrayList<>())
                .add(event);
        eventCount++;
        notifyAll();
    }

    /** Returns the calls since the last time; sorted if their order depends on the order of an iteration. */
    synchronized List<String> takeCalls(Op op) {
        List<String> taken = new ArrayList<>(calls);
        if (op instanceof Op.Iterate) {
            taken.sort(null);
        }
        calls.clear();
        return taken;
    }

    synchronized String takeEvents() {
        String taken = events.toString();
        events.clear();
        return taken;
    }

    /** Returns all events of asynchronous listeners. */
    synchronized String asynchronousEvents() {
        return asynchronousEvents.toString();
    }

    /** Returns how many events there were from the beginning, for all listeners. */
    synchronized int eventCount() {
        return eventCount;
    }

    /** Waits for events that are delivered by another thread; gives up after some time. */
    synchronized void awaitEvents(int expected) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        for (long left = end - System.nanoTime(); eventCount < expected && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
