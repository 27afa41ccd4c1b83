/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.expiry;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one thread of the process that turns the wheels; it starts with the first alarm. */
final class TimerThread {
    private static final System.Logger LOG = System.getLogger("io.omnicache.expiry");
    private static final ScheduledThreadPoolExecutor EXECUTOR = newExecutor();

    private TimerThread() {}

    static Future<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return EXECUTOR.schedule(() -> runLogged(task), delay, unit);
    }

    private static void runLogged(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "removing expired entries failed", e);
        }
    }

    private static ScheduledThreadPoolExecutor newExecutor() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(null, task, "omnicache-timer", 0, false);
            thread.setDaemon(true);
            // Else the thread would keep the class loader of whichever application came first.
            thread.setContextClassLoader(null);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }
}
