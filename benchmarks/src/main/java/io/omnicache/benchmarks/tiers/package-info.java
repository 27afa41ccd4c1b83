/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/** Measures what tiers below the heap cost. */
@NullMarked
package io.omnicache.benchmarks.tiers;

import org.jspecify.annotations.NullMarked;
