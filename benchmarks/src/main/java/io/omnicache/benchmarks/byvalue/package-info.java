/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/** What a copy costs where values are stored by value. */
@NullMarked
package io.omnicache.benchmarks.byvalue;

import org.jspecify.annotations.NullMarked;
