/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Threads that ask for products as fast as they are answered. */
final class Load {
    private static final long SEED = 107;

    private final Zipf popularity;
    private final Shown shown;
    private final List<Worker> workers = new ArrayList<>();

    /** Answers a request for a product. */
    @FunctionalInterface
    interface Shown {
        @Nullable
        ProductPage show(long id) throws Exception;
    }

    /** Prepares threads; each asks for the same products in the same order in every load. */
    Load(int threads, Zipf popularity, Shown shown) {
        this.popularity = popularity;
        this.shown = shown;
        for (int i = 0; i < threads; i++) {
            workers.add(new Worker(i));
        }
    }

    void start() {
        workers.forEach(Thread::start);
    }

    /**
     * Lets each thread finish the request it is at.
     *
     * @throws IllegalStateException if a request failed
     */
    void stop() throws InterruptedException {
        workers.forEach(worker -> worker.stopping = true);
        for (Worker worker : workers) {
            worker.join();
        }
        for (Worker worker : workers) {
            Exception failure = worker.failure.get();
            if (failure != null) {
                throw new IllegalStateException("a request failed: " + failure.getMessage(), failure);
            }
        }
    }

    boolean failed() {
        return workers.stream().anyMatch(worker -> worker.failure.get() != null);
    }

    /** Returns the times of all requests so far. */
    Latencies latencies() {
        Latencies all = new Latencies();
        workers.forEach(worker -> all.addAll(worker.latencies));
        return all;
    }

    private final class Worker extends Thread {
        private final Random random;
        private final Latencies latencies = new Latencies();
        private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        private volatile boolean stopping;

        Worker(int number) {
            super("omnicache-demo-" + number);
            setDaemon(true);
            random = new Random(SEED + number);
        }

        @Override
        public void run() {
            try {
                while (!stopping) {
                    request(popularity.next(random));
                }
            } catch (Exception e) {
                failure.set(e);
            }
        }

        private void request(long id) throws Exception {
            long begun = System.nanoTime();
            ProductPage page = shown.show(id);
            latencies.add(System.nanoTime() - begun);
            if (page == null || page.id() != id) {
                throw new IllegalStateException("product " + id + " was asked for, and this came: " + page);
            }
        }
    }
}
