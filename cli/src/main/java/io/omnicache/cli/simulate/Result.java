/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

/**
 * What one cache reached.
 *
 * @param size entries that the cache could hold
 */
record Result(String strategy, long size, long requests, long hits) {
    /** Returns the hits' share of the requests, from 0 to 1. */
    double hitRate() {
        return requests == 0 ? 0 : (double) hits / requests;
    }
}
