/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/** The command {@code simulate}: hit rates of a recorded workload. */
@NullMarked
package io.omnicache.cli.simulate;

import org.jspecify.annotations.NullMarked;
