/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.demo;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends the demonstration in order when the JVM is told to end (Ctrl-C): the load stops, what was measured is shown, files are
 * deleted, and only then the JVM goes on ending. Thread-safe.
 */
final class Stop implements AutoCloseable {
    private static final int LONGEST_WAIT_SECONDS = 10;

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::request, "omnicache-demo-stop");

    /** Begins to listen. */
    static Stop onExit() {
        Stop stop = new Stop();
        Runtime.getRuntime().addShutdownHook(stop.hook);
        return stop;
    }

    boolean requested() {
        return requested.getCount() == 0;
    }

    /** Waits for so long, or until the end is requested. */
    void pause(long nanos) throws InterruptedException {
        requested.await(nanos, TimeUnit.NANOSECONDS);
    }

    /** Requests the end and waits until everything is cleared away. */
    void request() {
        requested.countDown();
        try {
            ended.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells that everything is cleared away. */
    @Override
    public void close() {
        ended.countDown();
        if (!requested()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                requested.countDown(); // the JVM began to end this very moment
            }
        }
    }
}
