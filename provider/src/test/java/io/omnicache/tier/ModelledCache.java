/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.ManualClock;
import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.TierState;
import io.omnicache.config.OmniConfiguration;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * A cache with a heap of a few entries over a tier, and what it ought to have: whatever happens below, no operation fails, and what is read is
 * the present value or nothing. For one thread.
 */
final class ModelledCache implements AutoCloseable {
    static final int KEYS = 300;
    private static final int MANY = 100;
    private static final int HEAP = 10;
    private static final int FILLER = 900;
    private static final int LARGE = 20_000;
    private static final int FIRST_LARGE = 1_000_000;

    /** Each value that is put is another one, whichever cache it is put in. */
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final OmniCachingProvider provider = new OmniCachingProvider();
    private final ManualClock clock;
    private final Map<Integer, String> model;
    private final Random random;
    private final OmniCache<Integer, String> cache;
    private boolean openSeen;

    /** Opens a cache with what it ought to have already, if it still has it. */
    @SuppressWarnings("unchecked") // the cache has these types
    ModelledCache(ManualClock clock, long seed, Map<Integer, String> model, String kind, Map<String, String> options) {
        this.clock = clock;
        this.model = new TreeMap<>(model);
        this.random = new Random(seed);
        this.cache = provider.getCacheManager()
                .createCache(
                        "faulty",
                        OmniConfiguration.builder(Integer.class, String.class)
                                .clock(clock)
                                .management(true)
                                .entries(HEAP)
                                .tier(kind, options)
                                .build())
                .unwrap(OmniCache.class);
    }

    OmniCache<Integer, String> cache() {
        return cache;
    }

    Map<Integer, String> model() {
        return new TreeMap<>(model);
    }

    TierState state() {
        return cache.tiers().get(0);
    }

    /** Returns what the tier's bean shows. */
    static Object attribute(String name) throws JMException {
        var server = ManagementFactory.getPlatformMBeanServer();
        Set<ObjectName> beans = server.queryNames(new ObjectName("io.omnicache:type=Tier,Cache=faulty,*"), null);
        return server.getAttribute(beans.iterator().next(), name);
    }

    /** Returns whether the tier was left alone after some operation. */
    boolean wasOpen() {
        return openSeen;
    }

    /** Makes operations by chance; a hundredth of a second passes with each. */
    void operate(int count) {
        for (int i = 0; i < count; i++) {
            clock.advance(Duration.ofMillis(10));
            int key = random.nextInt(KEYS);
            String value = "v" + NUMBER.incrementAndGet() + " of " + key + "x".repeat(random.nextInt(FILLER));
            operate(key, value);
            openSeen |= state().breaker() == TierState.Breaker.OPEN;
        }
    }

    private void operate(int key, String value) {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> put(key, value);
            case 3 -> {
                cache.remove(key);
                model.remove(key);
            }
            case 4 -> {
                cache.putAll(Map.of(key, value, KEYS, value));
                model.put(key, value);
                model.put(KEYS, value);
            }
            case 5 ->
                cache.getAll(Set.of(key, KEYS))
                        .forEach((read, found) -> assertThat(found).isEqualTo(model.get(read)));
            case 6 -> {
                if (cache.replace(key, value)) {
                    assertThat(model.put(key, value)).isNotNull();
                }
            }
            default -> assertThat(cache.get(key)).as("key %d", key).isIn(model.get(key), null);
        }
    }

    private void put(int key, String value) {
        cache.put(key, value);
        model.put(key, value);
    }

    /** Puts large values, until the tier is left alone. */
    void fill() {
        String large = "x".repeat(LARGE);
        for (int i = 0; i < LARGE && !openSeen; i++) {
            cache.put(FIRST_LARGE + i, large);
            openSeen = state().breaker() == TierState.Breaker.OPEN;
        }
    }

    /** Lets a tier look after its files: a second passes, and something is changed. */
    void aSecondPasses() {
        clock.advance(Duration.ofSeconds(1));
        put(KEYS, "v" + NUMBER.incrementAndGet());
    }

    /** Reads all keys, one by one and by iterating; returns how many are there. */
    int check() {
        int found = 0;
        for (int key = 0; key <= KEYS + MANY; key++) {
            String read = cache.get(key);
            assertThat(read).as("key %d", key).isIn(model.get(key), null);
            found += read == null ? 0 : 1;
        }
        Set<Integer> iterated = new HashSet<>();
        cache.forEach(entry -> {
            assertThat(entry.getValue()).isEqualTo(model.get(entry.getKey()));
            assertThat(iterated.add(entry.getKey())).isTrue();
        });
        return found;
    }

    /** Lets so much time pass that a tier is tried again. */
    void recover() {
        clock.advance(Duration.ofSeconds(90));
        cache.cleanUp();
    }

    /** Checks that the tier is used, in step, and keeps ten times of what the heap holds. */
    void requireWhole() throws JMException {
        assertThat(state().breaker()).isEqualTo(TierState.Breaker.CLOSED);
        assertThat(state().changed()).isZero();
        assertThat(attribute("Breaker")).isEqualTo("CLOSED");
        for (int key = KEYS + 1; key <= KEYS + MANY; key++) {
            put(key, "whole " + NUMBER.incrementAndGet());
        }
        requireMany();
        assertThat(cache.size()).isGreaterThanOrEqualTo(MANY);
        check();
    }

    /** Checks that what was written by {@link #requireWhole} is there. */
    void requireMany() {
        for (int key = KEYS + 1; key <= KEYS + MANY; key++) {
            assertThat(cache.get(key)).as("key %d", key).isNotNull().isEqualTo(model.get(key));
        }
    }

    @Override
    public void close() {
        provider.close();
    }
}
