/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

/** What the bytes of encrypted keys and values begin with: numbers that plain ones do not begin with. Never changed, since stores hold them. */
public final class EncryptedBytes {
    /** The first byte of an encrypted value, beside {@link Header#JSON_TEXT} and {@link Header#GENERAL}. */
    public static final int VALUE = 3;

    /** The first byte of a value that an {@link io.omnicache.Encryptor} has encrypted. */
    public static final int NAMED_VALUE = 4;

    /** The first byte of an encrypted key, beside those of {@link Tag}. */
    public static final int KEY = 13;

    private EncryptedBytes() {}

    /** Returns whether these are the bytes of an encrypted value. */
    public static boolean isValue(byte[] encoded) {
        return encoded.length > 0 && (encoded[0] == VALUE || encoded[0] == NAMED_VALUE);
    }

    /** Returns whether these are the bytes of an encrypted key. */
    public static boolean isKey(byte[] encoded) {
        return encoded.length > 0 && encoded[0] == KEY;
    }
}
