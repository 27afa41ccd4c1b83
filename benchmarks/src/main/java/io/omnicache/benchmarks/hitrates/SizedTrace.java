/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.hitrates;

import java.util.List;

/**
 * A trace and the sizes of cache that it is measured with.
 *
 * @param sizes in entries
 */
record SizedTrace(Trace trace, List<Long> sizes) {
    List<Case> cases() {
        return sizes.stream().map(size -> new Case(trace.name(), size)).toList();
    }
}
