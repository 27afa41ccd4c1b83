/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/** What it costs to turn keys and values into bytes and back. */
@NullMarked
package io.omnicache.benchmarks.codec;

import org.jspecify.annotations.NullMarked;
