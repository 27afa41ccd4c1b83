/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

/**
 * A cache of which a place has stored entries.
 *
 * @param manager the URI of its manager
 * @param name its own name
 */
public record StoredCache(String manager, String name) {}
