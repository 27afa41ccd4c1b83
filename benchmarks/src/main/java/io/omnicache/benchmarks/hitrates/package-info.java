/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/** Hit rates of OmniCache's strategies beside other caches, on recorded requests. */
@NullMarked
package io.omnicache.benchmarks.hitrates;

import org.jspecify.annotations.NullMarked;
