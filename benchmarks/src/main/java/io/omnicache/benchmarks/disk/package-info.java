/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/** Programs that measure tiers on disk beside other stores, each in JVMs of its own: throughput, reopening, space, heap hits, limits. */
@NullMarked
package io.omnicache.benchmarks.disk;

import org.jspecify.annotations.NullMarked;
