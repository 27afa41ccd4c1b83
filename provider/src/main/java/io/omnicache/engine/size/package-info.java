/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/** Estimates how many bytes of the heap keys and values take. */
@NullMarked
package io.omnicache.engine.size;

import org.jspecify.annotations.NullMarked;
