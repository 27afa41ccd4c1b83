/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/** What a tier is, the stack of tiers below the heap, and how a tier is found by its name. */
@NullMarked
package io.omnicache.tier;

import org.jspecify.annotations.NullMarked;
