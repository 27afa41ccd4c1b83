/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

/**
 * What the file says of all caches whose names match.
 *
 * @param options laid under what code or the cache's own entry states
 * @param override laid over it
 */
record Template(NamePattern pattern, Layer options, Layer override) {}
