/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.local;

import io.omnicache.config.DaemonThreads;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads of the process that write queues, clean up and take snapshots; they end when there is nothing to do. Thread-safe. */
final class Background {
    private static final int THREADS = 2;
    private static final long IDLE_SECONDS = 10;
    private static final ThreadPoolExecutor EXECUTOR = create();

    private Background() {}

    private static ThreadPoolExecutor create() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                DaemonThreads.numbered("omnicache-tier-"));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    static void run(Runnable task) {
        EXECUTOR.execute(task);
    }
}
