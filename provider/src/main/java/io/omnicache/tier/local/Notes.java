/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.local;

import java.io.IOException;

/** Names that are noted beside a store for whoever opens it next, however this process ends. Thread-safe. */
interface Notes {
    /** Sees to it that there is room for a note of the name, so that noting it needs no more room on the disk. */
    void makeRoom(String name) throws IOException;

    /** Notes a name; returns when the disk has it. */
    void note(String name) throws IOException;

    /** Takes a name out again, of this process and of those that {@link #isNoted} has told of; does nothing if it is not noted. */
    void forget(String name) throws IOException;

    /**
     * Leaves what this process has noted of a name to whoever opens the store next, as if the process had died.
     *
     * @param others whether others in this process have noted it, too, and take care of theirs
     */
    default void abandon(String name, boolean others) throws IOException {}

    /** Returns whether a name is noted by an earlier life of the store, or by a process that has died. */
    boolean isNoted(String name) throws IOException;
}
