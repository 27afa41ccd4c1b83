/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.event;

import java.io.Closeable;
import javax.cache.CacheException;
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
        } catch (Throwable e) { // user code in other languages throws checked exceptions undeclared
            add(e);
        }
    }

    /** Closes what can be closed of a cache, and keeps what that throws: an error as it is, all else as a {@link CacheException}. */
    public void close(String cache, @Nullable Object customisation) {
        if (customisation instanceof Closeable closeable) {
            try {
                closeable.close();
            } catch (Error e) {
                add(e);
            } catch (Throwable e) { // also undeclared checked exceptions, as above
                add(new CacheException(
                        "Cache '" + cache + "': closing "
                                + customisation.getClass().getName() + " failed",
                        e));
            }
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
        if (first instanceof Error error) {
            throw error;
        }
        if (first instanceof RuntimeException exception) {
            throw exception;
        }
        if (first != null) {
            throw new CacheException("an undeclared checked exception", first);
        }
    }
}
