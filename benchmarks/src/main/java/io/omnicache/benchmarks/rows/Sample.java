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
 * @param hitRate of the gets, from 0 to 1; not a number where all hit
 */
record Sample(Cell cell, Contender contender, int fork, double wall, double caller, double process, double hitRate) {
    static final String HEADING = "row,entries,threads,subject,fork,wall_ns,caller_cpu_ns,process_cpu_ns,hit_rate";

    String csv() {
        return String.format(
                Locale.ROOT,
                "%s,%d,%d,%s,%d,%.2f,%.2f,%.2f,%s",
                cell.row().label(),
                cell.entries(),
                cell.threads(),
                contender.label(),
                fork,
                wall,
                caller,
                process,
                Double.isNaN(hitRate) ? "" : String.format(Locale.ROOT, "%.4f", hitRate));
    }
}
