/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.Eventually;
import io.omnicache.OmniCache;
import io.omnicache.config.OmniConfigurationBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import javax.cache.CacheException;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.Test;

/** Loaders and writers of caches that several processes use: for a key, one at a time over all of them. */
class SharedLeasesTest extends SharedCaches {
    private static final int KEYS = 4;

    /** What the cache is in front of. */
    private final Map<Integer, Integer> source = new ConcurrentHashMap<>();

    private final AtomicInteger loads = new AtomicInteger();
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicReference<Runnable> inLoader = new AtomicReference<>(() -> {});
    private final AtomicReference<Runnable> inWriter = new AtomicReference<>(() -> {});
    private final AtomicReference<Runnable> pause = new AtomicReference<>(() -> {});

    private OmniConfigurationBuilder<Integer, Integer> loading(OmniConfigurationBuilder<Integer, Integer> options) {
        return options.readThrough(() -> new SourceLoader(key -> {
            loads.incrementAndGet();
            Integer found = source.get(key);
            inLoader.get().run();
            return found;
        }));
    }

    private OmniConfigurationBuilder<Integer, Integer> writing(OmniConfigurationBuilder<Integer, Integer> options) {
        return options.writeThrough(() -> new SourceWriter(
                source,
                () -> {
                    writes.incrementAndGet();
                    inWriter.get().run();
                },
                () -> pause.get().run()));
    }

    private List<OmniCache<Integer, Integer>> processes() {
        return IntStream.range(0, PROCESSES)
                .mapToObj(number -> cache(options -> writing(loading(options))))
                .toList();
    }

    @Test
    void aKeyIsLoadedOnceByAllProcesses() throws Exception {
        List<OmniCache<Integer, Integer>> caches = processes();
        for (int round = 0; round < 50; round++) {
            int key = round;
            source.put(key, 1);
            inAll(
                    caches,
                    1,
                    cache -> assertThat(
                                    key % 2 == 0
                                            ? cache.get(key)
                                            : cache.getAll(Set.of(key)).get(key))
                            .isOne());
            assertThat(loads).as("key %s", key).hasValue(round + 1);
        }
    }

    @Test
    void aRemoveComesAfterALoadOfAnotherProcessThatHasReadWhatWasBefore() throws Exception {
        List<OmniCache<Integer, Integer>> caches = processes();
        CountDownLatch hasRead = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        inLoader.set(() -> {
            hasRead.countDown();
            await(go);
        });
        source.put(1, 1);
        Future<Integer> loading = threads.submit(() -> caches.get(0).get(1));
        hasRead.await();
        source.put(1, 2); // by somebody who does not use the cache, and then says so
        AtomicReference<Thread> removing = new AtomicReference<>();
        Future<Boolean> removed = threads.submit(() -> {
            removing.set(Thread.currentThread());
            return caches.get(1).remove(1);
        });
        Eventually.await("the remove waits", () -> isWaiting(removing.get()));
        source.put(1, 2);
        go.countDown();
        assertThat(loading.get()).isOne();
        assertThat(removed.get()).isTrue();
        source.put(1, 3); // the writer has removed it
        caches.forEach(each -> assertThat(each.get(1)).isEqualTo(3));
    }

    private static boolean isWaiting(Thread thread) {
        return thread != null
                && (thread.getState() == Thread.State.TIMED_WAITING || thread.getState() == Thread.State.WAITING);
    }

