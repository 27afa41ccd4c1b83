/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/** Delivers events to registered listeners, in order per key. */
@NullMarked
package io.omnicache.event;

import org.jspecify.annotations.NullMarked;
