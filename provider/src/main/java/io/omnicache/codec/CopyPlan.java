/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

/** How the objects of one class are copied so that the copy is what Java serialization makes of them. Immutable. */
interface CopyPlan {
    /** Objects that cannot change, and nothing in them can: the copy is the object. */
    CopyPlan SHARED = (source, graph) -> source;

    /**
     * Returns the copy. Before it asks {@code graph} for the copy of any part, it calls {@link GraphCopy#begin}.
     *
     * @throws UnprovenException if nobody can say that the copy would be what serialization makes
     */
    Object copy(Object source, GraphCopy graph) throws Throwable;
}
