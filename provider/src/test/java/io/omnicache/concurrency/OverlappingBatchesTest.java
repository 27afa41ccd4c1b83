/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.OmniCache;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
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

    private final AtomicInteger failuresSeen = new AtomicInteger();
    private final AtomicInteger failuresThrown = new AtomicInteger();
    private Loader loader;
    private Writer writer;

    @ParameterizedTest(name = "seed {0}, with writer: {1}, failing: {2}")
    @CsvSource({"1, false, false", "2, true, false", "3, false, true", "4, true, true"})
    void comeToAnEnd(long seed, boolean writing, boolean failing) {
        OmniCache<String, String> cache = make(writing, failing, seed);
        Crew.together(THREADS, number -> {
            Random random = new Random(seed * 1_000 + number);
            for (int round = 0; round < ROUNDS; round++) {
                try {
                    operation(cache, random, number + "." + round);
                } catch (CacheLoaderException | CacheWriterException e) {
                    failuresSeen.incrementAndGet();
                }
            }
            return null;
        });
        assertThat(loader.allCalls()).as("calls of the loader, seed %d", seed).isPositive();
        assertThat(failuresThrown.get() > 0).isEqualTo(failing);
        assertThat(failuresSeen.get() > 0).isEqualTo(failing);
        if (writing) {
            assertThat(cached(cache))
                    .as("what was put last is written, seed %d", seed)
                    .allSatisfy((key, value) -> {
                        if (value.startsWith("put")) {
                            assertThat(writer.written).containsEntry(key, value);
                        }
                    });
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @CsvSource({"11", "12", "13"})
    void loadEachMissingKeyOnceHoweverManyBatchesAskForIt(long seed) {
        OmniCache<String, String> cache = make(false, false, seed);
        List<Map<String, String>> results = Crew.together(THREADS, number -> {
            Random random = new Random(seed * 1_000 + number);
            Map<String, String> read = new HashMap<>();
            for (int i = 0; i < 10; i++) {
                read.putAll(cache.getAll(some(random)));
            }
            return read;
        });
        assertThat(results)
                .allSatisfy(read -> assertThat(read)
                        .isNotEmpty()
                        .allSatisfy((key, value) -> assertThat(value).isEqualTo("loaded " + key)));
        assertThat(loader.allCalls()).as("seed %d", seed).isEqualTo((int) cache.size());
        KEYS.forEach(key -> assertThat(loader.calls(key)).isLessThanOrEqualTo(1));
    }

    private OmniCache<String, String> make(boolean writing, boolean failing, long seed) {
        AtomicInteger calls = new AtomicInteger();
        Runnable slowly = () -> {
            LockSupport.parkNanos(20_000);
            if (failing && (calls.incrementAndGet() + seed) % 7 == 0) {
                failuresThrown.incrementAndGet();
                throw new IllegalArgumentException("this call fails");
            }
        };
        loader = new Loader(key -> {
            slowly.run();
            return "loaded " + key;
        });
        writer = new Writer(key -> slowly.run());
        return caches.strings(
                "batches",
                options -> writing
                        ? options.readThrough(loader.factory()).writeThrough(writer.factory())
                        : options.readThrough(loader.factory()));
    }

    private void operation(OmniCache<String, String> cache, Random random, String id) {
        Set<String> keys = some(random);
        switch (random.nextInt(7)) {
            case 0, 1 -> cache.getAll(keys);
            case 2 -> loadAll(cache, keys, random.nextBoolean());
            case 3 -> {
                Map<String, String> entries = new LinkedHashMap<>();
                keys.forEach(key -> entries.put(key, "put " + id));
                cache.putAll(entries);
            }
            case 4 -> cache.removeAll(keys);
            case 5 -> cache.put(keys.iterator().next(), "put " + id);
            default -> cache.get(keys.iterator().next());
        }
    }

    private static void loadAll(OmniCache<String, String> cache, Set<String> keys, boolean replace) {
        CompletionListenerFuture done = new CompletionListenerFuture();
        cache.loadAll(keys, replace, done);
        try {
            done.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new CacheLoaderException(e);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("loadAll hangs" + Crew.threadDump(), e);
        }
    }

    private static Map<String, String> cached(OmniCache<String, String> cache) {
        Map<String, String> all = new HashMap<>();
        cache.forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        return all;
    }

    private static Set<String> some(Random random) {
        List<String> shuffled = new ArrayList<>(KEYS);
        Collections.shuffle(shuffled, random);
        return new LinkedHashSet<>(shuffled.subList(0, 2 + random.nextInt(10)));
    }
}
