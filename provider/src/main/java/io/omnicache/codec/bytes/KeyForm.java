/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

/** How keys of one class are written. Immutable. */
interface KeyForm {
    /** Writes a key with the tag that tells how to read it. */
    void write(Object key, ByteOutput out);
}
