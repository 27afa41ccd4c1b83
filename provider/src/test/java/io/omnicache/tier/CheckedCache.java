/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.ManualClock;
import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.TierState;
import io.omnicache.TierState.Breaker;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.OnFailure;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.JMException;

/**
 * A cache of two entries over a tier that may fail, and what it may say: of each key the newest value, or nothing. An operation that
 * throws fails whoever called it, but for a {@link TierException} where that was asked for: then its keys are to be gone. For one thread.
 */
final class CheckedCache implements AutoCloseable {
    static final int KEYS = 200;

    private static final int MOST_CHANGES = 20_000;
    private static final int MOST_TRIALS = 100;
    private static final Duration LONGER_THAN_ANY_PAUSE = Duration.ofSeconds(90);
    private static final int FILLER = 1_000;
    private static final int LARGE = 20_000;

    /** Each value that is put is another one, whichever cache it is put in. */
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final ManualClock clock;
    private final OnFailure onFailure;
    private final String tier;
    private final Map<String, String> options;
    private final OmniCachingProvider provider = new OmniCachingProvider();
    private final Map<Integer, String> newest;
    private final OmniCache<Integer, String> cache;
    private final Random random;
    private boolean wasOpen;
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
        this.tier = tier;
        this.options = options;
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
    CheckedCache reopened() {
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

    /** Returns whether the tier was left alone after some change. */
    boolean wasOpen() {
        return wasOpen;
    }

    TierState state() {
        return cache.tiers().get(0);
    }

    /** Returns an attribute of the tier's bean. */
    Object attribute(String name) throws JMException {
        return TierBean.attribute("users", name);
    }

    private String next(int key, int filler) {
        return NUMBER.incrementAndGet() + " of " + key + " " + "x".repeat(filler);
    }

    /** Puts a value about as long as that. */
    void put(int key, int length) {
        String value = next(key, length);
        changing(Set.of(key), () -> {
            cache.put(key, value);
            newest.put(key, value);
        });
    }

    /** Puts a value under each key. */
    void fill() {
        for (int key = 0; key < KEYS; key++) {
            put(key, FILLER / 2);
        }
    }

    /** Puts large values, more than what is dead gives room for, until the tier is left alone. */
    void putLargeUntilOpen() {
        for (int i = 0; state().breaker() == Breaker.CLOSED; i++) {
            assertThat(i).as("values that were put").isLessThan(MOST_CHANGES);
            put(i % KEYS, LARGE);
        }
        wasOpen = true;
    }

    /** Does one operation by chance. */
    void change() {
        int key = random.nextInt(KEYS);
        int other = (key + 1) % KEYS;
        switch (random.nextInt(12)) {
            case 0 ->
                changing(Set.of(key), () -> {
                    cache.remove(key);
                    newest.remove(key);
                });
            case 1 -> putBoth(key, other);
            case 2 -> getAndPut(key);
            case 3 -> replace(key);
            case 4 -> reading(() -> cache.getAll(Set.of(key, other)).forEach(this::allow));
            case 5, 6 -> check(key);
            default -> put(key, random.nextInt(FILLER));
        }
        wasOpen |= state().breaker() == Breaker.OPEN;
    }

    /** Does operations by chance; a hundredth of a second passes with each. */
    void change(int operations) {
        for (int i = 0; i < operations; i++) {
            clock.advance(Duration.ofMillis(10));
            change();
        }
    }

    private void putBoth(int key, int other) {
        Map<Integer, String> both = Map.of(key, next(key, FILLER / 2), other, next(other, FILLER));
        changing(both.keySet(), () -> {
            cache.putAll(both);
            newest.putAll(both);
        });
    }

    private void getAndPut(int key) {
        String value = next(key, FILLER / 2);
        changing(Set.of(key), () -> {
            allow(key, cache.getAndPut(key, value));
            newest.put(key, value);
        });
    }

    private void replace(int key) {
        String value = next(key, FILLER / 2);
        changing(Set.of(key), () -> {
            if (cache.replace(key, value)) {
                assertThat(newest.put(key, value))
                        .as("what replacing has found")
                        .isNotNull();
            }
        });
    }

    private void changing(Set<Integer> keys, Runnable operation) {
        try {
            operation.run();
        } catch (TierException e) {
            tolerate(e);
            if (!e.getMessage().contains("reading")) { // else it has not come to a change
                newest.keySet().removeAll(keys);
            }
        }
    }

    private void reading(Runnable operation) {
        try {
            operation.run();
        } catch (TierException e) {
            tolerate(e);
        }
    }

    private void tolerate(TierException e) {
        if (onFailure != OnFailure.FAIL) {
            throw new AssertionError("an operation was lost", e);
        }
        refused++;
    }

    private void allow(int key, String read) {
        String expected = newest.get(key);
        if (read != null && !read.equals(expected)) {
            throw new AssertionError("key " + key + ": read " + beginning(read) + ", newest is " + beginning(expected));
        }
    }

    private static String beginning(String value) {
        return value == null ? "none" : value.substring(0, value.lastIndexOf(' '));
    }

    private boolean check(int key) {
        String[] read = new String[1];
        reading(() -> read[0] = cache.get(key));
        allow(key, read[0]);
        return read[0] != null;
    }

    /** Fails if a key has another value than its newest, read by itself or while iterating; returns how many have that. */
    int check() {
        int there = 0;
        for (int key = 0; key < KEYS; key++) {
            there += check(key) ? 1 : 0;
        }
        Set<Integer> iterated = new HashSet<>();
        reading(() -> cache.forEach(entry -> {
            allow(entry.getKey(), entry.getValue());
            assertThat(iterated.add(entry.getKey())).as("met once").isTrue();
        }));
        return there;
    }

    /** Goes on until the tier is left alone. */
    void changeUntilOpen() {
        for (int i = 0; state().breaker() == Breaker.CLOSED; i++) {
            assertThat(i).as("changes in which the fault was not noticed").isLessThan(MOST_CHANGES);
            change(1);
        }
    }

    /** Lets so much time pass that the tier is tried again. */
    void tryAgain() {
        clock.advance(LONGER_THAN_ANY_PAUSE);
        cache.cleanUp();
    }

    /** Lets time pass until the tier is used again. */
    void recover() {
        for (int i = 0; state().breaker() != Breaker.CLOSED || state().changed() > 0; i++) {
            assertThat(i).as("trials, state %s", state()).isLessThan(MOST_TRIALS);
            tryAgain();
        }
    }

    /** Fails if the tier is not used, or not in step, or if what is put now is not all there afterwards. */
    void requireWhole() throws JMException {
        assertThat(state().breaker()).isEqualTo(Breaker.CLOSED);
        assertThat(state().changed()).isZero();
        assertThat(attribute("Breaker")).isEqualTo("CLOSED");
        assertThat(attribute("ChangedKeys")).isEqualTo(0L);
        fill();
        assertThat(check()).as("entries of %d, state %s", KEYS, state()).isEqualTo(KEYS);
        assertThat(cache.size()).isEqualTo(KEYS);
    }

    /** Fails if an entry that ought to be there is not. */
    void requireAll() {
        assertThat(check()).as("entries, state %s", state()).isEqualTo(newest.size());
    }

    @Override
    public void close() {
        provider.close();
    }
}
