/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.event;

import org.jspecify.annotations.Nullable;

/**
 * Collects what went wrong while the rest was still carried out: the first is thrown, the others are suppressed by it.
 *
 * <p>Confined to one thread at a time.
 */
public final class Failures {
    private @Nullable Throwable first;

    /** Runs the action and keeps what it throws. */
    public void run(Runnable action) {
        try {
            action.run();
        } catch (Throwable e) { // user code in other languages throws checked exceptions too
            add(e);
        }
    }

    /** Keeps a failure. */
    public void add(Throwable failure) {
        if (first == null) {
            first = failure;
        } else if (first != failure) {
            first.addSuppressed(failure);
        }
    }

    /** Returns the first failure, null if there is none. */
    public @Nullable Throwable first() {
        return first;
    }

    /** Throws the first failure, if there is one. */
    public void throwFirst() {
        if (first != null) {
            throw Failures.<RuntimeException>unchecked(first);
        }
    }

    /** Throws anything as what it is: the compiler takes the type parameter's word for it. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T unchecked(Throwable failure) throws T {
        throw (T) failure;
    }
}
