/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.SecretKey;

/** AES-256-GCM, of whatever provider. Thread-safe. */
record AesGcm(Ciphers ciphers) implements ValueCipher {
    @Override
    public String name() {
        return "";
    }

    @Override
    public int shortest() {
        return Ciphers.TAG;
    }

    @Override
    public byte[] seal(SecretKey key, long number, byte[] identity, byte[] entryKey, byte[] plain, int before) {
        byte[] sealed = new byte[Math.addExact(before + Ciphers.TAG, plain.length)];
        ciphers.seal(key, number, new byte[][] {identity, entryKey}, plain, sealed, before);
        return sealed;
    }

    @Override
    public byte[] open(SecretKey key, long number, byte[] identity, byte[] entryKey, byte[] sealed, int at)
            throws GeneralSecurityException {
        return ciphers.open(key, number, new byte[][] {identity, entryKey}, sealed, at);
    }
}
