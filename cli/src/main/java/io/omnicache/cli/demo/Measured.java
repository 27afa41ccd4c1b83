/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.demo;

/**
 * What a load measured so far.
 *
 * @param nanos how long it ran
 * @param median of the time of a request, in nanoseconds
 * @param p99 99 of 100 requests took no longer, in nanoseconds
 * @param queries of the database
 * @param hitRatio of the cache, from 0 to 1; negative without a cache
 */
record Measured(long requests, long nanos, double median, double p99, long queries, double hitRatio) {
    static Measured of(Latencies latencies, long nanos, long queries, double hitRatio) {
        return new Measured(
                latencies.count(), nanos, latencies.quantile(0.5), latencies.quantile(0.99), queries, hitRatio);
    }

    double perSecond() {
        return nanos == 0 ? 0 : requests * 1e9 / nanos;
    }

    boolean hasCache() {
        return hitRatio >= 0;
    }
}
