/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

/**
 * An entry that comes from below the heap.
 *
 * @param deadline monotonic
 * @param outdated whether the tiers know another deadline
 */
record Found(Object stored, int weight, long deadline, boolean outdated) {}
