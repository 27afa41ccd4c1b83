/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/** How keys and values become bytes that outlive the process, and objects again. */
@NullMarked
package io.omnicache.codec.bytes;

import org.jspecify.annotations.NullMarked;
