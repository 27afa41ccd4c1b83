/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.process;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** CPU time of the thread that asks. */
public final class CallerTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CallerTime() {}

    /** Returns it. */
    public static long nanos() {
        return THREADS.getCurrentThreadCpuTime();
    }
}
