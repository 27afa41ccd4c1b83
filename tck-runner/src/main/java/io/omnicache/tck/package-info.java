/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/** The check that the TCK ran completely; the TCK itself comes from its own artifact. */
@NullMarked
package io.omnicache.tck;

import org.jspecify.annotations.NullMarked;
