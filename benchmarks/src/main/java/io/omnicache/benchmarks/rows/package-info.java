/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/** The cases of the table of speed: as JMH benchmarks, and a program that runs them in interleaved forks. */
@NullMarked
package io.omnicache.benchmarks.rows;

import org.jspecify.annotations.NullMarked;
