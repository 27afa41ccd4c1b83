/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.crypto;

import io.omnicache.config.KeySource;
import io.omnicache.config.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** Reads keys from files. Messages name the file and what is wrong with it, and show nothing of what it holds. */
final class KeyFile {
    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    /** More than a key in base64 takes, with its white space: what is larger is some other file. */
    private static final int MOST_BYTES = 1_024;

    private KeyFile() {}

    /**
     * Returns the key of a source.
     *
     * @throws IllegalArgumentException if there is none that can be used; the message says why
     */
    static Secret read(KeySource source) {
        if (source instanceof KeySource.Given given) {
            return given.key();
        }
        if (source instanceof KeySource.InFile file) {
            return fromText(Path.of(file.path()));
        }
        return fromKeyStore((KeySource.InKeyStore) source);
    }

    private static Secret fromText(Path path) {
        byte[] text;
        try {
            requireOwnersOnly(path);
            try (InputStream in = Files.newInputStream(path)) {
                text = in.readNBytes(MOST_BYTES);
            }
        } catch (IOException e) {
            throw unreadable(path, e);
        }
        try {
            KeySource source = KeySource.base64(new String(text, StandardCharsets.US_ASCII));
            return ((KeySource.Given) source).key();
        } catch (IllegalArgumentException e) { // which shows nothing of it
            throw new IllegalArgumentException("the file " + path + " holds no key: " + e.getMessage());
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    private static IllegalArgumentException unreadable(Path path, IOException e) {
        String why = e instanceof NoSuchFileException ? "it does not exist" : e.toString();
        return new IllegalArgumentException("the file " + path + " cannot be read: " + why, e);
    }

    /** Where files have such permissions; elsewhere (Windows) it is for the administrator to see to. */
    private static void requireOwnersOnly(Path path) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        if (!OWNERS.containsAll(permissions)) {
            throw new IllegalArgumentException("the file " + path + " may be used by others than its owner ("
                    + PosixFilePermissions.toString(permissions) + "), allowed is rw------- or r--------: chmod 600 "
                    + path);
        }
    }

    private static Secret fromKeyStore(KeySource.InKeyStore source) {
        Path path = Path.of(source.path());
        char[] password = new String(source.password().bytes(), StandardCharsets.UTF_8).toCharArray();
        try (InputStream in = Files.newInputStream(path)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            return secret(source, store.getKey(source.alias(), password));
        } catch (IOException e) {
            if (e.getCause() instanceof GeneralSecurityException) {
                throw new IllegalArgumentException(
                        "the key store " + path + " cannot be opened: the password is wrong, or it is damaged", e);
            }
            throw unreadable(path, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key store " + path + " cannot be used: " + e, e);
        } finally {
            Arrays.fill(password, ' ');
        }
    }

    private static Secret secret(KeySource.InKeyStore source, @Nullable Key key) {
        byte[] bytes = key instanceof SecretKey ? key.getEncoded() : null;
        if (bytes == null) {
            throw new IllegalArgumentException(
                    "the key store " + source.path() + " has no secret key '" + source.alias() + "'");
        }
        if (bytes.length != KeySource.KEY_BYTES) {
            throw new IllegalArgumentException("the key '" + source.alias() + "' in the key store " + source.path()
                    + " has " + bytes.length + " bytes, allowed are " + KeySource.KEY_BYTES
                    + " (keytool -genseckey -keyalg AES -keysize 256)");
        }
        return new Secret(bytes);
    }
}
