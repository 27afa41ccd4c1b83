/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks;

/** A command line that a program cannot work with. The message says what is wrong. */
public final class WrongCallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WrongCallException(String message) {
        super(message);
    }
}
