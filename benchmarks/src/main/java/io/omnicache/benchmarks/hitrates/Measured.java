/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.hitrates;

/**
 * What came out of one run.
 *
 * @param seed the number of the run among those of one contestant and case, from 1
 */
record Measured(Case where, Contestant contestant, int seed, long requests, long hits) {
    /** Returns the hit rate in percent. */
    double rate() {
        return 100.0 * hits / requests;
    }
}
