/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A tier in memory that notes whether it is in step, unless it is told to fail or to stand still. */
final class NotedTier extends ForwardingTier {
    private final AtomicInteger noted = new AtomicInteger();
    private final AtomicInteger tried = new AtomicInteger();
    private final CountDownLatch held = new CountDownLatch(1);
    private volatile boolean inStep;
    private volatile boolean failing;
    private volatile boolean written;
    private volatile boolean keeping;
    private volatile @Nullable CountDownLatch gate;

    NotedTier(boolean inStep) {
        super(new MemoryTier(new RecordingContext("users"), 100));
        this.inStep = inStep;
    }

    @Override
    <R extends @Nullable Object> R run(Access<R> access) throws IOException {
        return access.run();
    }

    @Override
    public boolean isInStep() {
        return inStep;
    }

    @Override
    public void noteInStep(boolean now) throws IOException {
        tried.incrementAndGet();
        CountDownLatch present = gate;
        if (present != null) {
            held.countDown();
            try {
                present.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
        boolean fails = failing;
        if (!fails || written) {
            inStep = now;
        }
        if (fails) {
            throw new IOException("the disk takes nothing");
        }
        noted.incrementAndGet();
    }

    @Override
    public void clear() throws IOException {
        if (keeping) {
            throw new IOException("told to keep all");
        }
        super.clear();
    }

    /** From now on, it cannot be cleared. */
    void keepAll() {
        keeping = true;
    }

    /** Returns how often it was to note something. */
    int tried() {
        return tried.get();
    }

    /** Returns how often it has noted something. */
    int noted() {
        return noted.get();
    }

    void fail(boolean fails) {
        failing = fails;
        written = false;
    }

    /** From now on, notes fail that stand there all the same. */
    void failAfterwards() {
        written = true;
        failing = true;
    }

    /** Lets notes wait for a latch from now on. */
    CountDownLatch hold() {
        CountDownLatch latch = new CountDownLatch(1);
        gate = latch;
        return latch;
    }

    /** Waits until a note waits. */
    void awaitHeld() throws InterruptedException {
        held.await();
    }
}
