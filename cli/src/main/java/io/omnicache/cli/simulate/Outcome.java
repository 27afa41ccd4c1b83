/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

import java.util.List;

/**
 * What a simulation found.
 *
 * @param workload the files
 * @param malformed pieces of the input that were no request
 * @param exact whether the number of distinct keys is exact and not an estimate
 * @param results by strategy, then by size
 */
record Outcome(String workload, long requests, long malformed, long distinct, boolean exact, List<Result> results) {
    Outcome {
        results = List.copyOf(results);
    }

    /** Returns the hit rate of a cache that holds everything, from 0 to 1: no cache reaches more. */
    double unboundedHitRate() {
        return Math.max(0, 1 - (double) distinct / requests);
    }

    List<String> strategies() {
        return results.stream().map(Result::strategy).distinct().toList();
    }

    List<Long> sizes() {
        return results.stream().map(Result::size).distinct().sorted().toList();
    }

    List<Result> of(String strategy) {
        return results.stream()
                .filter(result -> result.strategy().equals(strategy))
                .toList();
    }
}
