/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

import java.util.function.Supplier;

/** How user code fails. */
enum Fault {
    /** By an exception that the cache has to wrap. */
    RUNTIME,

    /** By the exception that the standard has for this kind of user code. */
    OWN,

    /** By an error. */
    ERROR;

    /** What is thrown for {@link #ERROR}. */
    static final class Broken extends Error {
        Broken() {
            super("broken on purpose");
        }
    }

    /** Throws; returns nothing. */
    void raise(Supplier<? extends RuntimeException> own) {
        switch (this) {
            case RUNTIME -> throw new IllegalStateException("failing on purpose");
            case OWN -> throw own.get();
            case ERROR -> throw new Broken();
        }
    }
}
