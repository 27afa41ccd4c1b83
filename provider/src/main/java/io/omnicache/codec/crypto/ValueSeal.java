/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.crypto;

import io.omnicache.codec.bytes.UnreadableException;
import io.omnicache.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Encrypts and decrypts the values of one cache. Thread-safe. */
/*
 * GCM is broken by one nonce that is used twice with one key. So each opening of a cache chooses a salt of 128 random bits and has a key of
 * its own by it, and counts its nonces. Nothing has to be remembered from one process to the next, and a crash can repeat nothing.
 */
final class ValueSeal {
    /** After so many values a new salt is chosen: far below what GCM bears with one key, and no process gets there by accident. */
    static final long MOST_PER_SALT = 1L << 32;

    /** How many keys of earlier openings are kept at hand. */
    private static final int MOST_KNOWN = 1_024;

    private final KeyRing ring;
    private final byte[] activeId;
    private final byte[] encryptor;
    private final byte[] identity;
    private final Encryptors encryptors;
    private final ValueCipher cipher;
    private final Reports reports;
    private final long mostPerSalt;
    private final SecureRandom random = new SecureRandom();
    private final Map<Source, Subkey> known = new ConcurrentHashMap<>();
    private volatile Writing writing;

    /** What a key is derived from. */
    private record Source(String encryptor, String keyId, Salt salt) {}

    /** What is written with. */
    private record Writing(Salt salt, Subkey subkey, AtomicLong numbers) {}

    ValueSeal(KeyRing ring, CacheIdentity cache, Encryptors encryptors, Reports reports, long mostPerSalt) {
        this.ring = ring;
        this.activeId = ring.active().getBytes(StandardCharsets.US_ASCII);
        this.identity = cache.bytes();
        this.encryptors = encryptors;
        this.cipher = encryptors.active();
        this.encryptor = cipher.name().getBytes(StandardCharsets.US_ASCII);
        this.reports = reports;
        this.mostPerSalt = mostPerSalt;
        this.writing = begin();
    }

    private Writing begin() {
        Salt salt = Salt.random(random);
        Secret key = Objects.requireNonNull(ring.key(ring.active()));
        return new Writing(salt, Subkey.derive(key, ring.active(), salt, cipher.name()), new AtomicLong());
    }

    /** Returns the encrypted form of a value's bytes, which only decrypts under the same key. */
    byte[] seal(byte[] key, byte[] plain) {
        while (true) {
            Writing now = writing;
            long number = now.numbers().getAndIncrement();
            if (number < mostPerSalt) {
                return seal(now, number, key, plain);
            }
            renew(now);
        }
    }

    private byte[] seal(Writing now, long number, byte[] key, byte[] plain) {
        int before = SealedValue.lengthBefore(encryptor, activeId);
        byte[] sealed = cipher.seal(now.subkey().key(), number, identity, key, plain, before);
        SealedValue.write(sealed, encryptor, activeId, now.salt(), now.subkey().check(), number);
        return sealed;
    }

    private synchronized void renew(Writing spent) {
        if (writing == spent) {
            writing = begin();
        }
    }

    /** Returns the bytes of a value again. */
    byte[] open(byte[] key, byte[] encoded) throws UnreadableException {
        SealedValue sealed = read(encoded);
        try {
            return open(sealed, key, encoded);
        } catch (EncryptorException e) {
            throw reports.unreadable(Problem.ENCRYPTOR_FAILED, sealed.keyId(), e.detail());
        }
    }

    /**
     * As {@link #open(byte[], byte[])}, for one who can try again.
     *
     * @throws EncryptorException if an encryptor has failed
     */
    byte[] openAgain(byte[] key, byte[] encoded) throws UnreadableException {
        return open(read(encoded), key, encoded);
    }

    private byte[] open(SealedValue sealed, byte[] key, byte[] encoded) throws UnreadableException {
        Subkey subkey = subkey(sealed);
        if (subkey == null) {
            throw reports.unreadable(Problem.UNKNOWN_KEY, sealed.keyId());
        }
        if (subkey.check() != sealed.check()) {
            throw reports.unreadable(Problem.WRONG_KEY, sealed.keyId());
        }
        ValueCipher by = encryptors.cipher(sealed.encryptor()); // which the check above vouches for
        if (by == null) {
            throw reports.unreadable(Problem.UNKNOWN_ENCRYPTOR, sealed.keyId(), sealed.encryptor());
        }
        if (encoded.length - sealed.at() < by.shortest()) {
            throw reports.malformed(new UnreadableException("an encrypted value is cut off"));
        }
        try {
            return by.open(subkey.key(), sealed.number(), identity, key, encoded, sealed.at());
        } catch (GeneralSecurityException e) { // which tells nothing more
            throw reports.unreadable(Problem.TAMPERED, sealed.keyId());
        }
    }

    /** Returns whether there may be values that another encryptor has made. */
    boolean mayBeByOthers() {
        return encryptors.areNamed();
    }

    /** Returns whether a value is encrypted with the active key, and by what is written with. */
    boolean isCurrent(byte[] encoded) throws UnreadableException {
        return isCurrent(read(encoded));
    }

    private boolean isCurrent(SealedValue sealed) {
        return sealed.keyId().equals(ring.active()) && sealed.encryptor().equals(cipher.name());
    }

    private SealedValue read(byte[] encoded) throws UnreadableException {
        try {
            return SealedValue.read(encoded);
        } catch (UnreadableException e) {
            throw reports.malformed(e);
        }
    }

    private @Nullable Subkey subkey(SealedValue sealed) {
        Writing now = writing;
        if (sealed.salt().equals(now.salt()) && isCurrent(sealed)) {
            return now.subkey();
        }
        Source source = new Source(sealed.encryptor(), sealed.keyId(), sealed.salt());
        Subkey present = known.get(source);
        Secret key = present == null ? ring.key(sealed.keyId()) : null;
        if (key == null) {
            return present;
        }
        Subkey derived = Subkey.derive(key, sealed.keyId(), sealed.salt(), sealed.encryptor());
        if (known.size() >= MOST_KNOWN) { // of very many openings, or of salts that somebody made up
            known.clear();
        }
        known.put(source, derived);
        return derived;
    }
}
