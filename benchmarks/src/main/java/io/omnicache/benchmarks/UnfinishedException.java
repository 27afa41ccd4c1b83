/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks;

/** A program has told all that it has, and a part of it is missing. The message says how much. */
public final class UnfinishedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnfinishedException(String message) {
        super(message);
    }
}
