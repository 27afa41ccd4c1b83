/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

/** Decides whether an entry that a read has found in a tier comes into the levels above. Thread-safe. */
@FunctionalInterface
interface Admission {
    /** Is asked once for each read that finds the key. */
    boolean admits(TierKey key);
}
