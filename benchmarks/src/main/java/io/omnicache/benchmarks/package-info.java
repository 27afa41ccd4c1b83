/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/** JMH benchmarks of OmniCache beside other JCache providers. */
@NullMarked
package io.omnicache.benchmarks;

import org.jspecify.annotations.NullMarked;
