/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.crypto;

import javax.cache.CacheException;

/** An {@link io.omnicache.Encryptor} has failed: not for what it was given, as far as it says. It may work the next time. */
public final class EncryptorException extends CacheException {
    private static final long serialVersionUID = 1L;

    EncryptorException(String name, Throwable cause) {
        super("the Encryptor '" + name + "' has failed", cause);
    }

    /** Says which one, and what kind of failure; not the failure's message, which may hold anything. */
    String detail() {
        return String.valueOf(getMessage()) + ": "
                + (getCause() == null ? "" : getCause().getClass().getName());
    }
}
