/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import java.util.Optional;

/**
 * How far a warming has come, see {@link OmniCache#warm}. Immutable.
 *
 * @param read how many entries, or keys, were read from the source
 * @param stored how many of them came into the cache
 * @param present how many were there already, and stayed as they are
 * @param unreadable how many could not be read, had expired, or were not known to the loader
 * @param problem where the first one stands that could not be read, and why, without keys and values; empty if there is none
 */
public record WarmProgress(long read, long stored, long present, long unreadable, Optional<String> problem) {}
