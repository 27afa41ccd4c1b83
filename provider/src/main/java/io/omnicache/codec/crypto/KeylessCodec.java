/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.crypto;

import io.omnicache.codec.bytes.EncryptedBytes;
import io.omnicache.codec.bytes.EntryCodec;
import io.omnicache.codec.bytes.UnreadableException;

/** The codec of a cache that is not encrypted, which says so if it meets entries that are. Thread-safe. */
final class KeylessCodec implements EntryCodec {
    private final EntryCodec plain;
    private final Reports reports;

    KeylessCodec(EntryCodec plain, Reports reports) {
        this.plain = plain;
        this.reports = reports;
    }

    @Override
    public byte[] encodeKey(Object key) {
        return plain.encodeKey(key);
    }

    @Override
    public Object decodeKey(byte[] encoded) throws UnreadableException {
        if (EncryptedBytes.isKey(encoded)) {
            throw reports.unreadable(Problem.NO_KEY, "");
        }
        return plain.decodeKey(encoded);
    }

    @Override
    public byte[] encodeValue(byte[] key, Object value) {
        return plain.encodeValue(key, value);
    }

    @Override
    public Object decodeValue(byte[] key, byte[] encoded) throws UnreadableException {
        if (EncryptedBytes.isValue(encoded)) {
            throw reports.unreadable(Problem.NO_KEY, "");
        }
        return plain.decodeValue(key, encoded);
    }
}
