/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds nodes while user code runs; other threads park on it, so that no monitor is held meanwhile.
 *
 * <p>Thread-safe.
 */
/*
 * Threads that wait form a graph: a thread waits for an operation, an operation has an owner, which may itself wait inside
 * the user code that the operation runs. Whoever is about to park walks the graph from the operation it would wait for; if
 * it comes to itself, parking would close a cycle, and it fails instead. Walking and entering the graph are one step under
 * one lock for the process, since a cycle may lead through several caches; that lock is only taken by who parks anyway, and
 * no user code (a key's toString) runs under it. A thread whose operation has ended waits no more, though it may not have
 * left the graph yet.
 *
 * What fails because it would have closed a cycle is no answer for those who waited for it: they try again.
 */
class Operation {
    private static final Map<Thread, Operation> WAITING = new HashMap<>();
    private static final VarHandle LATCH;

    static {
        try {
            LATCH = MethodHandles.lookup().findVarHandle(Operation.class, "latch", CountDownLatch.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Thread owner = Thread.currentThread();
    private final String cache;

    /** Null if several keys are held. */
    private final @Nullable Object key;

    private volatile boolean ended;

    /** Made by the first thread that waits; nearly never. */
    private volatile @Nullable CountDownLatch latch;

    /** Written by the owner, before the end. */
    private boolean closedCycle;

    /** Whether this has given up waiting for another process, so that who waits for this is to give up, too. Written by the owner, before the end. */
    private boolean givenUp;

    /** Creates an operation of the calling thread on a key, or on several: null. */
    Operation(String cache, @Nullable Object key) {
        this.cache = cache;
        this.key = key;
    }

    /** Returns a key of a cache as messages show it. */
    static String describe(String cache, Object key) {
        return "key " + key + " of cache '" + cache + "'";
    }

    final boolean isMine() {
        return owner == Thread.currentThread();
    }

    /** Returns what a load has come to for the key, null if this was no load of it. Valid once this has ended. */
    @Nullable
    Outcome outcome(Object key) {
        return null;
    }

    /** Returns whether the user code of this wanted to wait in a cycle. Valid once this has ended. */
    final boolean closedCycle() {
        return closedCycle;
    }

    /** Lets those who wait for this fail with it, instead of each waiting as long again. */
    final void giveUp() {
        givenUp = true;
    }

    /** Returns whether this has given up. Valid once it has ended. */
    final boolean hasGivenUp() {
        return givenUp;
    }

    /** Lets the waiting threads go on; called after the nodes were unlocked. Once ended, does nothing. */
    final void end() {
        if (ended) {
            return; // without the write, which waits for all processors
        }
        ended = true;
        CountDownLatch awaited = latch; // after the write: who made one and missed the end is seen here
        if (awaited != null) {
            awaited.countDown();
        }
    }

    /** Waits for the end, unless that would close a cycle: then throws what the function makes of its description. */
    final void await(Function<String, RuntimeException> onCycle) {
        List<Operation> cycle = enterGraph();
        if (!cycle.isEmpty()) {
            throw onCycle.apply(cycle.stream()
                    .map(operation -> operation.toString())
                    .collect(Collectors.joining(", which waits for ")));
        }
        try {
            awaitUninterrupted();
        } finally {
            leaveGraph();
        }
    }

    /** The standard's operations cannot be interrupted; the caller finds the flag set. */
    private void awaitUninterrupted() {
        boolean interrupted = false;
        while (!ended) {
            try {
                CountDownLatch awaited = latch();
                if (!ended) {
                    awaited.await();
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the end, but not longer than that; returns whether it has come. For threads that no operation waits for. */
    final boolean awaitEnd(Duration longest) throws InterruptedException {
        CountDownLatch awaited = latch();
        return ended || awaited.await(longest.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Is shown when a cycle is found. */
    @Override
    public final String toString() {
        return key == null ? "a batch of cache '" + cache + "'" : describe(cache, key);
    }

    private CountDownLatch latch() {
        CountDownLatch present = latch;
        if (present != null) {
            return present;
        }
        CountDownLatch made = new CountDownLatch(1);
        CountDownLatch other = (CountDownLatch) LATCH.compareAndExchange(this, null, made);
        return other == null ? made : other;
    }

    /** Returns an empty list, or the cycle that waiting would close, and then has not entered. */
    private List<Operation> enterGraph() {
        synchronized (WAITING) {
            List<Operation> path = new ArrayList<>(1);
            for (Operation next = this; next != null && !next.hasEnded(); next = WAITING.get(next.owner)) {
                path.add(next);
                if (next.isMine()) {
                    next.closedCycle = true;
                    return path;
                }
            }
            WAITING.put(Thread.currentThread(), this);
            return List.of();
        }
    }

    private boolean hasEnded() {
        return ended;
    }

    private static void leaveGraph() {
        synchronized (WAITING) {
            WAITING.remove(Thread.currentThread());
        }
    }
}
