/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The tier {@code file}: entries as lines of JSON, in logs that are only appended to.
 *
 * <p>{@link io.omnicache.tier.file.Line} says what a line looks like, {@link io.omnicache.tier.file.Log} how lines are written and found,
 * {@link io.omnicache.tier.file.Replay} what is made of a log at opening, {@link io.omnicache.tier.file.Cleaner} how dead lines go.
 */
@NullMarked
package io.omnicache.tier.file;

import org.jspecify.annotations.NullMarked;
