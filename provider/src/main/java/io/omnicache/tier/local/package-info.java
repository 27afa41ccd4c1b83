/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What tiers have in common that keep their entries on a disk of this machine: the lock against other processes, changes that wait in
 * memory, work in the background. Not exported.
 */
@NullMarked
package io.omnicache.tier.local;

import org.jspecify.annotations.NullMarked;
