/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/** Which entry goes: strategies, and how they are found by name. */
@NullMarked
package io.omnicache.engine.eviction;

import org.jspecify.annotations.NullMarked;
