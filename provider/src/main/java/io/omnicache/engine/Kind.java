/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

/** What an operation may do with an absent key, and whether it runs user code. */
public enum Kind {
    /** Stores a value, also where there is none. */
    STORE,

    /** Removes; there is something to do for an absent key only if a writer has to be told. */
    REMOVE,

    /** Does nothing to an absent key. */
    EXISTING,

    /** Runs user code with the entry. */
    PROCESS
}
