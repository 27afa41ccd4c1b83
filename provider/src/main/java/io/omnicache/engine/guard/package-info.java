/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/** Gives unbounded caches a bound when the heap stays nearly full. */
@NullMarked
package io.omnicache.engine.guard;

import org.jspecify.annotations.NullMarked;
