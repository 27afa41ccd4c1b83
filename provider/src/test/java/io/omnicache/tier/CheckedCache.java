/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.ManualClock;
import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.TierState;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.OnFailure;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * A cache of two entries over a tier that may fail, and what it may say: of each key the newest value, or nothing. An operation that
 * throws fails whoever called it, but for a {@link TierException} where that was asked for: then its keys are to be gone. For one thread.
 */
final class CheckedCache implements AutoCloseable {
    static final int KEYS = 200;

    private static final int MOST_CHANGES = 20_000;
    private static final int MOST_TRIALS = 100;
    private static final Duration LONGER_THAN_ANY_PAUSE = Duration.ofSeconds(90);
    private static final String FILLER = "x".repeat(500);

    private final ManualClock clock;
    private final OnFailure onFailure;
    private final OmniCachingProvider provider = new OmniCachingProvider();
    private final Map<Integer, String> newest;
    private final OmniCache<Integer, String> cache;
    private final Random random;
    private int changes;
    private int refused;

    CheckedCache(OnFailure onFailure, long seed, String tier, Map<String, String> options) {
        this(new ManualClock(), new HashMap<>(), onFailure, seed, tier, options);
    }

    @SuppressWarnings("unchecked") // the cache has these types
    private CheckedCache(
            ManualClock clock,
            Map<Integer, String> newest,
            OnFailure onFailure,
            long seed,
            String tier,
            Map<String, String> options) {
        this.clock = clock;
        this.newest = newest;
        this.onFailure = onFailure;
        random = new Random(seed);
        cache = provider.getCacheManager()
                .createCache(
                        "users",
                        OmniConfiguration.builder(Integer.class, String.class)
                                .clock(clock)
                                .strategy("lru")
                                .entries(2)
                                .management(true)
                                .onFailure(onFailure)
                                .tier(tier, options)
                                .build())
                .unwrap(OmniCache.class);
    }

    /** Closes it, and opens it again as the next process would. */
    CheckedCache reopened(String tier, Map<String, String> options) {
        close();
        return new CheckedCache(clock, newest, onFailure, random.nextLong(), tier, options);
    }

    OmniCache<Integer, String> cache() {
        return cache;
    }

    ManualClock clock() {
        return clock;
    }

    /** Returns how many operations threw a {@link TierException}. */
    int refused() {
        return refused;
    }

    TierState state() {
        return cache.tiers().get(0);
    }

    /** Returns an attribute of the tier's bean. */
    Object attribute(String name) throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        Set<ObjectName> found = server.queryNames(new ObjectName("io.omnicache:type=Tier,Cache=users,*"), null);
        return server.getAttribute(found.iterator().next(), name);
    }

    /** Puts a value under each key. */
    void fill() {
        for (int key = 0; key < KEYS; key++) {
            put(key, FILLER);
        }
    }

    void put(int key, String filler) {
        String value = next(key) + filler;
        changing(Map.of(key, value), () -> cache.put(key, value));
    }

    private String next(int key) {
        changes++;
        return changes + " of " + key + " ";
    }

    /** Does one operation by chance. */
    void change() {
        int key = random.nextInt(KEYS);
        String value = next(key) + FILLER;
        switch (random.nextInt(8)) {
            case 0 -> changing(absent(key), () -> cache.remove(key));
            case 1 -> {
                int other = (key + 1) % KEYS;
                Map<Integer, String> both = Map.of(key, value, other, next(other) + FILLER);
                changing(both, () -> cache.putAll(both));
            }
            case 2 -> {
                String before = newest.get(key);
                changing(Map.of(key, value), () -> allow(key, before, cache.getAndPut(key, value)));
            }
            case 3 -> check(key);
            default -> changing(Map.of(key, value), () -> cache.put(key, value));
        }
    }

    private static Map<Integer, String> absent(int key) {
        Map<Integer, String> gone = new HashMap<>();
        gone.put(key, null);
        return gone;
    }

    private void changing(Map<Integer, String> entries, Runnable operation) {
        try {
            operation.run();
            entries.forEach(newest::put);
        } catch (TierException e) {
            tolerate(e);
            if (!e.getMessage().contains("reading")) { // else it has not come to a change
                entries.keySet().forEach(newest::remove);
            }
        }
    }

    private void tolerate(TierException e) {
        if (onFailure != OnFailure.FAIL) {
            throw new AssertionError("an operation was lost", e);
        }
        refused++;
    }

    private static void allow(int key, String expected, String read) {
        if (read != null && !read.equals(expected)) {
            throw new AssertionError("key " + key + ": read " + beginning(read) + ", newest is " + beginning(expected));
        }
    }

    private static String beginning(String value) {
        return value == null ? "none" : value.substring(0, value.lastIndexOf(' '));
    }

    private boolean check(int key) {
        try {
            String read = cache.get(key);
            allow(key, newest.get(key), read);
            return read != null;
        } catch (TierException e) {
            tolerate(e);
            return false;
        }
    }

    /** Fails if a key has another value than its newest; returns how many have that. */
    int check() {
        int there = 0;
        for (int key = 0; key < KEYS; key++) {
            there += check(key) ? 1 : 0;
        }
        return there;
    }

    /** Goes on until the tier is left alone. */
    void changeUntilOpen() {
        for (int i = 0; state().breaker() == TierState.Breaker.CLOSED; i++) {
            if (i == MOST_CHANGES) {
                throw new AssertionError("the fault was not noticed in " + i + " changes: " + state());
            }
            clock.advance(Duration.ofMillis(10));
            change();
        }
    }

    /** Lets time pass until the tier is used again. */
    void recover() {
        for (int i = 0; state().breaker() != TierState.Breaker.CLOSED || state().changed() > 0; i++) {
            if (i == MOST_TRIALS) {
                throw new AssertionError("the tier was not used again: " + state());
            }
            clock.advance(LONGER_THAN_ANY_PAUSE);
            cache.cleanUp();
        }
    }

    /** Fails if what is put now is not all there afterwards. */
    void checkWorks() {
        fill();
        int there = check();
        if (there != KEYS) {
            throw new AssertionError(there + " of " + KEYS + " entries are there: " + state());
        }
    }

    @Override
    public void close() {
        provider.close();
    }
}
