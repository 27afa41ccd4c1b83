/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.rows;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * CPU time of the whole process per operation: with that of collectors, compilers and the cache's own threads. After it, outside of
 * what is timed, the hit rate of a row that misses. JMH makes it.
 */
public final class ProcessTime implements InternalProfiler {
    static final String LABEL = "processNanos";
    static final String HIT_RATE = "hitRate";

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private long started;

    @Override
    public String getDescription() {
        return "CPU time of the process";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        started = system.getProcessCpuTime();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        long operations = result.getMetadata().getAllOps();
        double spent = system.getProcessCpuTime() - started;
        List<Result<?>> results = new ArrayList<>();
        if (operations > 0) {
            results.add(new ScalarResult(LABEL, spent / operations, "ns/op", AggregationPolicy.AVG));
        }
        Loaded measured = Loaded.measured();
        if (measured != null && measured.row == Row.MIX) {
            results.add(new ScalarResult(HIT_RATE, measured.hitRate(), "hits/get", AggregationPolicy.AVG));
        }
        return results;
    }
}
