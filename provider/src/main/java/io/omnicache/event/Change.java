/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.event;

import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * What happened to an entry, in the form in which values are kept.
 *
 * @param type what happened
 * @param value the new value; null for removed and expired entries
 * @param old the value before; null for created entries
 */
public record Change(
        EventType type, @Nullable Object value, @Nullable Object old) {}
