/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The entries of the model, its time and its counters, and what the standard says about each of them: the expiry questions
 * (chapter "Expiry Policies"), the counters (table "Statistics Effects of Cache Operations").
 */
final class ModelState {
    record Held(Val value, long deadline) {}

    final Setting setting;
    final Journal journal;
    final ModelListeners listeners;
    final Map<String, Held> entries = new HashMap<>();
    Lives lives;
    long now;
    private long hits;
    private long misses;
    private long puts;
    private long removals;

    ModelState(Setting setting, Journal journal, ModelListeners listeners) {
        this.setting = setting;
        this.lives = setting.lives();
        this.journal = journal;
        this.listeners = listeners;
    }

    /** Returns the value of a key, null if there is none; an entry that has expired leaves now. */
    Val meet(String key) {
        Held held = entries.get(key);
        if (held != null && held.deadline() <= now) {
            entries.remove(key);
            listeners.expired(key, held.value());
            return null;
        }
        return held == null ? null : held.value();
    }

    boolean isLive(String key) {
        Held held = entries.get(key);
        return held != null && held.deadline() > now;
    }

    /** The entry was read: null leaves the deadline, zero ends the entry. */
    void access(String key) {
        ask("A");
        Held held = entries.get(key);
        if (lives.access() == Life.ZERO) {
            entries.remove(key);
            listeners.expired(key, held.value());
        } else if (lives.access() != Life.UNCHANGED) {
            entries.put(key, new Held(held.value(), lives.access().deadline(now)));
        }
    }

    /** Stores a value, creating or updating; returns whether it was stored. */
    boolean store(String key, Val value) {
        Held held = entries.get(key);
        return held == null ? create(key, value) : update(key, held, value);
    }

    /**
     * A new entry whose life is zero is not added. Null is no answer that {@code getExpiryForCreation} may give: there is no
     * deadline before, which could stay. It is taken as what is left to the provider, a policy that failed: never expires.
     */
    private boolean create(String key, Val value) {
        ask("C");
        Life life = lives.creation() == Life.UNCHANGED ? Life.ETERNAL : lives.creation();
        if (life == Life.ZERO) {
            return false;
        }
        entries.put(key, new Held(value, life.deadline(now)));
        listeners.created(key, value);
        return true;
    }

    /** An updated entry whose life is zero is updated, and then expires. */
    private boolean update(String key, Held held, Val value) {
        ask("U");
        long deadline = lives.update() == Life.UNCHANGED
                ? held.deadline()
                : lives.update().deadline(now);
        entries.put(key, new Held(value, deadline));
        listeners.updated(key, value, held.value());
        if (lives.update() == Life.ZERO) {
            entries.remove(key);
            listeners.expired(key, value);
        }
        return true;
    }

    /** Removes an entry and counts the removal; returns whether there was one. */
    boolean drop(String key) {
        Held held = entries.remove(key);
        if (held == null) {
            return false;
        }
        removals++;
        listeners.removed(key, held.value());
        return true;
    }

    void countLookup(boolean hit) {
        if (hit) {
            hits++;
        } else {
            misses++;
        }
    }

    void countPut(boolean stored) {
        if (stored) {
            puts++;
        }
    }

    /** Returns hits, misses, puts, removals and evictions since the last time. Nothing is evicted here. */
    List<Long> takeStatistics() {
        List<Long> taken = List.of(hits, misses, puts, removals, 0L);
        hits = 0;
        misses = 0;
        puts = 0;
        removals = 0;
        return taken;
    }

    String show(Val value) {
        return value == null ? "null" : value.show(setting.byValue());
    }

    String show(Map<String, Val> values) {
        Map<String, String> shown = new TreeMap<>();
        values.forEach((key, value) -> shown.put(key, show(value)));
        return shown.toString();
    }

    private void ask(String question) {
        if (setting.standard() == null) {
            journal.call(question);
        }
    }
}
