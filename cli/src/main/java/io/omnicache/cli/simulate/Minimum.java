/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

import io.omnicache.cli.terminal.Figures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** MIN's part in a simulation: what no cache exceeds. Needs the whole workload, and keeps it in memory. Not thread-safe. */
final class Minimum {
    /** How the user asks for it beside the strategies. */
    static final String OPTION = "min";

    private static final String LABEL = "MIN";

    /** Whether it is wanted. */
    enum Wish {
        NO,
        /** If the workload fits into the memory. */
        IF_IT_FITS,
        YES
    }

    private final Wish wish;
    private final long mostBytes;
    private @Nullable NextUses uses;

    /**
     * Prepares it.
     *
     * @param mostBytes the memory that the workload may take
     */
    Minimum(Wish wish, long mostBytes) {
        this.wish = wish;
        this.mostBytes = mostBytes;
        this.uses = wish == Wish.NO ? null : new NextUses(mostBytes);
    }

    /**
     * Takes the next requests of the workload.
     *
     * @throws SimulationException if the memory does not do for what the user insists on
     */
    void add(Object[] batch, int length) {
        if (uses == null || uses.add(batch, length)) {
            return;
        }
        String reached = Figures.count(uses.requests()) + " requests for " + Figures.count(uses.keys()) + " keys";
        uses = null; // it is what takes the memory
        if (wish == Wish.YES) {
            throw new SimulationException("min needs the whole workload in memory and may take "
                    + Figures.count(mostBytes >> 20) + " MiB, a quarter of the heap: full after " + reached
                    + ". Leave min out of --strategies, or allow a larger heap (OMNICACHE_OPTS=-Xmx...)");
        }
    }

    /** Returns whether it was wanted and the memory did not do. */
    boolean isLeftOut() {
        return wish != Wish.NO && uses == null;
    }

    /** Returns what it reaches in all that was taken, by size; nothing if it is not wanted or left out. */
    List<Result> results(List<Long> sizes) {
        NextUses all = uses;
        if (all == null) {
            return List.of();
        }
        return sizes.parallelStream()
                .map(size -> new Result(LABEL, size, all.requests(), Belady.hits(all, size)))
                .toList();
    }
}
