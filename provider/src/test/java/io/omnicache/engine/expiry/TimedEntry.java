/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.expiry;

/** An entry with a name and a life. */
final class TimedEntry extends Expirable {
    private final String name;
    private volatile boolean alive = true;

    TimedEntry(String name, long deadline) {
        this.name = name;
        deadline(deadline);
    }

    void die() {
        alive = false;
    }

    @Override
    protected boolean isAlive() {
        return alive;
    }

    @Override
    public String toString() {
        return name + "@" + deadline();
    }
}
