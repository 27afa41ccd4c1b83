/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

/** The time of {@link TwoClocks}, which goes by what happens. */
/*
 * The tick advances 128 times while as many entries are placed as there are. Frequencies are halved at each epoch, which lasts
 * for 15 times as many requests as there are entries.
 */
final class Pace {
    private static final int TICKS_PER_TURN = 128;
    private static final int TURNS_PER_EPOCH = 15;
    private static final int SHORTEST_EPOCH = 64 * TURNS_PER_EPOCH;

    private int tick;
    private int placedInTick;
    private int epoch;
    private long requestsInEpoch;

    int tick() {
        return tick;
    }

    int epoch() {
        return epoch;
    }

    void onRequests(int requests) {
        requestsInEpoch += requests;
    }

    /** Notes that an entry is placed, among so many. */
    void onPlacing(int size) {
        placedInTick++;
        if (placedInTick >= size / TICKS_PER_TURN) {
            placedInTick = 0;
            tick++;
        }
        if (requestsInEpoch > Math.max(SHORTEST_EPOCH, (long) TURNS_PER_EPOCH * size)) {
            requestsInEpoch = 0;
            epoch++;
        }
    }
}
