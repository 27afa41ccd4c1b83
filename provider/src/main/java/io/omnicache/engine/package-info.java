/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/** Holds live entries and changes them one key at a time: {@link io.omnicache.engine.Engine} runs steps on nodes. */
@NullMarked
package io.omnicache.engine;

import org.jspecify.annotations.NullMarked;
