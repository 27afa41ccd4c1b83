/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.OmniCache;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.integration.CacheLoaderException;
import javax.cache.processor.EntryProcessorException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Operations that wait for each other in a circle: one side fails before it would park, the other succeeds. */
class CyclesTest {
    @RegisterExtension
    final TestCaches caches = new TestCaches();

    private final CountDownLatch bothInside = new CountDownLatch(2);
    private final Map<String, Cache<String, String>> byKey = new ConcurrentHashMap<>();

    @Test
    void ofTwoLoadsThatReadEachOthersKeysOneFailsNamingBothAndTheOtherSucceeds() {
        Loader loader = new Loader(key -> key + " with " + readOther(key));
        OmniCache<String, String> cache = caches.strings("one", options -> options.readThrough(loader.factory()));
        byKey.put("k1", cache);
        byKey.put("k2", cache);
        assertOneFailedAndOneSucceeded("key k1 of cache 'one'", "key k2 of cache 'one'");
    }

    @Test
    void aCycleThroughTwoCachesIsFound() {
        Loader loader = new Loader(key -> key + " with " + readOther(key));
        byKey.put("k1", caches.strings("first", options -> options.readThrough(loader.factory())));
        byKey.put("k2", caches.strings("second", options -> options.readThrough(loader.factory())));
        assertOneFailedAndOneSucceeded("key k1 of cache 'first'", "key k2 of cache 'second'");
    }

    @Test
    void aLoaderThatCatchesTheFailureOfTheCycleGoesOn() {
        Loader loader = new Loader(key -> {
            try {
                return key + " with " + readOther(key);
            } catch (CacheLoaderException e) {
                return key + " alone";
            }
        });
        OmniCache<String, String> cache = caches.strings("one", options -> options.readThrough(loader.factory()));
        byKey.put("k1", cache);
        byKey.put("k2", cache);
        Crew.Member<String> first = Crew.start("first", () -> cache.get("k1"));
        Crew.Member<String> second = Crew.start("second", () -> cache.get("k2"));
        assertThat(List.of(first.result(), second.result()))
                .isSubsetOf("k1 alone", "k2 alone", "k1 with k2 alone", "k2 with k1 alone")
                .doesNotContainSequence("k1 alone", "k2 alone");
    }

    @Test
    void ofTwoProcessorsThatWriteEachOthersKeysOneFailsAndTheOtherSucceeds() {
        OmniCache<String, String> cache = caches.strings("one", options -> options);
        List<Throwable> failures = Stream.of(
                        Crew.run("first", () -> writeOther(cache, "k1", "k2")),
                        Crew.run("second", () -> writeOther(cache, "k2", "k1")))
                .map(Crew.Member::failure)
                .filter(failure -> failure != null)
                .toList();
        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(EntryProcessorException.class)
                        .hasCauseInstanceOf(IllegalStateException.class)
                        .cause()
                        .hasMessageContainingAll(
                                "key k1 of cache 'one'", "key k2 of cache 'one'", "would wait for itself"));
    }

    /** Waiting that has just ended is no waiting: who was woken may not have run yet. */
    @RepeatedTest(5)
    void aThreadThatWasWaitedForMayWaitForTheOneThatWaited() {
        Map<String, CountDownLatch> begun = new ConcurrentHashMap<>();
        Loader loader = new Loader(key -> {
            int round = Integer.parseInt(key.substring(1));
            if (key.startsWith("a")) {
                begun.get("a" + round).countDown();
                return "a with " + byKey.get("one").get("b" + round);
            }
            Eventually.holds(
                    "the other thread is inside its load",
                    () -> begun.get("a" + round).getCount() == 0);
            return "b";
        });
        OmniCache<String, String> cache = caches.strings("one", options -> options.readThrough(loader.factory()));
        byKey.put("one", cache);
        for (int i = 0; i < 200; i++) {
            int round = i;
            begun.put("a" + round, new CountDownLatch(1));
            Crew.Member<String> waited = Crew.start("waited", () -> cache.get("b" + round) + cache.get("a" + round));
            Crew.Member<String> waits = Crew.start("waits", () -> cache.get("a" + round));
            assertThat(waited.result()).isEqualTo("ba with b");
            assertThat(waits.result()).isEqualTo("a with b");
        }
    }

    private String readOther(String key) {
        meet();
        String other = key.equals("k1") ? "k2" : "k1";
        return byKey.get(other).get(other);
    }

    private void writeOther(Cache<String, String> cache, String key, String other) {
        cache.invoke(key, (entry, arguments) -> {
            meet();
            cache.put(other, "from " + key);
            return null;
        });
    }

    /** Returns when both threads are inside their operations, at once when they have been. */
    private void meet() {
        bothInside.countDown();
        Eventually.holds("both threads are inside", () -> bothInside.getCount() == 0);
    }

    private void assertOneFailedAndOneSucceeded(String... named) {
        List<Crew.Member<String>> members = List.of(
                Crew.start("first", () -> byKey.get("k1").get("k1")),
                Crew.start("second", () -> byKey.get("k2").get("k2")));
        List<Throwable> failures = members.stream()
                .map(Crew.Member::failure)
                .filter(failure -> failure != null)
                .toList();
        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(CacheLoaderException.class)
                        .hasMessageContainingAll(named)
                        .hasMessageContaining("would wait for itself"));
    }
}
