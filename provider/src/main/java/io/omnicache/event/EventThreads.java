/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.event;

import io.omnicache.config.DaemonThreads;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads of the process that run asynchronous listeners; they end when there is nothing to do. */
final class EventThreads {
    private static final Executor EXECUTOR = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            5,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            DaemonThreads.numbered("omnicache-events-"));

    private EventThreads() {}

    static void execute(Runnable work) {
        EXECUTOR.execute(work);
    }
}
