/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.hitrates;

import org.jspecify.annotations.Nullable;

/** A call or a file that the program cannot work with; the message is for the user. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }

    RefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
