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
 *
 *   key id      its length in one byte, then ASCII
 *   salt        16 bytes, chosen at random by who wrote it; with it and the key, HKDF makes the key of the cipher
 *   check       4 bytes of the same derivation: whether the key is the right one
 *   number      8 bytes, never the same for one salt: the nonce
 *   ciphertext  by AES-256-GCM, with manager, cache and key as associated data; then the tag of 16 bytes
 * </pre>
 *
 * <p>Inside stands the value as it would stand there without encryption, header, compression and all.
 *
 * @param at where the ciphertext begins
 */
record SealedValue(String keyId, Salt salt, int check, long number, int at) {
    private static final int FIXED = 1 + 1 + Salt.BYTES + Integer.BYTES + Long.BYTES;

    /** Returns how many bytes stand before the ciphertext. */
    static int lengthBefore(byte[] keyId) {
        return FIXED + keyId.length;
    }

    /** Writes what stands before the ciphertext. */
    static void write(byte[] to, byte[] keyId, Salt salt, int check, long number) {
        ByteBuffer out = ByteBuffer.wrap(to);
        out.put((byte) EncryptedBytes.VALUE).put((byte) keyId.length).put(keyId);
        salt.write(out);
        out.putInt(check).putLong(number);
    }

    /** Reads it. */
    static SealedValue read(byte[] encoded) throws UnreadableException {
        ByteBuffer in = ByteBuffer.wrap(encoded);
        try {
            in.get();
            String id = id(in);
            SealedValue read = new SealedValue(id, Salt.read(in), in.getInt(), in.getLong(), in.position());
            if (in.remaining() >= Ciphers.TAG) {
                return read;
            }
        } catch (BufferUnderflowException e) { // as below
            throw new UnreadableException("an encrypted value is cut off", e);
        }
        throw new UnreadableException("an encrypted value is cut off");
    }

    /** Reads the id of a key: of bytes that nobody vouches for, and it comes into logs. */
    static String id(ByteBuffer in) throws UnreadableException {
        byte[] id = new byte[in.get() & 0xFF];
        in.get(id);
        String text = new String(id, StandardCharsets.US_ASCII);
        if (!EncryptionOptions.isId(text)) {
            throw new UnreadableException("what was encrypted names no key");
        }
        return text;
    }
}
