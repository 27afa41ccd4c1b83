/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How the entries of tiers below the heap are encrypted, see {@code docs/encryption.md}. No {@code toString} shows a key. Immutable.
 *
 * @param keys where the keys come from
 * @param provider whose implementation of AES is used: {@link #JDK} or {@link #BOUNCY_CASTLE}
 * @param encryptor the name of the {@link io.omnicache.Encryptor} that encrypts values; null for AES-GCM of the provider
 * @param encryptKeys the id of the key that the keys of entries are encrypted with, too; null if they stand there as they are
 * @param readUnencrypted whether entries are read that are not encrypted; they are encrypted in the background then. Else they are misses, since
 *     who can write to the store could put any there
 * @param rotationRate how many entries at most are looked at in a second to encrypt them with the active key; 1 or more
 */
public record EncryptionOptions(
        Keys keys,
        String provider,
        @Nullable String encryptor,
        @Nullable String encryptKeys,
        boolean readUnencrypted,
        int rotationRate)
        implements Serializable {
    /** The providers of the JDK. */
    public static final String JDK = "jdk";

    /** Bouncy Castle, which needs {@code org.bouncycastle:bcprov-jdk18on}. */
    public static final String BOUNCY_CASTLE = "bouncycastle";

    /** The id of a key that is stated alone. */
    public static final String ONLY = "default";

    /** What an id of a key is, for messages. */
    static final String ID = "1 to 64 of the characters A-Z, a-z, 0-9, '.', '_' and '-'";

    private static final int LONGEST_ID = 64;
    private static final int RATE = 2_000;

    /** Where the keys come from. */
    public sealed interface Keys extends Serializable {}

    /**
     * Keys that are listed.
     *
     * @param sources by id
     * @param active the id of the one that is written with; the others are read
     */
    public record Listed(Map<String, KeySource> sources, String active) implements Keys {
        /** Copies the sources. */
        public Listed {
            sources = Map.copyOf(sources);
            for (String id : sources.keySet()) {
                if (!isId(id)) {
                    throw new IllegalArgumentException(
                            "codec.encryption.keys: was the id '" + id + "', allowed is " + ID);
                }
            }
            if (!sources.containsKey(active)) {
                throw new IllegalArgumentException("codec.encryption.active: was '" + active
                        + "', allowed is the id of one of the keys, " + Words.list(sorted(sources)));
            }
        }
    }

    /**
     * Keys of a {@link io.omnicache.KeyProvider}.
     *
     * @param keyProvider its name
     */
    public record Provided(String keyProvider) implements Keys {}

    /** Checks the values. */
    public EncryptionOptions {
        Objects.requireNonNull(keys, "codec.encryption.keys");
        if (!provider.equals(JDK) && !provider.equals(BOUNCY_CASTLE)) {
            throw new IllegalArgumentException(
                    "codec.encryption.provider: was '" + provider + "', allowed is " + JDK + " or " + BOUNCY_CASTLE);
        }
        if (encryptKeys != null
                && keys instanceof Listed listed
                && !listed.sources().containsKey(encryptKeys)) {
            throw new IllegalArgumentException("codec.encryption.encryptKeys: was '" + encryptKeys
                    + "', allowed is the id of one of the keys, " + Words.list(sorted(listed.sources())));
        }
        if (rotationRate < 1) {
            throw new IllegalArgumentException("codec.encryption.rotationRate must be 1 or more, was " + rotationRate);
        }
    }

    private static SortedSet<String> sorted(Map<String, KeySource> sources) {
        return new TreeSet<>(sources.keySet());
    }

    /** Returns whether a text may be the id of a key. */
    public static boolean isId(String text) {
        boolean allowed = !text.isEmpty() && text.length() <= LONGEST_ID;
        for (int i = 0; allowed && i < text.length(); i++) { // not by a pattern: it is asked at each read
            allowed = isAllowed(text.charAt(i));
        }
        return allowed;
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "._-".indexOf(c) >= 0;
    }

    /** Returns options with one key, whose id is {@link #ONLY}. */
    public static EncryptionOptions key(KeySource key) {
        return keys(Map.of(ONLY, key), ONLY);
    }

    /**
     * Returns options with several keys.
     *
     * @param active the id of the one that is written with
     * @throws IllegalArgumentException if an id is not allowed, or the active one is none of them
     */
    public static EncryptionOptions keys(Map<String, KeySource> keys, String active) {
        return new EncryptionOptions(new Listed(keys, active), JDK, null, null, false, RATE);
    }

    /** Returns options with the keys of the {@link io.omnicache.KeyProvider} of that name. */
    public static EncryptionOptions keyProvider(String name) {
        return new EncryptionOptions(new Provided(name), JDK, null, null, false, RATE);
    }

    /** Returns these options with AES of another provider. */
    public EncryptionOptions withProvider(String name) {
        return new EncryptionOptions(keys, name, encryptor, encryptKeys, readUnencrypted, rotationRate);
    }

    /** Returns these options with values encrypted by the {@link io.omnicache.Encryptor} of that name. */
    public EncryptionOptions withEncryptor(String name) {
        return new EncryptionOptions(keys, provider, name, encryptKeys, readUnencrypted, rotationRate);
    }

    /** Returns these options with the keys of entries encrypted by the key of that id, which must stay the same. */
    public EncryptionOptions withEncryptedKeys(String id) {
        return new EncryptionOptions(keys, provider, encryptor, id, readUnencrypted, rotationRate);
    }

    /** Returns these options with entries that are not encrypted read, or not. */
    public EncryptionOptions withReadUnencrypted(boolean read) {
        return new EncryptionOptions(keys, provider, encryptor, encryptKeys, read, rotationRate);
    }

    /** Returns these options with another rate, in entries per second. */
    public EncryptionOptions withRotationRate(int rate) {
        return new EncryptionOptions(keys, provider, encryptor, encryptKeys, readUnencrypted, rate);
    }
}
