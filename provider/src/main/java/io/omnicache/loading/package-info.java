/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/** Calls the user's loader and writer, and shapes their failures. */
@NullMarked
package io.omnicache.loading;

import org.jspecify.annotations.NullMarked;
