/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/** Managers and caches: checks arguments, says each method of the standard as a step, assembles the parts of a cache. */
@NullMarked
package io.omnicache.jcache;

import org.jspecify.annotations.NullMarked;
