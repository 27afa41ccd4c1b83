/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
/** Encryption of the bytes of keys and values: where keys come from, and what is made of them. */
@NullMarked
package io.omnicache.codec.crypto;

import org.jspecify.annotations.NullMarked;
