/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.expiry;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The fixed element of a circular list. */
final class ListHead implements Expirable {
    private Expirable previous = this;
    private Expirable next = this;

    @Override
    public long deadline() {
        return NEVER;
    }

    @Override
    public boolean isAlive() {
        return true;
    }

    @Override
    public long due() {
        return NEVER;
    }

    @Override
    public void due(long nanos) {
        throw new IllegalStateException("the head of a list is never due");
    }

    @Override
    public Expirable previous() {
        return previous;
    }

    @Override
    public void previous(@Nullable Expirable neighbour) {
        previous = Objects.requireNonNull(neighbour);
    }

    @Override
    public Expirable next() {
        return next;
    }

    @Override
    public void next(@Nullable Expirable neighbour) {
        next = Objects.requireNonNull(neighbour);
    }
}
