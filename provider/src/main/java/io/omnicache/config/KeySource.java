/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Objects;

/** Where a key comes from that entries are encrypted with: 256 bits. No {@code toString} shows it. Immutable. */
public sealed interface KeySource extends Serializable {
    /** How many bytes a key has. */
    int KEY_BYTES = 32;

    /** What a key is written as, for messages. */
    String ALLOWED = KEY_BYTES + " random bytes in base64 (openssl rand -base64 " + KEY_BYTES + ")";

    /**
     * A key that is given.
     *
     * @param key its bytes
     */
    record Given(Secret key) implements KeySource {
        /** Checks the length. */
        public Given {
            if (key.length() != KEY_BYTES) {
                throw new IllegalArgumentException(
                        "a key of " + key.length() + " bytes was given, allowed is " + ALLOWED);
            }
        }
    }

    /**
     * A key that stands in a file, in base64. The file is read when a cache is opened, and nobody but its owner may have access to it.
     *
     * @param path where it is
     */
    record InFile(String path) implements KeySource {}

    /**
     * A secret key in a PKCS#12 key store, which is read when a cache is opened.
     *
     * @param path where the key store is
     * @param password of the key store and of the key
     * @param alias under which the key stands
     */
    record InKeyStore(String path, Secret password, String alias) implements KeySource {}

    /**
     * Returns a key that is given, as 32 bytes, which are copied.
     *
     * @throws IllegalArgumentException if they are not 32
     */
    static KeySource bytes(byte[] key) {
        return new Given(new Secret(key));
    }

    /**
     * Returns a key that is given in base64.
     *
     * @throws IllegalArgumentException if that are not 32 bytes in base64; the message does not show them
     */
    static KeySource base64(String key) {
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(key.strip());
        } catch (IllegalArgumentException e) { // whose message shows a character of it
            throw new IllegalArgumentException("what was given is not base64, allowed is " + ALLOWED);
        }
        return bytes(decoded);
    }

    /** Returns a key that stands in a file. */
    static KeySource file(Path path) {
        return new InFile(path.toString());
    }

    /** Returns a key that stands in a PKCS#12 key store. */
    static KeySource keyStore(Path path, String password, String alias) {
        Objects.requireNonNull(alias, "alias");
        return new InKeyStore(path.toString(), new Secret(password.getBytes(StandardCharsets.UTF_8)), alias);
    }
}
