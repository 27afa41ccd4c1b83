/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.loading;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of the process that carry out {@code loadAll}; they end when there is nothing to do. */
public final class LoadThreads {
    private static final System.Logger LOG = System.getLogger("io.omnicache.loading");
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Executor EXECUTOR = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), LoadThreads::newThread);

    private LoadThreads() {}

    /** Runs a task soon, on a daemon thread without a context class loader; what it throws is logged. */
    public static void execute(Runnable task) {
        EXECUTOR.execute(() -> runLogged(task));
    }

    private static void runLogged(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.WARNING, "a completion listener failed", e);
        }
    }

    private static Thread newThread(Runnable task) {
        Thread thread = new Thread(null, task, "omnicache-load-" + COUNT.incrementAndGet(), 0, false);
        thread.setDaemon(true);
        // Else the thread would keep the class loader of whichever application came first.
        thread.setContextClassLoader(null);
        return thread;
    }
}
