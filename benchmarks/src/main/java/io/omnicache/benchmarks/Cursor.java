/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks;

import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Where a thread is in the sequence of keys. */
@State(Scope.Thread)
public class Cursor {
    private int at = ThreadLocalRandom.current().nextInt(Filled.SEQUENCE);

    int next() {
        return at++ & (Filled.SEQUENCE - 1);
    }
}
