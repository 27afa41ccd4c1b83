/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.codec;

import java.io.Serializable;
import java.time.Instant;

/** A record of values of the JDK. */
record Visit(long id, String customer, Instant begin, int pages) implements Serializable {
    static Visit number(int i) {
        return new Visit(i, "customer " + i, Instant.ofEpochSecond(1_700_000_000L + i, 123_000_000), i % 50);
    }
}
