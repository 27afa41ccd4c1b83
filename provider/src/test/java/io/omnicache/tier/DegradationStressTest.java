/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.LogCapture;
import io.omnicache.ManualClock;
import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.TierState;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.OmniConfigurationBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many threads move few keys while tiers fail, are left alone, and are brought up to date. */
class DegradationStressTest {
    private static final int THREADS = 4;
    private static final int KEYS = 40;
    private static final int OPERATIONS = Integer.getInteger("omnicache.test.degradation.operations", 20_000);

    private final ManualClock clock = new ManualClock();

    @ParameterizedTest
    @ValueSource(strings = {"a", "upper,lower"})
    @SuppressWarnings("unchecked") // the cache has these types
    void noThreadEverSeesAnOlderValueAgain(String tiers) throws Exception {
        long seed = Long.getLong("omnicache.test.seed", System.nanoTime());
        System.out.println("DegradationStressTest " + tiers + " seed " + seed);
        String[] ids = tiers.split(",", -1);
        OmniConfigurationBuilder<Integer, Integer> builder = OmniConfiguration.builder(Integer.class, Integer.class)
                .clock(clock)
                .entries(4);
        for (String id : ids) {
            builder = builder.tier("faulty", Map.of("id", id));
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
        try (LogCapture log = new LogCapture("io.omnicache.tier");
                OmniCachingProvider provider = new OmniCachingProvider()) {
            OmniCache<Integer, Integer> cache = provider.getCacheManager()
                    .createCache("stress", builder.build())
                    .unwrap(OmniCache.class);
            AtomicBoolean done = new AtomicBoolean();
            Future<?> faults = threads.submit(() -> disturb(cache, ids, new Random(seed), done));
            List<Callable<Integer[]>> work = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int number = thread;
                work.add(() -> work(cache, number, new Random(seed + number)));
            }
            List<Future<Integer[]>> known = threads.invokeAll(work);
            done.set(true);
            faults.get();
            settle(cache, ids);
            for (Future<Integer[]> last : known) {
                check(cache, last.get(), seed);
            }
            checkListing(cache, seed);
            assertThat(log.messages()).noneMatch(message -> message.contains("listener"));
        } finally {
            threads.shutdownNow();
        }
    }

    private void settle(OmniCache<Integer, Integer> cache, String[] ids) {
        for (String id : ids) {
            FaultyTier.named(id).repair();
        }
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofSeconds(90));
            cache.cleanUp();
        }
        assertThat(cache.tiers())
                .allMatch(state -> state.breaker() == TierState.Breaker.CLOSED && state.changed() == 0);
    }

    private static void check(OmniCache<Integer, Integer> cache, Integer[] last, long seed) {
        for (int key = 0; key < KEYS; key++) {
            if (last[key] != null) {
                assertThat(cache.get(key))
                        .as("key %d, seed %d", key, seed)
                        .isIn(last[key] == 0 ? null : last[key], null);
            }
        }
    }

    private static void checkListing(OmniCache<Integer, Integer> cache, long seed) {
        Set<Integer> listed = new HashSet<>();
        cache.forEach(entry -> listed.add(entry.getKey()));
        Set<Integer> found = new HashSet<>();
        for (int key = 0; key < KEYS; key++) {
            if (cache.get(key) != null) {
                found.add(key);
            }
        }
        assertThat(listed).as("seed %d", seed).isEqualTo(found);
        assertThat(cache.size()).as("seed %d", seed).isEqualTo(found.size());
    }

    /** Lets tiers fail and work, and tries them again. */
    private void disturb(OmniCache<Integer, Integer> cache, String[] ids, Random random, AtomicBoolean done) {
        while (!done.get()) {
            FaultyTier tier = FaultyTier.named(ids[random.nextInt(ids.length)]);
            switch (random.nextInt(4)) {
                case 0 -> tier.fail();
                case 1 -> tier.failByChance(new Random(random.nextLong()));
                default -> tier.repair();
            }
            clock.advance(Duration.ofSeconds(random.nextInt(60)));
            cache.cleanUp();
        }
    }

    private static Integer[] work(OmniCache<Integer, Integer> cache, int thread, Random random) {
        return new OwnKeys(cache, KEYS, THREADS, OPERATIONS)
                .work(thread, random, (key, before, next) -> change(cache, key, before, next, random));
    }

    /** Does one operation, and checks what it says: the entry may be gone; returns what may be there afterwards, 0 if nothing may. */
    private static int change(OmniCache<Integer, Integer> cache, int key, int before, int next, Random random) {
        Integer present = before == 0 ? null : before;
        switch (random.nextInt(6)) {
            case 0 -> {
                cache.remove(key);
                return 0;
            }
            case 1 -> assertThat(cache.getAndPut(key, next)).isIn(present, null);
            case 2 -> {
                return cache.replace(key, before, next) ? next : before;
            }
            case 3 -> {
                assertThat(cache.get(key)).isIn(present, null);
                return before;
            }
            case 4 -> cache.putAll(Map.of(key, next));
            default -> cache.put(key, next);
        }
        return next;
    }
}
