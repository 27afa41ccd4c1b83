/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import java.io.IOException;

/**
 * The right to be the only one of all processes that share a tier who asks a loader for a key, or tells a writer of it. The store takes it back if its process dies, so it
 * needs no time-out.
 *
 * <p>Confined to the thread that has asked for it.
 */
public interface Lease {
    /**
     * Takes it, if nobody has it and nobody has asked before. Does not wait; who has asked in vain is the next to get it, among those of other processes that ask, until he gives up
     * by {@link #giveBack}.
     *
     * @return whether the thread has it now; also if it has one already, of another key, that cannot be told from this
     * @throws IllegalStateException if the calling thread has it already for this key: it would wait for itself
     */
    boolean tryTake() throws IOException;

    /** Gives the lease back, or the place among those who wait for it; does nothing if the thread has neither. */
    void giveBack() throws IOException;
}
