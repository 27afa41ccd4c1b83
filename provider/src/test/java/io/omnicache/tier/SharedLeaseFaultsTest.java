/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.Eventually;
import io.omnicache.OmniCache;
import io.omnicache.config.OnFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.CacheException;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.integration.CacheLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What fails, waits or goes on while keys are leased. After each test, no lease is left. */
class SharedLeaseFaultsTest extends SharedCaches {
    private final Map<Integer, Integer> source = new ConcurrentHashMap<>();
    private final AtomicReference<Runnable> inLoader = new AtomicReference<>(() -> {});
    private final CountDownLatch hasRead = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);

    @AfterEach
    void noLeaseIsLeft() {
        go.countDown();
        Eventually.await("no lease is left", () -> store().leases() == 0);
    }

    private SourceLoader loader() {
        return new SourceLoader(key -> {
            Integer found = source.get(key);
            inLoader.get().run();
            return found;
        });
    }

    private SourceWriter writer() {
        return new SourceWriter(source, () -> {}, () -> {});
    }

    private OmniCache<Integer, Integer> process() {
        return cache(options -> options.readThrough(this::loader).writeThrough(this::writer));
    }

    /** Lets a process load a key until {@link #go}: it has read what the source has now. */
    private Future<Integer> loading(OmniCache<Integer, Integer> process, int key) throws InterruptedException {
        inLoader.set(() -> {
            inLoader.set(() -> {});
            hasRead.countDown();
            await(go);
        });
        Future<Integer> loading = threads.submit(() -> process.get(key));
        hasRead.await();
        return loading;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs something in a thread that then waits for another process. */
    private Future<?> waiting(Runnable work) {
        AtomicReference<Thread> thread = new AtomicReference<>();
        Future<?> running = threads.submit(() -> {
            thread.set(Thread.currentThread());
            work.run();
        });
        Eventually.await("it waits", () -> {
            Thread started = thread.get();
            return started != null
                    && (started.getState() == Thread.State.TIMED_WAITING || started.getState() == Thread.State.WAITING);
        });
        assertThat(running.isDone()).isFalse();
        return running;
    }

    @Test
    void whatFailsUnderOnFailureFailGivesItsLeasesBack() {
        OmniCache<Integer, Integer> cache = cache(options ->
                options.readThrough(this::loader).writeThrough(this::writer).onFailure(OnFailure.FAIL));
        store().tier(0).broken(true);
        assertThatThrownBy(() -> cache.getAll(Set.of(1, 2, 3))).isInstanceOf(TierException.class);
        assertThat(store().leases()).isZero();
        assertThatThrownBy(() -> cache.get(1)).isInstanceOf(TierException.class);
        assertThatThrownBy(() -> cache.put(1, 1)).isInstanceOf(TierException.class);
        assertThatThrownBy(() -> cache.putAll(Map.of(1, 1, 2, 2))).isInstanceOf(TierException.class);
        assertThatThrownBy(() -> cache.removeAll(Set.of(1, 2))).isInstanceOf(TierException.class);
        assertThat(store().leases()).isZero();
        store().tier(0).broken(false); // it is closed at the end
    }

    @Test
    void whatFailsInLoadersGivesItsLeasesBack() {
        OmniCache<Integer, Integer> cache = process();
        inLoader.set(() -> {
            throw new IllegalStateException("no source");
        });
        assertThatThrownBy(() -> cache.get(1)).hasRootCauseMessage("no source");
        assertThatThrownBy(() -> cache.getAll(Set.of(1, 2))).hasRootCauseMessage("no source");
        assertThat(store().leases()).isZero();
        inLoader.set(() -> {
            throw new InternalError("broken");
        });
        assertThatThrownBy(() -> cache.getAll(Set.of(1, 2))).isInstanceOf(InternalError.class);
        assertThatThrownBy(() -> cache.get(1)).isInstanceOf(InternalError.class);
        assertThat(store().leases()).isZero();
    }

    @Test
    void whereLeasesFailThereAreNone() {
        OmniCache<Integer, Integer> one = process();
        OmniCache<Integer, Integer> other = process();
        store().leasesFail(true);
        source.put(1, 1);
        assertThat(one.get(1)).isOne();
        other.put(1, 2);
        assertThat(one.get(1)).isEqualTo(2);
        assertThat(source).containsEntry(1, 2);
    }

    /** The writer was told of all. */
    @ParameterizedTest
    @EnumSource
    void ofABatchWhoseNthChangeFailsTheOthersAreChanged(OnFailure onFailure) {
        OmniCache<Integer, Integer> one = cache(options ->
                options.readThrough(this::loader).writeThrough(this::writer).onFailure(onFailure));
        OmniCache<Integer, Integer> other = process();
        Map<Integer, Integer> before = numbered(10, 1);
        Map<Integer, Integer> after = numbered(10, 2);
        for (int nth = 1; nth <= 10; nth++) {
            one.putAll(before);
            store().tier(0).failAtChange(nth);
            if (onFailure == OnFailure.FAIL) {
                assertThatThrownBy(() -> one.putAll(after)).isInstanceOf(TierException.class);
            } else {
                one.putAll(after);
            }
            assertThat(source).isEqualTo(after);
            assertThat(one.getAll(after.keySet())).as("change %s failed", nth).isEqualTo(after);
            one.cleanUp();
            assertThat(other.getAll(after.keySet())).as("change %s failed", nth).isEqualTo(after);
        }
    }

    private static Map<Integer, Integer> numbered(int keys, int value) {
        return IntStream.range(0, keys).boxed().collect(Collectors.toMap(key -> key, key -> value));
    }

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

    /** A lease does not depend on whether this process can use the tier. */
    @Test
    void aPutOfAProcessThatCannotUseTheTierComesAfterTheLoadOfAnother() throws Exception {
        OmniCache<Integer, Integer> one = process();
        OmniCache<Integer, Integer> other = process();
        source.put(1, 1);
        store().tier(1).broken(true);
        for (int key = 10; key < 20; key++) {
            other.put(key, key);
        }
        assertThat(other.tiers().get(0).breaker().name()).isEqualTo("OPEN");
        Future<Integer> loading = loading(one, 1);
        Future<?> put = waiting(() -> other.put(1, 2));
        assertThat(source).as("the writer was not told yet").containsEntry(1, 1);
        go.countDown();
        assertThat(loading.get()).isOne();
        put.get();
        store().tier(1).broken(false);
        clock.advance(Duration.ofSeconds(90));
        other.cleanUp();
        assertThat(other.get(1)).isEqualTo(2);
        assertThat(one.get(1)).isEqualTo(2);
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

    private OmniCache<Integer, Integer> expiring() {
        return cache(options -> options.readThrough(this::loader)
                .writeThrough(this::writer)
                .expiry(() -> new CreatedExpiryPolicy(seconds(10))));
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
    void recoveryDoesNotWaitForALoadOfAnotherProcess() throws Exception {
        OmniCache<Integer, Integer> one = process();
        OmniCache<Integer, Integer> other = process();
        store().tier(1).failAtChange(1);
        other.put(1, 1);
        Future<Integer> loading = loading(one, 1);
        clock.advance(Duration.ofSeconds(90));
        other.cleanUp();
        assertThat(loading.isDone()).isFalse();
        go.countDown();
        loading.get();
        other.cleanUp();
        assertThat(one.get(1)).isEqualTo(source.get(1));
        assertThat(other.get(1)).isEqualTo(source.get(1));
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
        clock.advance(Duration.ofSeconds(61));
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
    void whatAListenerThrowsWhileABatchWaitsDoesNotEndIt() throws Exception {
        OmniCache<Integer, Integer> cache = expiring();
        AtomicInteger told = new AtomicInteger();
        cache.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(
                () -> (CacheEntryExpiredListener<Integer, Integer>) events -> {
                    told.incrementAndGet();
                    throw new IllegalStateException("of a listener");
                },
                null,
                false,
                true));
        cache.put(1, 1);
        Future<?> invoking = threads.submit(() -> cache.invoke(1, (entry, nothing) -> {
            hasRead.countDown();
            await(go);
            return null;
        }));
        hasRead.await();
        Future<?> put = waiting(() -> cache.putAll(Map.of(1, 5, 2, 5)));
        clock.advance(Duration.ofSeconds(11));
        go.countDown();
        invoking.get();
        try {
            put.get();
        } catch (
                ExecutionException
                        e) { // if it was the batch that has delivered it, with its own events, and not another thread
            // before
            assertThat(e).hasRootCauseMessage("of a listener");
        }
        Eventually.await("the listener is told", () -> told.get() == 1);
        assertThat(source).isEqualTo(Map.of(1, 5, 2, 5));
        assertThat(cache.getAll(Set.of(1, 2))).isEqualTo(source);
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
