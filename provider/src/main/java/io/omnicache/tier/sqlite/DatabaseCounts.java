/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import java.util.concurrent.atomic.AtomicLong;

/** What has happened to a database since it was opened, opening included. Thread-safe. */
final class DatabaseCounts {
    private final AtomicLong commits = new AtomicLong();
    private final AtomicLong life = new AtomicLong();
    private final AtomicLong aside = new AtomicLong();

    /** Counts a change, which is committed, and of which nobody knows yet. */
    void committed() {
        commits.incrementAndGet();
    }

    /** Counts a new database that has taken the place of another one. */
    void renewed() {
        life.incrementAndGet();
    }

    /** Counts a database that was set aside. */
    void setAside() {
        aside.incrementAndGet();
    }

    /** Returns how many changes were committed. */
    long commits() {
        return commits.get();
    }

    /** Returns how often a new database has taken the place of one that was open. */
    long life() {
        return life.get();
    }

    /** Returns how many databases were set aside. */
    long aside() {
        return aside.get();
    }
}
