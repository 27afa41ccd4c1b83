/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

import java.util.List;

/**
 * Everything that can be seen of one step.
 *
 * @param outcome the result or the exception
 * @param calls the calls of loader, writer and expiry policy, in order
 * @param events the events by listener and key, in order per key
 * @param statistics how hits, misses, puts, removals and evictions changed
 * @param size the number of entries, including those that have expired and were not met since
 */
record Observation(String outcome, List<String> calls, String events, List<Long> statistics, long size) {
    @Override
    public String toString() {
        return "outcome " + outcome + "\n    calls " + calls + "\n    events " + events + "\n    H M P R E "
                + statistics + "\n    size " + size;
    }
}
