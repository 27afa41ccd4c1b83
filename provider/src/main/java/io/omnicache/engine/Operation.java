/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
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
 * one lock for the process, since a cycle may lead through several caches; that lock is only taken by who parks anyway.
 */
class Operation {
    private static final Map<Thread, Operation> WAITING = new HashMap<>();

    private final Thread owner = Thread.currentThread();
    private final CountDownLatch done = new CountDownLatch(1);
    private final Object description;

    /** Creates an operation of the calling thread; the description is shown when a cycle is found. */
    Operation(Object description) {
        this.description = description;
    }

    final boolean isMine() {
        return owner == Thread.currentThread();
    }

    /** Returns what a load has come to for the key, null if this was no load of it. Valid once this has ended. */
    @Nullable
    Outcome outcome(Object key) {
        return null;
    }

    /** Lets the waiting threads go on; called after the nodes were unlocked. */
    final void end() {
        done.countDown();
    }

    /** Waits for the end, unless that would close a cycle: then throws what the function makes of its description. */
    final void await(Function<String, RuntimeException> onCycle) {
        enterGraph(onCycle);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    done.await();
                    return;
                } catch (InterruptedException e) {
                    interrupted =
                            true; // the standard's operations cannot be interrupted; the caller finds the flag set
                }
            }
        } finally {
            leaveGraph();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void enterGraph(Function<String, RuntimeException> onCycle) {
        synchronized (WAITING) {
            StringBuilder path = new StringBuilder();
            for (Operation next = this; next != null; next = WAITING.get(next.owner)) {
                path.append(path.length() == 0 ? "" : ", which waits for ").append(next.description);
                if (next.isMine()) {
                    throw onCycle.apply(path.toString());
                }
            }
            WAITING.put(Thread.currentThread(), this);
        }
    }

    private static void leaveGraph() {
        synchronized (WAITING) {
            WAITING.remove(Thread.currentThread());
        }
    }
}
