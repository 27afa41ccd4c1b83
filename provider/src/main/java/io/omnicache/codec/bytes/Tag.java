/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

/** The first byte of each part of a key, and of raw values. Never changed, since stores hold them; 32 and more: {@link JdkValues}. */
final class Tag {
    static final int NULL = 1;
    static final int ENUM = 2;
    static final int RECORD = 3;
    static final int LIST = 4;
    static final int SET = 5;
    static final int MAP = 6;
    static final int ENTRY = 7;
    static final int OPTIONAL = 8;
    /** A class with a {@link io.omnicache.KeyCodec}. */
    static final int CODED = 9;
    /** Java serialization. */
    static final int SERIALIZED = 10;
    /** Never in keys: arrays are equal only to themselves. */
    static final int BYTES = 11;

    /** The fields of a class that is neither a record nor Serializable. */
    static final int FIELDS = 12;

    /* 13 is EncryptedBytes.KEY. */

    static final int TEXT = 32;

    private Tag() {}
}
