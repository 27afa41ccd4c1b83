/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What was found wrong when a store was opened: which file, and where in it. Filled by one thread, then only read. */
final class OpeningReport {
    private static final int MOST_NAMED = 100;

    /**
     * A stretch of a file that was left out.
     *
     * @param file the file
     * @param offset where it begins
     * @param length how many bytes it has
     * @param torn whether it is the unfinished end of the file
     */
    record Fault(Path file, long offset, long length, boolean torn) {
        @Override
        public String toString() {
            return file.getFileName() + "@" + offset + "+" + length;
        }
    }

    private final List<Fault> faults = new ArrayList<>();
    private long torn;
    private long damaged;
    private long uncertainBytes;
    private long dropped;
    private boolean lostPower;
    private long recovered;
    private boolean usedSnapshot;

    void recovered(long entries) {
        recovered = entries;
    }

    /** Returns how many entries were there. */
    long recovered() {
        return recovered;
    }

    /** Takes in what was found in a part of the store. */
    void add(OpeningReport part) {
        torn += part.torn;
        damaged += part.damaged;
        uncertainBytes += part.uncertainBytes;
        dropped += part.dropped;
        lostPower |= part.lostPower;
        part.faults.stream().limit(MOST_NAMED - faults.size()).forEach(faults::add);
    }

    /** Takes in that so many bytes of a file may not be all that was written before the power was lost. */
    void uncertain(long bytes) {
        lostPower = true;
        uncertainBytes += bytes;
    }

    /** Takes in that a change was left out with what was there before it, since it may not have been the last one. */
    void changeDropped() {
        dropped++;
    }

    /** Returns whether something had not been forced when another run of the machine ended. */
    boolean lostPower() {
        return lostPower;
    }

    long uncertainBytes() {
        return uncertainBytes;
    }

    long dropped() {
        return dropped;
    }

    void add(Fault fault) {
        torn += fault.torn() ? 1 : 0;
        damaged += fault.torn() ? 0 : 1;
        if (faults.size() < MOST_NAMED) {
            faults.add(fault);
        }
    }

    void snapshotUsed() {
        usedSnapshot = true;
    }

    boolean usedSnapshot() {
        return usedSnapshot;
    }

    boolean isClean() {
        return torn + damaged == 0;
    }

    /** Returns how many files had an unfinished end. */
    long torn() {
        return torn;
    }

    /** Returns how many stretches were damaged. */
    long damaged() {
        return damaged;
    }

    /** Returns the first hundred. */
    List<Fault> faults() {
        return List.copyOf(faults);
    }

    /** Names the first fault, or nothing. */
    String first() {
        return faults.isEmpty() ? "none" : faults.get(0).toString();
    }
}
