/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.hitrates;

/**
 * What is compared: a trace, and a size of the cache.
 *
 * @param size in entries
 */
record Case(String trace, long size) {
    @Override
    public String toString() {
        return trace + "@" + size;
    }
}
