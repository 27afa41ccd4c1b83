/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.EventLog;
import io.omnicache.OmniCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.CacheException;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.junit.jupiter.api.Test;

/** Caches of several processes over one store. */
class SharedCacheTest extends SharedCaches {
    private static final int MOST_ROUNDS = 100;

    @Test
    void whatOneProcessPutsTheOthersReadAtOnceThoughTheyHaveAnOlderCopy() {
        List<OmniCache<Integer, Integer>> caches = caches();
        for (int round = 0; round < 10; round++) {
            caches.get(round % PROCESSES).put(1, round);
            for (OmniCache<Integer, Integer> each : caches) {
                assertThat(each.get(1)).isEqualTo(round);
                assertThat(each.containsKey(1)).isTrue();
            }
        }
        caches.get(0).remove(1);
        caches.forEach(each -> assertThat(each.get(1)).isNull());
    }

    @Test
    void whatNobodyHasChangedIsReadFromTheHeap() {
        List<OmniCache<Integer, Integer>> caches = caches();
        caches.get(0).put(1, 1);
        caches.forEach(each -> assertThat(each.get(1)).isOne());
        long reads = store().reads();
        for (int i = 0; i < 100; i++) {
            caches.forEach(each -> assertThat(each.get(1)).isOne());
        }
        assertThat(store().reads()).isEqualTo(reads);
        caches.get(1).put(1, 2);
        caches.forEach(each -> assertThat(each.get(1)).isEqualTo(2));
        assertThat(store().reads()).as("but by who has made it").isEqualTo(reads + PROCESSES - 1);
    }

    @Test
    void countersOfAllProcessesAddUp() throws Exception {
        List<OmniCache<Integer, Integer>> caches = caches();
        caches.get(0).put(1, 0);
        caches.get(0).put(2, 0);
        int rounds = 0;
        while (rounds == 0 || (store().conflicts() == 0 && rounds < MOST_ROUNDS)) { // two threads may miss each other
            inAll(caches, 500, cache -> {
                cache.invoke(1, (entry, nothing) -> {
                    int seen = entry.getValue();
                    Thread.yield();
                    entry.setValue(seen + 1);
                    return null;
                });
                increment(cache, 2);
            });
            rounds++;
        }
        for (OmniCache<Integer, Integer> each : caches) {
            assertThat(each.get(1)).isEqualTo(rounds * THREADS * 500);
            assertThat(each.get(2)).isEqualTo(rounds * THREADS * 500);
        }
        assertThat(store().conflicts())
                .as("conflicts, or this has tested nothing")
                .isPositive();
    }

    private static void increment(OmniCache<Integer, Integer> cache, int key) {
        boolean done = false;
        while (!done) {
            Integer seen = cache.get(key);
            done = cache.replace(key, seen, seen + 1);
        }
    }

    @Test
    void onlyOneOfAllPutsOrRemovesOrReplaces() throws Exception {
        List<OmniCache<Integer, Integer>> caches = caches();
        for (int key = 0; key < 200; key++) {
            int same = key;
            AtomicInteger put = new AtomicInteger();
            AtomicInteger replaced = new AtomicInteger();
            AtomicInteger removed = new AtomicInteger();
            inAll(caches, 1, cache -> count(put, cache.putIfAbsent(same, 1)));
            inAll(caches, 1, cache -> count(replaced, cache.replace(same, 1, 2)));
            inAll(caches, 1, cache -> count(removed, cache.remove(same, 2)));
            assertThat(List.of(put.get(), replaced.get(), removed.get())).containsExactly(1, 1, 1);
        }
    }

    private static void count(AtomicInteger counter, boolean done) {
        if (done) {
            counter.incrementAndGet();
        }
    }

    @Test
    void eachValueThatIsPutIsTakenOnce() throws Exception {
        List<OmniCache<Integer, Integer>> caches = caches();
        AtomicInteger next = new AtomicInteger();
        Set<Integer> taken = java.util.concurrent.ConcurrentHashMap.newKeySet();
        AtomicInteger twice = new AtomicInteger();
        inAll(caches, 500, cache -> {
            Integer old = cache.getAndPut(1, next.incrementAndGet());
            if (old != null && !taken.add(old)) {
                twice.incrementAndGet();
            }
            old = cache.getAndRemove(1);
            if (old != null && !taken.add(old)) {
                twice.incrementAndGet();
            }
        });
        assertThat(twice).hasValue(0);
        assertThat(taken).hasSize(THREADS * 500);
    }

