/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.rows;

import java.util.Locale;

/**
 * What one fork measured, in nanoseconds per operation.
 *
 * @param fork counts from 1; forks of the same number ran one after the other
 * @param wall elapsed time in a thread
 * @param caller CPU time of the calling threads
 * @param process CPU time of the whole process
 */
record Sample(Cell cell, Contender contender, int fork, double wall, double caller, double process) {
    static final String HEADING = "row,entries,threads,subject,fork,wall_ns,caller_cpu_ns,process_cpu_ns";

    String csv() {
        return String.format(
                Locale.ROOT,
                "%s,%d,%d,%s,%d,%.2f,%.2f,%.2f",
                cell.row().label(),
                cell.entries(),
                cell.threads(),
                contender.label(),
                fork,
                wall,
                caller,
                process);
    }
}
