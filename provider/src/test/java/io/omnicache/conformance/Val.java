/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

import io.omnicache.TierMode;

/** A value of a program: its content, which equality looks at, and which object it is. */
record Val(String text, int id) {
    /** Shows what a user can tell apart: by value the content, by reference also the object, as long as it is in the heap. */
    String show(boolean byValue) {
        return byValue || TierMode.objectsLeaveTheHeap() ? text : text + "#" + id;
    }

    boolean sameContent(Val other) {
        return text.equals(other.text);
    }
}
