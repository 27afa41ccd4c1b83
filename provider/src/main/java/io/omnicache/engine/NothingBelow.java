/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

/** What an entry asks of those below the heap, where there is nobody. Confined to the thread of its step. */
class NothingBelow {
    /** Finds out what lies below the heap, where there is something. */
    void resolve() {}

    /** Returns whether a value may be stored without looking at what lies below the heap. */
    boolean mayOverwrite() {
        return false;
    }

    /** Stores below the heap what the node is about to take. */
    void keep(Incoming incoming, long deadline) {}

    /** Removes below the heap what the node is about to lose, since it has expired or not. */
    void discard(boolean expired) {}

    /** Lets what came from below the heap leave it again after this step; {@link #rest} only if it is not to stay. */
    void pass() {}

    void rest() {}

    /** Removes below the heap what cannot be read. */
    void discardUnread() {}

    /** Tells those below the heap of a deadline that a read has made sooner. */
    void movedSooner(long deadline) {}

    /** Is called when nothing is changed any more, before the node is given back. */
    void settled() {}
}
