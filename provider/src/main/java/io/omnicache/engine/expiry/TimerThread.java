/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.expiry;

import io.omnicache.config.DaemonThreads;
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
        ScheduledThreadPoolExecutor executor =
                new ScheduledThreadPoolExecutor(1, task -> DaemonThreads.named("omnicache-timer", task));
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }
}
