/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.loading;

import io.omnicache.config.DaemonThreads;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of the process that carry out {@code loadAll}; they end when there is nothing to do. There are at most eight,
 * or two for each processor if that is more; further tasks wait in line.
 */
public final class LoadThreads {
    /** How deep tasks may start tasks before they wait in line: a chain of completion listeners has no end otherwise. */
    private static final int DEEPEST = 32;

    private static final System.Logger LOG = System.getLogger("io.omnicache.loading");
    private static final ThreadLocal<Integer> DEPTH = new ThreadLocal<>();
    private static final ThreadPoolExecutor EXECUTOR = newExecutor();

    private LoadThreads() {}

    /**
     * Runs a task soon, on a daemon thread without a context class loader; what it throws is logged. A task that is started
     * by another one runs at once, before this method returns: were it to wait in line, all threads could wait for it.
     */
    public static void execute(Runnable task) {
        Integer depth = DEPTH.get();
        if (depth != null && depth < DEEPEST) {
            run(task, depth + 1);
        } else {
            EXECUTOR.execute(() -> run(task, 1));
        }
    }

    /** Returns how many threads there are at most. */
    static int most() {
        return EXECUTOR.getMaximumPoolSize();
    }

    private static void run(Runnable task, int depth) {
        DEPTH.set(depth);
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.WARNING, "a completion listener failed", e);
        } finally {
            if (depth == 1) {
                DEPTH.remove();
            } else {
                DEPTH.set(depth - 1);
            }
        }
    }

    private static ThreadPoolExecutor newExecutor() {
        int most = Math.max(8, 2 * Runtime.getRuntime().availableProcessors());
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                most,
                most,
                5,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                DaemonThreads.numbered("omnicache-load-"));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
