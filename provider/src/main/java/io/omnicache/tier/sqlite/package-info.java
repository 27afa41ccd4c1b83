/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The tier {@code sqlite}: entries as rows of a database that the caches of a manager share.
 *
 * <p>{@link io.omnicache.tier.sqlite.Schema} says what a database looks like, {@link io.omnicache.tier.sqlite.Rows} what is done with the
 * rows of one cache, {@link io.omnicache.tier.sqlite.Writer} how changes are committed, {@link io.omnicache.tier.sqlite.Upkeep} what is done
 * between them.
 */
@NullMarked
package io.omnicache.tier.sqlite;

import org.jspecify.annotations.NullMarked;
