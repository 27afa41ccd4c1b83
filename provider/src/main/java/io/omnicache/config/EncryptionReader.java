/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads how entries are encrypted. What stands where a key or a password belongs is never shown, whoever wrote it. */
final class EncryptionReader {
    private static final Words WORDS = Words.of(
            "active",
            "encryptKeys",
            "encryptor",
            "key",
            "keyProvider",
            "keys",
            "provider",
            "readUnencrypted",
            "rotationRate");
    private static final Words SOURCE = Words.of("alias", "file", "keyStore", "password");
    private static final String SOURCES = KeySource.ALLOWED
            + ", such as \"${CACHE_KEY}\", or { file: PATH }, or { keyStore: PATH, password: \"${PASSWORD}\", alias: NAME }";
    private static final List<String> PROVIDERS = List.of(EncryptionOptions.JDK, EncryptionOptions.BOUNCY_CASTLE);

    private EncryptionReader() {}

    static @Nullable EncryptionOptions read(@Nullable Cursor cursor) {
        if (cursor == null) {
            return null;
        }
        Map<String, Cursor> entries =
                WORDS.in(requireBlock(cursor, "a block with the options " + Words.list(WORDS.known())));
        EncryptionOptions options = keys(cursor, entries);
        Cursor provider = entries.get("provider");
        if (provider != null) {
            options = options.withProvider(provider.read(
                    String.join(" or ", PROVIDERS),
                    PROVIDERS,
                    text -> Optional.of(text).filter(PROVIDERS::contains)));
        }
        Cursor encryptor = entries.get("encryptor");
        if (encryptor != null) {
            options = options.withEncryptor(encryptor.text("the name of an Encryptor"));
        }
        Cursor unencrypted = entries.get("readUnencrypted");
        if (unencrypted != null) {
            options = options.withReadUnencrypted(OptionsReader.flag(unencrypted));
        }
        Cursor rate = entries.get("rotationRate");
        if (rate != null) {
            options = options.withRotationRate(rate(rate));
        }
        Cursor encrypted = entries.get("encryptKeys");
        return encrypted == null ? options : encrypted(options, encrypted);
    }

    private static EncryptionOptions encrypted(EncryptionOptions options, Cursor cursor) {
        String id = cursor.text("the id of a key");
        try {
            return options.withEncryptedKeys(id);
        } catch (IllegalArgumentException e) {
            throw cursor.refused(
                    "the id of one of the keys; a key that is stated alone is '" + EncryptionOptions.ONLY + "'",
                    List.of());
        }
    }

    private static int rate(Cursor cursor) {
        return cursor.read(
                Quantities.COUNT,
                List.of(),
                text -> Quantities.count(text)
                        .filter(number -> number <= Integer.MAX_VALUE)
                        .map(Long::intValue));
    }

    private static EncryptionOptions keys(Cursor cursor, Map<String, Cursor> entries) {
        List<String> stated = List.of("key", "keyProvider", "keys").stream()
                .filter(entries::containsKey)
                .toList();
        if (stated.size() != 1) {
            throw cursor.wrong((stated.isEmpty() ? "no key was given" : "was " + Words.list(stated) + " together")
                    + ", allowed is exactly one of key, keys, keyProvider");
        }
        Cursor active = entries.get("active");
        Cursor one = entries.getOrDefault(stated.get(0), cursor);
        if (stated.get(0).equals("keys")) {
            return several(one, active);
        }
        if (active != null) {
            throw active.wrong("is stated beside " + stated.get(0) + ", allowed is to state it beside keys");
        }
        return stated.get(0).equals("key")
                ? EncryptionOptions.key(source(one))
                : EncryptionOptions.keyProvider(one.text("the name of a KeyProvider"));
    }

    private static EncryptionOptions several(Cursor cursor, @Nullable Cursor active) {
        String allowed = "a block with keys by their ids, such as { k1: \"${KEY_1}\", k2: \"${KEY_2}\" }";
        Map<String, KeySource> keys = new TreeMap<>();
        requireBlock(cursor, allowed).entries(allowed).forEach((id, key) -> {
            if (!EncryptionOptions.isId(id)) {
                throw key.wrong("the id of a key is " + EncryptionOptions.ID);
            }
            keys.put(id, source(key));
        });
        if (keys.isEmpty()) {
            throw cursor.wrong("no key was given, allowed is " + allowed);
        }
        if (active == null) {
            throw cursor.wrong("'active' is missing beside it, allowed is the id of one of the keys, "
                    + Words.list(keys.keySet()));
        }
        String id = active.text("the id of one of the keys");
        if (!keys.containsKey(id)) {
            throw active.refused("the id of one of the keys, " + Words.list(keys.keySet()), keys.keySet());
        }
        return EncryptionOptions.keys(keys, id);
    }

    private static KeySource source(Cursor cursor) {
        if (cursor.isScalar()) {
            try {
                return KeySource.base64(cursor.secret(SOURCES));
            } catch (IllegalArgumentException e) { // which does not show it
                throw cursor.wrong(String.valueOf(e.getMessage()));
            }
        }
        Map<String, Cursor> entries = SOURCE.in(cursor);
        Cursor file = entries.get("file");
        if (file != null && entries.size() == 1) {
            return new KeySource.InFile(file.text("the path of a file"));
        }
        Cursor store = entries.get("keyStore");
        Cursor password = entries.get("password");
        Cursor alias = entries.get("alias");
        if (file != null || store == null || password == null || alias == null) {
            throw cursor.wrong(
                    (entries.isEmpty() ? "nothing was given" : "was " + Words.list(entries.keySet()) + " together")
                            + ", allowed is " + SOURCES);
        }
        return new KeySource.InKeyStore(
                store.text("the path of a PKCS#12 key store"),
                new Secret(password.secret("the password of the key store").getBytes(StandardCharsets.UTF_8)),
                alias.text("the alias of a secret key"));
    }

    /** A single value may be a key that stands in the wrong place. */
    private static Cursor requireBlock(Cursor cursor, String allowed) {
        if (cursor.isScalar()) {
            throw cursor.wrong("was a single value, allowed is " + allowed);
        }
        return cursor;
    }
}
