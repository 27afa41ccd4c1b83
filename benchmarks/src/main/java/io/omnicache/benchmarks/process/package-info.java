/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/** Programs that give each subject JVMs of its own: memory, many caches, the longest operation, keys with one hash code. */
@NullMarked
package io.omnicache.benchmarks.process;

import org.jspecify.annotations.NullMarked;
