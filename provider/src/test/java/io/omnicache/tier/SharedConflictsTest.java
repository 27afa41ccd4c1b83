/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.EventLog;
import io.omnicache.Eventually;
import io.omnicache.OmniCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.MutableEntry;
import org.junit.jupiter.api.Test;

/** What other processes do in the middle of an operation. */
class SharedConflictsTest extends SharedCaches {
    /** Answers for the present, and does something when it is asked. */
    private static final class Asked implements ExpiryPolicy {
        private final AtomicReference<Runnable> once = new AtomicReference<>(() -> {});

        /** Is run at the next question about an update. */
        void onUpdate(Runnable action) {
            once.set(action);
        }

        @Override
        public javax.cache.expiry.Duration getExpiryForCreation() {
            return javax.cache.expiry.Duration.ETERNAL;
        }

        @Override
        public javax.cache.expiry.Duration getExpiryForAccess() {
            return null;
        }

        @Override
        public javax.cache.expiry.Duration getExpiryForUpdate() {
            once.getAndSet(() -> {}).run();
            return null;
        }
    }

    @Test
    void aPutThatSawAnOlderValueRunsAgain() {
        Asked policy = new Asked();
        EventLog<Integer, Integer> log = new EventLog<>();
        OmniCache<Integer, Integer> one =
                cache(options -> options.expiry(new SingletonFactory<>(policy)).listener(log.configuration()));
        OmniCache<Integer, Integer> other = cache(options -> options);
        one.put(1, 1);
        policy.onUpdate(() -> other.put(1, 2));
        one.put(1, 3);
        assertThat(log.events()).containsExactly("CREATED 1: 1", "UPDATED 1: 2 -> 3");
        policy.onUpdate(() -> other.remove(1));
        one.put(1, 4);
        assertThat(log.events()).endsWith("CREATED 1: 4");
        assertThat(other.get(1)).isEqualTo(4);
    }

    @Test
    void aPutThatNeedNotLookIsMadeWhateverOthersHavePut() throws Exception {
        List<OmniCache<Integer, Integer>> caches = caches();
        inAll(caches, 2_000, cache -> cache.put(1, 1));
        inAll(caches, 200, cache -> cache.putAll(Map.of(1, 1, 2, 2)));
        assertThat(caches.get(0).getAll(Set.of(1, 2))).isEqualTo(Map.of(1, 1, 2, 2));
    }

    @Test
    void aLoadThatReplacesDoesNotBringBackWhatIsOlderThanAPut() throws Exception {
        OmniCache<Integer, Integer> other = cache(options -> options);
        AtomicInteger loads = new AtomicInteger();
        OmniCache<Integer, Integer> one = cache(options -> options.loader(() -> loader(key -> {
                    loads.incrementAndGet();
                    other.put(key, 2);
                    return 1;
                }))
                .listener(new EventLog<Integer, Integer>().configuration()));
        one.put(1, 0);
        CompletionListenerFuture done = new CompletionListenerFuture();
        one.loadAll(Set.of(1), true, done);
        done.get();
        assertThat(one.get(1)).isEqualTo(2);
        assertThat(other.get(1)).isEqualTo(2);
    }

    @Test
    void whoWaitsForALoadThatMetAnotherProcessGetsWhatThereIs() throws Exception {
        OmniCache<Integer, Integer> other = cache(options -> options);
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        OmniCache<Integer, Integer> one = cache(options -> options.readThrough(() -> loader(key -> {
            loading.countDown();
            awaitQuietly(go);
            return 1;
        })));
        Future<Integer> first = threads.submit(() -> one.get(1));
        loading.await();
        other.put(1, 2);
        AtomicReference<Thread> waiting = new AtomicReference<>();
        Future<Integer> second = threads.submit(() -> {
            waiting.set(Thread.currentThread());
            return one.get(1);
        });
        Eventually.await(
                "the second waits", () -> waiting.get() != null && waiting.get().getState() == Thread.State.WAITING);
        go.countDown();
        assertThat(first.get()).isEqualTo(2);
        assertThat(second.get()).isEqualTo(2);
    }

    @Test
    void whoWaitsForALoadOfNothingLooksForHimself() throws Exception {
        OmniCache<Integer, Integer> other = cache(options -> options);
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        OmniCache<Integer, Integer> one = cache(options -> options.readThrough(() -> loader(key -> {
            loading.countDown();
            awaitQuietly(go);
            return null;
        })));
        Future<Integer> first = threads.submit(() -> one.get(1));
        loading.await();
        other.put(1, 2);
        AtomicReference<Thread> waiting = new AtomicReference<>();
        Future<Integer> second = threads.submit(() -> {
            waiting.set(Thread.currentThread());
            return one.get(1);
        });
        Eventually.await(
                "the second waits", () -> waiting.get() != null && waiting.get().getState() == Thread.State.WAITING);
        go.countDown();
        assertThat(first.get()).as("it has begun before the put").isNull();
        assertThat(second.get()).isEqualTo(2);
    }

