/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.hitrates;

/** Something that hits or misses. Thread-safe. */
interface Contestant {
    String name();

    /** Returns whether it is one of OmniCache's strategies. */
    boolean isOurs();

    /** Returns whether chance has a part in it, so that two runs may differ. */
    boolean isRandom();

    /** Makes the requests, from one thread, and returns how many of them hit a cache of so many entries. */
    long hits(Trace trace, long size);

    /**
     * Returns the contestant of a name: {@code min}, a peer, or else a strategy of OmniCache.
     *
     * @throws RefusedException if there is none; the message lists the strategies that exist
     */
    static Contestant named(String name) {
        if (name.equals(Min.NAME)) {
            return new Min();
        }
        for (Peer peer : Peer.values()) {
            if (name.equals(peer.label())) {
                return peer.contestant();
            }
        }
        try {
            Contestant strategy = RealCache.ofStrategy(name);
            strategy.hits(Trace.of("none"), 1); // fails if there is no such strategy
            return strategy;
        } catch (RuntimeException e) {
            throw new RefusedException(
                    "option --subjects: '" + name + "' is neither " + Min.NAME + " nor a peer (" + Peer.labels()
                            + ") nor a strategy of OmniCache: " + e.getMessage(),
                    e);
        }
    }
}
