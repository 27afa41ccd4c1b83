/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.crypto;

import io.omnicache.codec.bytes.EncryptedBytes;
import io.omnicache.codec.bytes.EntryCodec;
import io.omnicache.codec.bytes.UnreadableException;
import io.omnicache.config.EncryptionOptions;
import org.jspecify.annotations.Nullable;

/** The codec of a cache that is encrypted: what another one makes of values, and of keys if they are to be, is encrypted. Thread-safe. */
public final class EncryptingCodec implements EntryCodec {
    private final EntryCodec plain;
    private final EncryptionOptions options;
    private final KeyRing ring;
    private final ValueSeal values;
    private final @Nullable KeySeal keys;
    private final Reports reports;

    EncryptingCodec(
            EntryCodec plain,
            EncryptionOptions options,
            KeyRing ring,
            ValueSeal values,
            @Nullable KeySeal keys,
            Reports reports) {
        this.plain = plain;
        this.options = options;
        this.ring = ring;
        this.values = values;
        this.keys = keys;
        this.reports = reports;
    }

    /** Returns the id of the key that is written with. */
    public String activeKey() {
        return ring.active();
    }

    /** Returns whether there may be entries that can be read and are not encrypted with the active key, by what is written with. */
    public boolean mayRenew() {
        return ring.keys().size() > 1 || options.readUnencrypted() || values.mayBeByOthers();
    }

    /** Returns how many entries at most are to be looked at in a second, to encrypt them with the active key. */
    public int rotationRate() {
        return options.rotationRate();
    }

    /** Returns whether the keys of entries are encrypted. */
    public boolean encryptsKeys() {
        return keys != null;
    }

    /** Returns how often a key or a value could not be read for want of the right key, or since it was changed. */
    public long unreadable() {
        return reports.count();
    }

    @Override
    public byte[] encodeKey(Object key) {
        byte[] encoded = plain.encodeKey(key);
        return keys == null ? encoded : keys.seal(encoded);
    }

    @Override
    public Object decodeKey(byte[] encoded) throws UnreadableException {
        if (EncryptedBytes.isKey(encoded) != (keys != null)) {
            throw reports.unreadable(Problem.OTHER_KEY_OF_KEYS, "");
        }
        return plain.decodeKey(keys == null ? encoded : keys.open(encoded));
    }

    @Override
    public byte[] encodeValue(byte[] key, Object value) {
        return values.seal(key, plain.encodeValue(key, value));
    }

    @Override
    public Object decodeValue(byte[] key, byte[] encoded) throws UnreadableException {
        return plain.decodeValue(key, opened(key, encoded));
    }

    private byte[] opened(byte[] key, byte[] encoded) throws UnreadableException {
        return EncryptedBytes.isValue(encoded) ? values.open(key, encoded) : unencrypted(encoded);
    }

    private byte[] unencrypted(byte[] encoded) throws UnreadableException {
        if (!options.readUnencrypted()) {
            throw reports.unreadable(Problem.NOT_ENCRYPTED, "");
        }
        return encoded;
    }

    /**
     * Returns the bytes of a value encrypted with the active key; the same array if they are. The value is not deserialized.
     *
     * @param key the encoded key
     * @throws UnreadableException if they cannot be decrypted
     * @throws EncryptorException if an encryptor has failed, and it is worth trying again
     */
    public byte[] renewed(byte[] key, byte[] encoded) throws UnreadableException {
        if (!EncryptedBytes.isValue(encoded)) {
            return values.seal(key, unencrypted(encoded));
        }
        return values.isCurrent(encoded) ? encoded : values.seal(key, values.openAgain(key, encoded));
    }
}
