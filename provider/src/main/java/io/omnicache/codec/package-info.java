/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/** How objects are kept: as themselves, or as something from which independent copies can be made. */
@NullMarked
package io.omnicache.codec;

import org.jspecify.annotations.NullMarked;
