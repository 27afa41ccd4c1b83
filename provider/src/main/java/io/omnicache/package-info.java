/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The types that a user names or implements: {@link io.omnicache.OmniCache}, the provider class and the extension points.
 *
 * <p>Types only. Nothing here imports another package of OmniCache, except {@link io.omnicache.OmniCachingProvider},
 * which opens managers.
 */
@NullMarked
package io.omnicache;

import org.jspecify.annotations.NullMarked;
