/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.OmniCache;
import io.omnicache.config.OmniConfigurationBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import javax.cache.event.EventType;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CacheWriterException;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batches of shuffled, overlapping keys from many threads: nothing waits for ever, every load and write is accounted for. */
class OverlappingBatchesTest {
    private static final int THREADS = 16;
    private static final int ROUNDS = 60;
    private static final List<String> KEYS =
            IntStream.range(0, 24).mapToObj(i -> "k" + i).toList();

    @RegisterExtension
    final TestCaches caches = new TestCaches();

    /** What was to be put, and what was seen, by value. */
    private final Set<String> offered = ConcurrentHashMap.newKeySet();

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final Set<Throwable> failuresSeen = ConcurrentHashMap.newKeySet();
    private final Heard heard = new Heard(event -> {});
    private Source source;

    /** Without a listener puts take a shorter way, but what is stored cannot be followed. */
    @ParameterizedTest(name = "seed {0}, with writer: {1}, failing: {2}, heard: {3}")
    @CsvSource({
        "1, false, false, true",
        "2, true, false, true",
        "3, false, true, true",
        "4, true, true, true",
        "5, false, true, false",
        "6, true, true, false"
    })
    void comeToAnEnd(long seed, boolean writing, boolean failing, boolean listening) {
        OmniCache<String, Text> cache = make(writing, failing, listening, seed);
        Crew.together(THREADS, number -> {
            Random random = new Random(seed * 1_000 + number);
            for (int round = 0; round < ROUNDS; round++) {
                try {
                    operation(cache, random, number + "." + round);
                } catch (CacheLoaderException | CacheWriterException e) {
                    noteFailures(e);
                }
            }
            return null;
        });
        assertThat(source.loads).as("calls of the loader, seed %d", seed).hasPositiveValue();
        assertThat(source.collisions)
                .as("keys that two threads loaded or wrote at a time")
                .isEmpty();
        assertThat(source.thrown.isEmpty()).isEqualTo(!failing);
        assertThat(failuresSeen).as("each failure is seen by somebody").hasSameElementsAs(source.thrown);
        Set<String> loaded = new HashSet<>(source.loaded);
        assertThat(seen)
                .as("what was read was loaded or put")
                .isNotEmpty()
                .allMatch(value -> loaded.contains(value) || offered.contains(value));
        if (writing) {
            assertWritten(cached(cache));
        }
        if (listening) {
            assertStored(cache, writing);
        }
    }

    /** What was put last is written. */
    private void assertWritten(Map<String, String> cached) {
        assertThat(cached).allSatisfy((key, value) -> {
            if (value.startsWith("put")) {
                assertThat(source.rows).containsEntry(key, value);
            }
        });
        assertThat(offered).containsAll(source.written);
    }

    /** What calls of the loader brought that returned, and what was put, or written where a writer may fail, is stored once each, and nothing else. */
    private void assertStored(OmniCache<String, Text> cache, boolean writing) {
        List<String> stored = heard.events().stream()
                .filter(event -> event.type() == EventType.CREATED || event.type() == EventType.UPDATED)
                .map(Heard.Event::value)
                .toList();
        List<String> expected = new ArrayList<>(source.loaded);
        expected.addAll(writing ? source.written : offered);
        assertThat(stored).containsExactlyInAnyOrderElementsOf(expected);
        Map<String, String> cached = cached(cache);
        Streams lives = new Streams(heard.events());
        assertThat(lives.evicted(cached))
                .as("entries that left without an event")
                .isZero();
        assertThat(cached).hasSize(lives.count(EventType.CREATED) - lives.count(EventType.REMOVED));
    }

    @ParameterizedTest(name = "seed {0}")
    @CsvSource({"11", "12", "13"})
    void loadEachMissingKeyOnceHoweverManyBatchesAskForIt(long seed) {
        OmniCache<String, Text> cache = make(false, false, false, seed);
        Crew.together(THREADS, number -> {
            Random random = new Random(seed * 1_000 + number);
            for (int i = 0; i < 10; i++) {
                getAll(cache, some(random));
            }
            return null;
        });
        assertThat(source.collisions).isEmpty();
        assertThat(source.loaded).as("seed %d", seed).hasSize((int) cache.size());
        assertThat(seen).isNotEmpty();
        assertThat(new HashSet<>(seen)).hasSameElementsAs(source.loaded);
    }

    private OmniCache<String, Text> make(boolean writing, boolean failing, boolean listening, long seed) {
        source = new Source(failing, seed);
        return caches.texts("batches", options -> {
            OmniConfigurationBuilder<String, Text> loading = options.readThrough(() -> source);
            OmniConfigurationBuilder<String, Text> both = writing ? loading.writeThrough(() -> source) : loading;
            return listening ? both.listener(heard.synchronous()) : both;
        });
    }

    private void operation(OmniCache<String, Text> cache, Random random, String id) {
        Set<String> keys = some(random);
        String first = keys.iterator().next();
        switch (random.nextInt(8)) {
            case 0, 1 -> getAll(cache, keys);
            case 2 -> loadAll(cache, keys, random.nextBoolean());
            case 3 -> {
                Map<String, Text> entries = new LinkedHashMap<>();
                keys.forEach(key -> entries.put(key, offer(key, id)));
                cache.putAll(entries);
            }
            case 4 -> cache.removeAll(keys);
            case 5, 6 -> cache.put(first, offer(first, id));
            default -> see(first, cache.get(first));
        }
    }

    /** Reads; without a failure there is a value for each key, since the loader has one. */
    private void getAll(OmniCache<String, Text> cache, Set<String> keys) {
        Map<String, Text> read = cache.getAll(keys);
        assertThat(read).containsOnlyKeys(keys);
        read.forEach(this::see);
    }

    private Text offer(String key, String id) {
        Text value = new Text("put " + key + " " + id);
        offered.add(value.toString());
        return value;
    }

    private void see(String key, Text value) {
        String read = Text.read(value);
        assertThat(read).contains(" " + key + " ");
        seen.add(read);
    }

    private void noteFailures(Throwable failure) {
        if (failure instanceof Source.Planned) {
            failuresSeen.add(failure);
        }
        if (failure.getCause() != null) {
            noteFailures(failure.getCause());
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            noteFailures(suppressed);
        }
    }

    private static void loadAll(OmniCache<String, Text> cache, Set<String> keys, boolean replace) {
        CompletionListenerFuture done = new CompletionListenerFuture();
        cache.loadAll(keys, replace, done);
        try {
            done.get(120, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new CacheLoaderException(e);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("loadAll hangs" + Crew.threadDump(), e);
        }
    }

    private static Map<String, String> cached(OmniCache<String, Text> cache) {
        Map<String, String> all = new HashMap<>();
        cache.forEach(entry -> all.put(entry.getKey(), Text.read(entry.getValue())));
        return all;
    }

    private static Set<String> some(Random random) {
        List<String> shuffled = new ArrayList<>(KEYS);
        Collections.shuffle(shuffled, random);
        return new LinkedHashSet<>(shuffled.subList(0, 2 + random.nextInt(10)));
    }
}
