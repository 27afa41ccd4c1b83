/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.expiry;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** An entry with a name and a life. */
final class TimedEntry implements Expirable {
    private final String name;
    private final AtomicLong deadline;
    private volatile boolean alive = true;
    private long due = NEVER;
    private @Nullable Expirable previous;
    private @Nullable Expirable next;

    TimedEntry(String name, long deadline) {
        this.name = name;
        this.deadline = new AtomicLong(deadline);
    }

    void die() {
        alive = false;
    }

    @Override
    public long deadline() {
        return deadline.get();
    }

    void deadline(long nanos) {
        deadline.set(nanos);
    }

    @Override
    public boolean isAlive() {
        return alive;
    }

    @Override
    public long due() {
        return due;
    }

    @Override
    public void due(long nanos) {
        due = nanos;
    }

    @Override
    public @Nullable Expirable previous() {
        return previous;
    }

    @Override
    public void previous(@Nullable Expirable neighbour) {
        previous = neighbour;
    }

    @Override
    public @Nullable Expirable next() {
        return next;
    }

    @Override
    public void next(@Nullable Expirable neighbour) {
        next = neighbour;
    }

    @Override
    public String toString() {
        return name + "@" + deadline();
    }
}