    @Test
    void aDeadlineThatAnotherProcessHasMovedCounts() {
        OmniCache<Integer, Integer> one = accessed();
        OmniCache<Integer, Integer> other = accessed();
        one.put(1, 1);
        AtomicInteger runs = new AtomicInteger();
        one.invoke(1, (entry, nothing) -> {
            if (runs.incrementAndGet() == 1) {
                clock.advance(Duration.ofSeconds(6));
                assertThat(other.get(1)).isOne();
            }
            entry.setValue(2);
            return null;
        });
        assertThat(runs).hasValue(2);
        clock.advance(Duration.ofSeconds(6));
        assertThat(one.get(1)).as("12 s after it came, 6 s after its use").isEqualTo(2);
        clock.advance(Duration.ofSeconds(11));
        assertThat(other.get(1)).isNull();
    }

    private OmniCache<Integer, Integer> accessed() {
        return cache(options -> options.expiry(AccessedExpiryPolicy.factoryOf(seconds(10))));
    }

    @Test
    void whatExpiresByItsFirstReadIsReadOnceByAllProcesses() throws Exception {
        List<OmniCache<Integer, Integer>> caches = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            caches.add(cache(options -> options.expiry(() -> new Once())));
        }
        AtomicInteger read = new AtomicInteger();
        for (int key = 0; key < 200; key++) {
            int same = key;
            caches.get(0).put(same, 1);
            inAll(caches, 1, cache -> {
                Integer got = same % 2 == 0
                        ? cache.get(same)
                        : cache.getAll(Set.of(same)).get(same);
                if (got != null) {
                    read.incrementAndGet();
                }
            });
        }
        assertThat(read).hasValue(200);
    }

    /** Expires with the first access. */
    private static final class Once implements ExpiryPolicy {
        @Override
        public javax.cache.expiry.Duration getExpiryForCreation() {
            return javax.cache.expiry.Duration.ETERNAL;
        }

        @Override
        public javax.cache.expiry.Duration getExpiryForAccess() {
            return javax.cache.expiry.Duration.ZERO;
        }

        @Override
        public javax.cache.expiry.Duration getExpiryForUpdate() {
            return null;
        }
    }

    @Test
    void theEntryOfARunThatCameToNothingStaysDetached() {
        OmniCache<Integer, Integer> one = cache(options -> options);
        OmniCache<Integer, Integer> other = cache(options -> options);
        one.put(1, 0);
        List<MutableEntry<Integer, Integer>> kept = new ArrayList<>();
        one.invoke(1, (entry, nothing) -> {
            kept.add(entry);
            if (kept.size() == 1) {
                other.put(1, 10);
            }
            entry.setValue(entry.getValue() + 1);
            return null;
        });
        assertThat(kept).hasSize(2);
        assertThat(other.get(1)).isEqualTo(11);
        kept.forEach(each -> assertThatThrownBy(each::getValue).isInstanceOf(IllegalStateException.class));
    }

    @Test
    void aClearOfAnotherProcessInsideAnOperationCounts() {
        OmniCache<Integer, Integer> one = cache(options -> options);
        OmniCache<Integer, Integer> other = cache(options -> options);
        one.put(1, 1);
        AtomicInteger runs = new AtomicInteger();
        String seen = one.invoke(1, (entry, nothing) -> {
            String before = String.valueOf(entry.getValue());
            if (runs.incrementAndGet() == 1) {
                other.clear();
            }
            entry.setValue(2);
            return before;
        });
        assertThat(seen).isEqualTo("null");
        assertThat(other.get(1)).isEqualTo(2);
    }

    @Test
    void iteratorsOfAllProcessesSeeWhatOthersPutAndNotWhatTheyRemoved() {
        List<OmniCache<Integer, Integer>> caches = caches();
        for (int key = 0; key < 100; key++) {
            caches.get(key % PROCESSES).put(key, key);
        }
        for (int key = 0; key < 100; key += 2) {
            caches.get((key + 1) % PROCESSES).remove(key);
        }
        for (OmniCache<Integer, Integer> each : caches) {
            List<Integer> keys = new ArrayList<>();
            each.forEach(entry -> keys.add(entry.getKey()));
            assertThat(keys).hasSize(50).allMatch(key -> key % 2 == 1);
            assertThat(keys.stream().collect(Collectors.toSet())).hasSize(50);
        }
    }

    private interface Loading {
        Integer load(Integer key);
    }

    private static CacheLoader<Integer, Integer> loader(Loading loading) {
        return new CacheLoader<>() {
            @Override
            public Integer load(Integer key) {
                return loading.load(key);
            }

            @Override
            public Map<Integer, Integer> loadAll(Iterable<? extends Integer> keys) {
                Map<Integer, Integer> loaded = new HashMap<>();
                keys.forEach(key -> loaded.put(key, load(key)));
                return loaded;
            }
        };
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