    @Test
    void cacheAndSourceAgreeAfterChangesOfAllProcesses() throws Exception {
        long seed = System.nanoTime();
        System.out.println("SharedLeasesTest: seed " + seed);
        List<OmniCache<Integer, Integer>> caches = processes();
        AtomicInteger numbers = new AtomicInteger();
        Runnable jitter =
                () -> LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(300_000));
        pause.set(jitter);
        inLoader.set(jitter);
        for (int round = 0; round < 30; round++) {
            inAll(
                    caches,
                    50,
                    cache -> change(cache, new Random(seed + numbers.incrementAndGet()), numbers.incrementAndGet()));
            for (int key = 0; key < KEYS; key++) {
                for (OmniCache<Integer, Integer> each : caches) {
                    assertThat(each.get(key)).as("key %s, round %s", key, round).isEqualTo(source.get(key));
                }
            }
        }
        assertThat(writes.get()).isPositive();
        assertThat(loads.get()).isPositive();
    }

    private static void change(OmniCache<Integer, Integer> cache, Random random, int number) {
        int key = random.nextInt(KEYS);
        Set<Integer> several = Set.of(key, (key + 1) % KEYS, (key + 2) % KEYS);
        switch (random.nextInt(10)) {
            case 0 -> cache.put(key, number);
            case 1 -> cache.remove(key);
            case 2 -> cache.putAll(Map.of(key, number, (key + 1) % KEYS, number));
            case 3 -> cache.removeAll(several);
            case 4 -> cache.getAll(several);
            case 5 -> cache.replace(key, number);
            case 6 -> cache.getAndPut(key, number);
            case 7 -> loadAll(cache, several);
            case 8 ->
                cache.invokeAll(several, (entry, nothing) -> {
                    entry.setValue(number);
                    return null;
                });
            default -> cache.get(key);
        }
    }

    private static void loadAll(OmniCache<Integer, Integer> cache, Set<Integer> keys) {
        CompletionListenerFuture done = new CompletionListenerFuture();
        cache.loadAll(keys, true, done);
        try {
            done.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theWriterIsToldOnceWhateverOthersDoMeanwhile() {
        OmniCache<Integer, Integer> without = cache(options -> options);
        OmniCache<Integer, Integer> one = cache(this::writing);
        without.put(1, 0);
        for (Runnable meanwhile : List.<Runnable>of(() -> without.put(1, 5), () -> without.remove(1), without::clear)) {
            inWriter.set(meanwhile);
            writes.set(0);
            one.put(1, 1);
            assertThat(writes).hasValue(1);
            assertThat(without.get(1)).isEqualTo(1);
            one.remove(1);
            assertThat(writes).hasValue(2);
            inWriter.set(() -> {});
            one.putAll(Map.of(1, 2, 2, 2));
            assertThat(source).isEqualTo(Map.of(1, 2, 2, 2));
            assertThat(without.getAll(Set.of(1, 2))).isEqualTo(source);
        }
    }

    @Test
    void aWriterThatFailsLetsTheNextOneIn() {
        List<OmniCache<Integer, Integer>> caches = processes();
        caches.get(0).put(1, 1);
        inWriter.set(() -> {
            throw new IllegalStateException("full");
        });
        assertThatThrownBy(() -> caches.get(0).put(1, 2)).hasRootCauseMessage("full");
        assertThatThrownBy(() -> caches.get(0).putAll(Map.of(1, 2, 2, 2))).hasRootCauseMessage("full");
        inWriter.set(() -> {});
        assertThat(caches.get(1).get(1)).isOne();
        caches.get(1).put(1, 3);
        assertThat(caches.get(0).get(1)).isEqualTo(3);
    }

    @Test
    void whoHasWaitedForAMinuteIsToldSoAndStaysInterrupted() throws Exception {
        List<OmniCache<Integer, Integer>> caches = processes();
        CountDownLatch hasRead = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        inLoader.set(() -> {
            hasRead.countDown();
            await(go);
        });
        Future<Integer> loading = threads.submit(() -> caches.get(0).get(1));
        hasRead.await();
        AtomicReference<Thread> waiting = new AtomicReference<>();
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        Future<?> put = threads.submit(() -> {
            waiting.set(Thread.currentThread());
            try {
                caches.get(1).put(1, 1);
            } finally {
                interrupted.set(Thread.interrupted());
            }
        });
        Eventually.await("the put waits", () -> isWaiting(waiting.get()));
        waiting.get().interrupt();
        Eventually.await(
                "it goes on waiting",
                () -> isWaiting(waiting.get()) && !waiting.get().isInterrupted());
        Eventually.await("it gives up", () -> {
            clock.advance(Duration.ofSeconds(61));
            return put.isDone();
        });
        assertThatThrownBy(put::get)
                .cause()
                .isExactlyInstanceOf(CacheException.class)
                .hasMessage(
                        "key 1 of cache 'users' is being loaded or written by another process, which has not ended within 60 s");
        assertThat(interrupted).hasValue(true);
        assertThat(writes).hasValue(0);
        go.countDown();
        assertThat(loading.get()).isNull();
        caches.get(1).put(1, 1);
        assertThat(caches.get(0).get(1)).isOne();
    }

    @Test
    void aLoaderMayAskForAnotherKey() {
        AtomicReference<OmniCache<Integer, Integer>> own = new AtomicReference<>();
        OmniCache<Integer, Integer> cache = cache(options -> options.readThrough(() ->
                new SourceLoader(key -> key == 0 ? 1 : own.get().get(key - 1) * 2)));
        own.set(cache);
        assertThat(cache.get(10)).isEqualTo(1 << 10);
        assertThat(cache.getAll(Set.of(9, 12))).isEqualTo(Map.of(9, 1 << 9, 12, 1 << 12));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