    @Test
    void oneOperationIsCountedAndHeardOnceHoweverOftenItRuns() throws Exception {
        EventLog<Integer, Integer> log = new EventLog<>();
        List<OmniCache<Integer, Integer>> caches = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            caches.add(cache(options -> options.statistics(true).listener(log.configuration())));
        }
        inAll(caches, 200, cache -> cache.getAndPut(1, 1));
        long puts = caches.stream().mapToLong(each -> figure(each, "CachePuts")).sum();
        long gets = caches.stream().mapToLong(each -> figure(each, "CacheGets")).sum();
        assertThat(List.of(puts, gets)).containsExactly(THREADS * 200L, THREADS * 200L);
        assertThat(log.events()).hasSize(THREADS * 200);
        assertThat(log.events().stream().filter(event -> event.startsWith("CREATED")))
                .hasSize(1);
    }

    private static long figure(OmniCache<Integer, Integer> cache, String name) {
        try {
            return (Long) java.lang.management.ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(
                            new javax.management.ObjectName("javax.cache:type=CacheStatistics,CacheManager="
                                    + cache.getCacheManager()
                                            .getURI()
                                            .toString()
                                            .replaceAll("[,:=\n]", ".")
                                    + ",Cache=" + cache.getName()),
                            name);
        } catch (javax.management.JMException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anEntryExpiresInAllProcessesAndIsHeardOfOnce() {
        EventLog<Integer, Integer> log = new EventLog<>();
        List<OmniCache<Integer, Integer>> caches = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            caches.add(cache(options ->
                    options.expiry(CreatedExpiryPolicy.factoryOf(seconds(10))).listener(log.configuration())));
        }
        caches.get(0).put(1, 1);
        caches.forEach(each -> assertThat(each.get(1)).isOne());
        clock.advance(Duration.ofSeconds(11));
        caches.forEach(each -> assertThat(each.get(1)).isNull());
        caches.forEach(OmniCache::cleanUp);
        assertThat(log.events()).containsExactly("CREATED 1: 1", "EXPIRED 1: 1");
    }

    @Test
    void aUseInOneProcessKeepsTheEntryForAll() {
        List<OmniCache<Integer, Integer>> caches = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            caches.add(cache(options -> options.expiry(TouchedExpiryPolicy.factoryOf(seconds(10)))));
        }
        caches.get(0).put(1, 1);
        for (int round = 0; round < 8; round++) {
            clock.advance(Duration.ofSeconds(6));
            caches.forEach(OmniCache::cleanUp);
            assertThat(caches.get(round % PROCESSES).get(1)).isOne();
        }
        clock.advance(Duration.ofSeconds(11));
        caches.forEach(each -> assertThat(each.get(1)).isNull());
    }

    @Test
    void clearAndBatchesAreSeenByAll() {
        List<OmniCache<Integer, Integer>> caches = caches();
        Map<Integer, Integer> all =
                IntStream.range(0, 300).boxed().collect(Collectors.toMap(key -> key, key -> key * key));
        caches.get(0).putAll(all);
        for (OmniCache<Integer, Integer> each : caches) {
            assertThat(each.getAll(all.keySet())).isEqualTo(all);
            Map<Integer, Integer> iterated = new HashMap<>();
            each.forEach(entry -> iterated.put(entry.getKey(), entry.getValue()));
            assertThat(iterated).isEqualTo(all);
            assertThat(each.size()).isEqualTo(300);
        }
        caches.get(1).removeAll(Set.of(1, 2, 3));
        caches.forEach(each -> assertThat(each.getAll(Set.of(1, 2, 3, 4))).containsOnlyKeys(4));
        caches.get(2).clear();
        caches.forEach(each -> assertThat(each.getAll(all.keySet())).isEmpty());
        caches.get(3).putAll(all);
        caches.get(0).removeAll();
        caches.forEach(each -> assertThat(each.getAll(all.keySet())).isEmpty());
    }

    @Test
    void aKeyThatOthersChangeAllTheTimeIsGivenUp() {
        OmniCache<Integer, Integer> one = cache(options -> options);
        OmniCache<Integer, Integer> other = cache(options -> options);
        one.put(1, 0);
        AtomicInteger runs = new AtomicInteger();
        assertThatThrownBy(() -> one.invoke(1, (entry, nothing) -> {
                    other.put(1, runs.incrementAndGet());
                    entry.setValue(-1);
                    return null;
                }))
                .isInstanceOf(CacheException.class)
                .hasMessage(
                        "key 1 of cache 'users' was changed by other processes 64 times while it was to be changed here");
        assertThat(runs).hasValue(64);
        assertThat(one.get(1)).isEqualTo(64);
        assertThat(other.get(1)).isEqualTo(64);
    }
}
