/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.crypto;

import io.omnicache.codec.bytes.EncryptedBytes;
import io.omnicache.codec.bytes.UnreadableException;
import io.omnicache.config.EncryptionOptions;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What stands before an encrypted value.
 *
 * <pre>
 * 03  key id  salt  check  number  ciphertext  tag
 * 04  encryptor  key id  salt  check  number  what that one has made
 *
 *   encryptor   its name: its length in one byte, then ASCII
 *   key id      its length in one byte, then ASCII
 *   salt        16 bytes, chosen at random by who wrote it; with it and the key, HKDF makes the key of the cipher
 *   check       4 bytes of the same derivation: whether the key is the right one
 *   number      8 bytes, never the same for one salt: the nonce
 *   ciphertext  by AES-256-GCM, with manager, cache and key as associated data; then the tag of 16 bytes
 * </pre>
 *
 * <p>Inside stands the value as it would stand there without encryption, header, compression and all.
 *
 * @param encryptor the name of the encryptor, empty for the built-in one
 * @param at where the ciphertext begins
 */
record SealedValue(String encryptor, String keyId, Salt salt, int check, long number, int at) {
    private static final int FIXED = 1 + 1 + Salt.BYTES + Integer.BYTES + Long.BYTES;

    /** Returns how many bytes stand before the ciphertext. */
    static int lengthBefore(byte[] encryptor, byte[] keyId) {
        return FIXED + keyId.length + (encryptor.length == 0 ? 0 : 1 + encryptor.length);
    }

    /** Writes what stands before the ciphertext. */
    static void write(byte[] to, byte[] encryptor, byte[] keyId, Salt salt, int check, long number) {
        ByteBuffer out = ByteBuffer.wrap(to);
        if (encryptor.length == 0) {
            out.put((byte) EncryptedBytes.VALUE);
        } else {
            out.put((byte) EncryptedBytes.NAMED_VALUE)
                    .put((byte) encryptor.length)
                    .put(encryptor);
        }
        out.put((byte) keyId.length).put(keyId);
        salt.write(out);
        out.putInt(check).putLong(number);
    }

    /** Reads it. */
    static SealedValue read(byte[] encoded) throws UnreadableException {
        ByteBuffer in = ByteBuffer.wrap(encoded);
        try {
            String encryptor = in.get() == EncryptedBytes.NAMED_VALUE ? text(in) : "";
            return new SealedValue(encryptor, id(in), Salt.read(in), in.getInt(), in.getLong(), in.position());
        } catch (BufferUnderflowException e) {
            throw new UnreadableException("an encrypted value is cut off", e);
        }
    }

    /** Reads the id of a key: of bytes that nobody vouches for, and it comes into logs. */
    static String id(ByteBuffer in) throws UnreadableException {
        String text = text(in);
        if (!EncryptionOptions.isId(text)) {
            throw new UnreadableException("what was encrypted names no key");
        }
        return text;
    }

    private static String text(ByteBuffer in) {
        byte[] text = new byte[in.get() & 0xFF];
        in.get(text);
        return new String(text, StandardCharsets.US_ASCII);
    }
}
