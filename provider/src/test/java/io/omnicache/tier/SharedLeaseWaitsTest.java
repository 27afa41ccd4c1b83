/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.Eventually;
import io.omnicache.OmniCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What waits, or goes on, while another process has leased keys. */
class SharedLeaseWaitsTest extends LeasedCaches {
    @ParameterizedTest
    @EnumSource
    void whatWaitsWhileItsProcessClearsIsDoneAfterwards(Change change) throws Exception {
        OmniCache<Integer, Integer> one = process();
        OmniCache<Integer, Integer> other = process();
        source.put(1, 1);
        Future<Integer> loading = loading(one, 1);
        Future<?> changed = waiting(() -> change.on.accept(other));
        other.clear();
        go.countDown();
        assertThat(loading.get()).isOne();
        changed.get();
        assertThat(source.get(1)).isEqualTo(change.after);
        assertThat(one.get(1)).isEqualTo(change.after);
        assertThat(other.get(1)).isEqualTo(change.after);
    }

    /** Changes of key 1 of which a writer is told. */
    private enum Change {
        PUT(5, cache -> cache.put(1, 5)),
        PUT_ALL(5, cache -> cache.putAll(Map.of(1, 5))),
        REMOVE_ALL(null, cache -> cache.removeAll(Set.of(1))),
        INVOKE(
                5,
                cache -> cache.invoke(1, (entry, nothing) -> {
                    entry.setValue(5);
                    return null;
                }));

        private final Integer after;
        private final Consumer<OmniCache<Integer, Integer>> on;

        Change(Integer after, Consumer<OmniCache<Integer, Integer>> on) {
            this.after = after;
            this.on = on;
        }
    }

    /** It would hold up the caches of the whole process. */
    @Test
    void whatNeedNotBeDoneNowDoesNotWaitForAWriterOfAnotherProcess() throws Exception {
        OmniCache<Integer, Integer> one = blockedWriter();
        OmniCache<Integer, Integer> other = expiring();
        OmniCache<Integer, Integer> third = expiring();
        other.putAll(Map.of(1, 1, 2, 2));
        clock.advance(Duration.ofSeconds(11));
        Future<?> writing = threads.submit(() -> one.put(1, 9));
        hasRead.await();
        third.cleanUp();
        assertThat(store().size()).as("2 has gone, 1 is leased").isOne();
        other.cleanUp();
        assertThat(other.containsKey(1)).isFalse();
        assertThat(other.containsKey(2)).isFalse();
        other.close();
        assertThat(writing.isDone()).isFalse();
        go.countDown();
        writing.get();
        assertThat(third.get(1)).isEqualTo(9);
    }

    @Test
    void iteratorsShowWhatAWriterOfAnotherProcessIsAboutToReplace() throws Exception {
        OmniCache<Integer, Integer> one = blockedWriter();
        OmniCache<Integer, Integer> other = process();
        other.putAll(Map.of(1, 1, 2, 2));
        Future<?> writing = threads.submit(() -> one.put(1, 9));
        hasRead.await();
        Map<Integer, Integer> seen = new HashMap<>();
        other.forEach(entry -> seen.put(entry.getKey(), entry.getValue()));
        assertThat(seen).isEqualTo(Map.of(1, 1, 2, 2));
        go.countDown();
        writing.get();
        assertThat(other.get(1)).isEqualTo(9);
    }

    /** A process whose writer waits for {@link #go}. */
    private OmniCache<Integer, Integer> blockedWriter() {
        return cache(options -> options.writeThrough(() -> new SourceWriter(
                source,
                () -> {
                    hasRead.countDown();
                    await(go);
                },
                () -> {})));
    }

    /** A loader that asks for a key of the same batch which another process loads: it is not told that there is none. */
    @Test
    void aLoaderOfABatchWaitsForWhatAnotherProcessLoads() throws Exception {
        OmniCache<Integer, Integer> other = process();
        AtomicReference<OmniCache<Integer, Integer>> own = new AtomicReference<>();
        OmniCache<Integer, Integer> one = cache(options -> options.readThrough(
                () -> new SourceLoader(key -> key == 1 ? own.get().get(2) : source.get(key))));
        own.set(one);
        source.put(2, 2);
        Future<Integer> loading = loading(other, 2);
        AtomicReference<Map<Integer, Integer>> found = new AtomicReference<>();
        Future<?> all = waiting(() -> found.set(one.getAll(Set.of(1, 2))));
        go.countDown();
        assertThat(loading.get()).isEqualTo(2);
        all.get();
        assertThat(found.get()).isEqualTo(Map.of(1, 2, 2, 2));
    }

    @Test
    void whatWaitsWhenItsCacheIsClosedIsRefused() throws Exception {
        OmniCache<Integer, Integer> one = process();
        OmniCache<Integer, Integer> other = process();
        source.put(1, 1);
        Future<Integer> loading = loading(one, 1);
        Future<?> put = waiting(() -> other.put(1, 5));
        other.close();
        assertThatThrownBy(put::get)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThat(source).containsEntry(1, 1);
        go.countDown();
        assertThat(loading.get()).isOne();
    }

    @Test
    void whoeverWaitsBehindOneThatHasGivenUpGivesUpToo() throws Exception {
        OmniCache<Integer, Integer> one = process();
        OmniCache<Integer, Integer> other = process();
        Future<Integer> loading = loading(one, 1);
        List<Future<?>> waiting = new ArrayList<>();
        waiting.add(waiting(() -> other.put(1, 1)));
        waiting.add(waiting(() -> other.get(1)));
        waiting.add(waiting(() -> other.putAll(Map.of(1, 1, 2, 2))));
        waiting.add(waiting(() -> other.remove(1)));
        Eventually.await("all give up", () -> {
            clock.advance(Duration.ofSeconds(61));
            return waiting.stream().allMatch(Future::isDone);
        });
        for (Future<?> each : waiting) {
            assertThatThrownBy(each::get)
                    .cause()
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("key 1 of cache 'users' is being loaded or written by another process,"
                            + " which has not ended within 60 s");
        }
        assertThat(source).isEmpty();
        go.countDown();
        assertThat(loading.get()).isNull();
    }

    @Test
    void manyMissingKeysAreLoadedInParts() {
        List<Integer> parts = new ArrayList<>();
        OmniCache<Integer, Integer> cache =
                cache(options -> options.entries(100_000).readThrough(() -> new PartsLoader(parts)));
        Set<Integer> keys = IntStream.range(0, 5_000).boxed().collect(Collectors.toSet());
        assertThat(cache.getAll(keys)).hasSize(5_000);
        assertThat(parts).hasSize(5).allMatch(size -> size <= 1_024);
    }

    /** Loads each key as itself, and notes how many are asked for together. */
    private record PartsLoader(List<Integer> parts) implements CacheLoader<Integer, Integer> {
        @Override
        public Integer load(Integer key) {
            return key;
        }

        @Override
        public Map<Integer, Integer> loadAll(Iterable<? extends Integer> keys) {
            Map<Integer, Integer> loaded = new HashMap<>();
            keys.forEach(key -> loaded.put(key, key));
            parts.add(loaded.size());
            return loaded;
        }
    }
}
