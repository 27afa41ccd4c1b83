/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.event;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of the process that run asynchronous listeners; they end when there is nothing to do. */
final class EventThreads {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Executor EXECUTOR = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), EventThreads::newThread);

    private EventThreads() {}

    static void execute(Runnable work) {
        EXECUTOR.execute(work);
    }

    private static Thread newThread(Runnable work) {
        Thread thread = new Thread(null, work, "omnicache-events-" + COUNT.incrementAndGet(), 0, false);
        thread.setDaemon(true);
        // Else the thread would keep the class loader of whichever application came first.
        thread.setContextClassLoader(null);
        return thread;
    }
}
