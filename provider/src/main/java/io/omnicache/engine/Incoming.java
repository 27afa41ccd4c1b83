/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import org.jspecify.annotations.Nullable;

/**
 * A value on its way into the cache.
 *
 * @param stored the form in which it is kept
 * @param weight what it takes of a weight bound; 1 without one
 * @param encoded what goes below the heap; null if there is nothing below it
 */
public record Incoming(Object stored, int weight, @Nullable Encoded encoded) {}
