/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.omnicache.OmniCache;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.expiry.Duration;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CacheWriterException;
import javax.cache.processor.EntryProcessorException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Operations that wait for each other in a circle: one side fails before it would park, the other succeeds. */
class CyclesTest {
    private static final Map<String, String> NEXT = Map.of("k1", "k2", "k2", "k3", "k3", "k1");
    private static final String[] ALL_THREE = {"key k1 of cache 'one'", "key k2 of cache 'one'", "key k3 of cache 'one'"
    };

    @RegisterExtension
    final TestCaches caches = new TestCaches();

    private final CountDownLatch bothInside = new CountDownLatch(2);
    private final Map<String, Cache<String, String>> byKey = new ConcurrentHashMap<>();

    @Test
    void ofTwoLoadsThatReadEachOthersKeysOneFailsNamingBothAndTheOtherSucceeds() {
        Loader<String> loader = new Loader<>(key -> key + " with " + readOther(key));
        OmniCache<String, String> cache = caches.strings("one", options -> options.readThrough(loader.factory()));
        byKey.put("k1", cache);
        byKey.put("k2", cache);
        assertOneFailedAndOneSucceeded("key k1 of cache 'one'", "key k2 of cache 'one'");
    }

    @Test
    void aCycleThroughTwoCachesIsFound() {
        Loader<String> loader = new Loader<>(key -> key + " with " + readOther(key));
        byKey.put("k1", caches.strings("first", options -> options.readThrough(loader.factory())));
        byKey.put("k2", caches.strings("second", options -> options.readThrough(loader.factory())));
        assertOneFailedAndOneSucceeded("key k1 of cache 'first'", "key k2 of cache 'second'");
    }

    @Test
    void aLoaderThatCatchesTheFailureOfTheCycleGoesOn() {
        Loader<String> loader = new Loader<>(key -> {
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

    @Test
    void ofTwoWritersThatWriteEachOthersKeysOneFailsAndTheOtherSucceeds() {
        Writer writer = new Writer(key -> inTheCrew(own -> {
            if (own.equals(key)) {
                meet();
                byKey.get("one").put(own.equals("k1") ? "k2" : "k1", "from " + own);
            }
        }));
        OmniCache<String, String> cache = caches.strings("one", options -> options.writeThrough(writer.factory()));
        byKey.put("one", cache);
        assertThat(failures(own -> cache.put(own, "of " + own), "k1", "k2"))
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(CacheWriterException.class)
                        .hasCauseInstanceOf(IllegalStateException.class)
                        .cause()
                        .hasMessageContainingAll("key k1 of cache 'one'", "key k2 of cache 'one'")
                        .hasMessageContaining("would wait for itself"));
        // The one that failed has changed nothing, and let the other one through.
        assertThat(cache.get("k1") + ", " + cache.get("k2")).isIn("of k1, from k1", "from k2, of k2");
        assertThat(writer.written).containsOnly(entry("k1", cache.get("k1")), entry("k2", cache.get("k2")));
    }

    /** What a policy throws is no failure of the operation, so it is the policies that see it here. */
    @Test
    void ofTwoPoliciesThatWriteEachOthersKeysOneFailsAndTheOtherSucceeds() {
        Queue<IllegalStateException> seen = new ConcurrentLinkedQueue<>();
        Set<String> asked = ConcurrentHashMap.newKeySet();
        OmniCache<String, String> cache = caches.strings(
                "one",
                options -> options.expiry(AskedPolicy.asked(
                        () -> Duration.ETERNAL,
                        () -> null,
                        () -> leavingTheDefault(() -> inTheCrew(own -> {
                            if (asked.add(own)) { // not by the inner put
                                meet();
                                putCatching(own.equals("k1") ? "k2" : "k1", "from " + own, seen);
                            }
                        })))));
        byKey.put("one", cache);
        cache.put("k1", "before");
        cache.put("k2", "before");
        assertThat(failures(own -> cache.put(own, "of " + own), "k1", "k2")).isEmpty();
        assertThat(seen)
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .hasMessageContainingAll(
                                "key k1 of cache 'one'", "key k2 of cache 'one'", "would wait for itself"));
        assertThat(cache.get("k1") + ", " + cache.get("k2"))
                .as("whose policy failed has its value overwritten by the other, or not")
                .isIn("of k1, from k1", "from k2, of k2");
    }

    /** Who waited for the load that failed loads that key too, and closes the circle anew; for the last one it is open. */
    @Test
    void ofThreeLoadsInACircleOneSucceedsAndTheFirstFailureNamesAll() {
        CountDownLatch inside = new CountDownLatch(3);
        Loader<String> loader = new Loader<>(key -> {
            meet(inside);
            return key + " with " + byKey.get("one").get(NEXT.get(key));
        });
        OmniCache<String, String> cache = caches.strings("one", options -> options.readThrough(loader.factory()));
        byKey.put("one", cache);
        List<Throwable> failures = failures(cache::get, "k1", "k2", "k3");
        assertThat(failures)
                .hasSize(2)
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(CacheLoaderException.class)
                        .hasMessageContaining("would wait for itself"));
        assertThat(failures).anySatisfy(failure -> assertThat(failure).hasMessageContainingAll(ALL_THREE));
    }

    @Test
    void ofThreeProcessorsInACircleOneFailsNamingAllAndTheOthersSucceed() {
        CountDownLatch inside = new CountDownLatch(3);
        OmniCache<String, String> cache = caches.strings("one", options -> options);
        assertThat(failures(
                        own -> cache.invoke(own, (entry, arguments) -> {
                            meet(inside);
                            cache.put(NEXT.get(own), "from " + own);
                            return null;
                        }),
                        "k1",
                        "k2",
                        "k3"))
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(EntryProcessorException.class)
                        .hasCauseInstanceOf(IllegalStateException.class)
                        .cause()
                        .hasMessageContainingAll(ALL_THREE)
                        .hasMessageContaining("would wait for itself"));
        assertThat(cache.size()).as("what the others have put").isEqualTo(2);
    }

    /** Waiting that has just ended is no waiting: who was woken may not have run yet. */
    @RepeatedTest(5)
    void aThreadThatWasWaitedForMayWaitForTheOneThatWaited() {
        Map<String, CountDownLatch> begun = new ConcurrentHashMap<>();
        Loader<String> loader = new Loader<>(key -> {
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

    /** Does something for each key in a thread of its own; returns what was thrown. */
    private static List<Throwable> failures(Consumer<String> operation, String... keys) {
        List<Crew.Member<Void>> members = Stream.of(keys)
                .map(key -> Crew.run("of " + key, () -> operation.accept(key)))
                .toList();
        return members.stream()
                .map(Crew.Member::failure)
                .filter(failure -> failure != null)
                .toList();
    }

    /** Does something with the key that the calling thread is there for, if it is one of the crew. */
    private static void inTheCrew(Consumer<String> action) {
        String name = Thread.currentThread().getName();
        if (name.startsWith("of ")) {
            action.accept(name.substring(3));
        }
    }

    private static Duration leavingTheDefault(Runnable action) {
        action.run();
        return null;
    }

    private void putCatching(String key, String value, Queue<IllegalStateException> caught) {
        try {
            byKey.get("one").put(key, value);
        } catch (IllegalStateException e) {
            caught.add(e);
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
        meet(bothInside);
    }

    private static void meet(CountDownLatch inside) {
        inside.countDown();
        Eventually.holds("all threads are inside", () -> inside.getCount() == 0);
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
