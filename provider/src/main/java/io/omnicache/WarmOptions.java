/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * How a cache is warmed, see {@link OmniCache#warm}. Immutable.
 *
 * @param batch how many entries are stored together, 1 or more
 * @param perSecond how many entries are read in a second at most, 1 or more; empty if as many as can be
 * @param progress is told after each batch, on the calling thread; what it throws ends the warming
 */
public record WarmOptions(int batch, OptionalLong perSecond, Consumer<? super WarmProgress> progress) {
    /** Batches of 500, as fast as can be, and nobody is told. */
    public static final WarmOptions DEFAULT = new WarmOptions(500, OptionalLong.empty(), progress -> {});

    /** Checks the numbers. */
    public WarmOptions {
        if (batch < 1) {
            throw new IllegalArgumentException("batch must be 1 or more, was " + batch);
        }
        if (perSecond.isPresent() && perSecond.getAsLong() < 1) {
            throw new IllegalArgumentException("perSecond must be 1 or more, was " + perSecond.getAsLong());
        }
        Objects.requireNonNull(progress, "progress");
    }

    /** Returns these options with another size of batches. */
    public WarmOptions withBatch(int entries) {
        return new WarmOptions(entries, perSecond, progress);
    }

    /** Returns these options with a limit of the rate. */
    public WarmOptions withPerSecond(long entries) {
        return new WarmOptions(batch, OptionalLong.of(entries), progress);
    }

    /** Returns these options with somebody who is told. */
    public WarmOptions withProgress(Consumer<? super WarmProgress> told) {
        return new WarmOptions(batch, perSecond, told);
    }
}
