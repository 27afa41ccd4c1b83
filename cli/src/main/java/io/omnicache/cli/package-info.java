/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/** The command {@code omnicache}. */
@NullMarked
package io.omnicache.cli;

import org.jspecify.annotations.NullMarked;
