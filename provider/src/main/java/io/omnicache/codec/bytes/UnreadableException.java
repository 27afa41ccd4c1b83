/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

/** Bytes that cannot be turned into an object: for the cache, a miss. The message shows neither key nor value. */
public final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Creates one that says why. */
    public UnreadableException(String message) {
        super(message);
    }

    /** Creates one that says why, with its cause. */
    public UnreadableException(String message, Throwable cause) {
        super(message, cause);
    }
}
