/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.Eventually;
import io.omnicache.OmniCache;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.expiry.CreatedExpiryPolicy;
import org.junit.jupiter.api.AfterEach;

/** Processes that read and write one source through their caches. After each test, no lease is left. */
abstract class LeasedCaches extends SharedCaches {
    final Map<Integer, Integer> source = new ConcurrentHashMap<>();
    final AtomicReference<Runnable> inLoader = new AtomicReference<>(() -> {});
    final CountDownLatch hasRead = new CountDownLatch(1);
    final CountDownLatch go = new CountDownLatch(1);

    @AfterEach
    void noLeaseIsLeft() {
        go.countDown();
        Eventually.await("no lease is left", () -> store().leases() == 0);
    }

    final SourceLoader loader() {
        return new SourceLoader(key -> {
            Integer found = source.get(key);
            inLoader.get().run();
            return found;
        });
    }

    final SourceWriter writer() {
        return new SourceWriter(source, () -> {}, () -> {});
    }

    final OmniCache<Integer, Integer> process() {
        return cache(options -> options.readThrough(this::loader).writeThrough(this::writer));
    }

    /** A process whose entries live for ten seconds. */
    final OmniCache<Integer, Integer> expiring() {
        return cache(options -> options.readThrough(this::loader)
                .writeThrough(this::writer)
                .expiry(() -> new CreatedExpiryPolicy(seconds(10))));
    }

    /** Lets a process load a key until {@link #go}: it has read what the source has now. */
    final Future<Integer> loading(OmniCache<Integer, Integer> process, int key) throws InterruptedException {
        inLoader.set(() -> {
            inLoader.set(() -> {});
            hasRead.countDown();
            await(go);
        });
        Future<Integer> loading = threads.submit(() -> process.get(key));
        hasRead.await();
        return loading;
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs something in a thread that then waits for another process. */
    final Future<?> waiting(Runnable work) {
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
}
