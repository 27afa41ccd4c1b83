/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.concurrency;

import io.omnicache.OmniCache;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A thread's random mix of all operations of a cache; values are never repeated. */
final class Mix {
    private static final int KEYS = 40;

    private final OmniCache<String, String> cache;
    private final SteppedClock clock;
    private final Random random;
    private final String name;
    private long values;

    /** Entries that this thread saw itself create, where it could see. */
    private final AtomicLong created;

    Mix(OmniCache<String, String> cache, SteppedClock clock, long seed, int thread, AtomicLong created) {
        this.cache = cache;
        this.clock = clock;
        this.random = new Random(seed * 1_000 + thread);
        this.name = "t" + thread + ".";
        this.created = created;
    }

    /** Runs operations that show what they create. */
    void runShowing(int operations) {
        for (int i = 0; i < operations; i++) {
            String key = key();
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> created.addAndGet(cache.getAndPut(key, value()) == null ? 1 : 0);
                case 3 -> created.addAndGet(cache.putIfAbsent(key, value()) ? 1 : 0);
                case 4 -> cache.get(key);
                case 5 -> clock.advance(random.nextInt(50), TimeUnit.MILLISECONDS);
                default -> runAny(key);
            }
        }
    }

    /** Runs operations of every kind. */
    void run(int operations) {
        for (int i = 0; i < operations; i++) {
            String key = key();
            switch (random.nextInt(13)) {
                case 0, 1 -> cache.put(key, value());
                case 2 -> cache.putIfAbsent(key, value());
                case 3 -> cache.getAndPut(key, value());
                case 4 -> cache.putAll(Map.of(key, value(), key() + "!", value()));
                case 5, 6 -> cache.get(key);
                case 7 ->
                    cache.invoke(key, (entry, arguments) -> {
                        entry.setValue(value());
                        return null;
                    });
                case 8 -> clock.advance(random.nextInt(50), TimeUnit.MILLISECONDS);
                default -> runAny(key);
            }
        }
    }

    /** Runs an operation that creates nothing, but for what a loader brings. */
    private void runAny(String key) {
        switch (random.nextInt(11)) {
            case 0 -> cache.remove(key);
            case 1 -> cache.getAndRemove(key);
            case 2 -> cache.replace(key, value());
            case 3 -> cache.getAndReplace(key, value());
            case 4 -> replaceWhatIsThere(key);
            case 5 -> cache.removeAll(pair(key));
            case 6 -> cache.getAll(pair(key));
            case 7 -> cache.containsKey(key);
            case 8 -> cache.cleanUp();
            case 9 -> cache.forEach(entry -> {});
            default ->
                cache.invoke(key, (entry, arguments) -> {
                    if (entry.exists()) {
                        entry.remove();
                    }
                    return null;
                });
        }
    }

    private void replaceWhatIsThere(String key) {
        String present = cache.get(key);
        if (present != null && random.nextBoolean()) {
            cache.replace(key, present, value());
        } else if (present != null) {
            cache.remove(key, present);
        }
    }

    private Set<String> pair(String key) {
        return new HashSet<>(List.of(key, key()));
    }

    private String key() {
        return "k" + random.nextInt(KEYS);
    }

    private String value() {
        return name + values++ + "x".repeat(random.nextInt(8));
    }
}
