/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.loading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LoadThreadsTest {
    @Test
    void manyTasksShareFewThreads() throws InterruptedException {
        int tasks = 20 * LoadThreads.most();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch allRun = new CountDownLatch(tasks);
        CountDownLatch busy = new CountDownLatch(LoadThreads.most());
        for (int i = 0; i < tasks; i++) {
            LoadThreads.execute(() -> {
                threads.add(Thread.currentThread());
                busy.countDown();
                await(busy); // every thread there may be is needed before the first ends
                allRun.countDown();
            });
        }
        allRun.await();
        assertThat(threads).hasSize(LoadThreads.most());
        assertThat(LoadThreads.most()).isGreaterThanOrEqualTo(8);
    }

    @Test
    void tasksThatWaitForTasksOfTheirOwnCannotBlockEachOther() throws InterruptedException {
        int tasks = LoadThreads.most();
        CountDownLatch busy = new CountDownLatch(tasks);
        CountDownLatch allRun = new CountDownLatch(tasks);
        for (int i = 0; i < tasks; i++) {
            LoadThreads.execute(() -> {
                busy.countDown();
                await(busy);
                CountDownLatch inner = new CountDownLatch(1);
                LoadThreads.execute(inner::countDown);
                await(inner);
                allRun.countDown();
            });
        }
        allRun.await();
    }

    @Test
    void aLongChainOfTasksDoesNotOverflowTheStack() throws InterruptedException {
        Semaphore ended = new Semaphore(0);
        LoadThreads.execute(() -> next(100_000, ended));
        ended.acquire();
    }

    private static void next(int left, Semaphore ended) {
        if (left == 0) {
            ended.release();
        } else {
            LoadThreads.execute(() -> next(left - 1, ended));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
