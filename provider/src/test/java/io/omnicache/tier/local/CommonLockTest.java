/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.tier.Lease;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Leases on a real file, as the threads of one process have them. That other processes respect them: {@code SharedDatabaseTest}. */
class CommonLockTest {
    private static final Duration SHORT = Duration.ofMillis(10);
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameIt() {
        file = folder.resolve("lock");
    }

    private CommonLock acquire(Duration longest) throws IOException {
        CommonLock lock = CommonLock.acquire("it", file, longest);
        lock.giveTurn();
        return lock;
    }

    private static <T> T elsewhere(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        new Thread(task, "elsewhere").start();
        return task.get();
    }

    private static boolean isFree(CommonLock lock, long number, Object key) throws IOException {
        Lease asked = lock.lease(number, key);
        boolean taken = asked.tryTake();
        asked.giveBack();
        return taken;
    }

    @Test
    void whoHasTheLeaseOfAKeyIsRefusedIt() throws Exception {
        try (CommonLock lock = acquire(LONG)) {
            Lease lease = lock.lease(1L << 60, "a");
            assertThat(lease.tryTake()).isTrue();
            Lease again = lock.lease(1L << 60, "a");
            assertThatThrownBy(again::tryTake)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("this thread is loading or writing the same key of the same store");
            again.giveBack();
            assertThat(elsewhere(() -> isFree(lock, 1L << 60, "a")))
                    .as("still leased")
                    .isFalse();
            lease.giveBack();
            assertThat(elsewhere(() -> isFree(lock, 1L << 60, "a"))).isTrue();
        }
    }

    @Test
    void keysThatShareALeaseAreNoObstacleToTheThreadThatHasIt() throws Exception {
        try (CommonLock lock = acquire(LONG)) {
            Lease lease = lock.lease(1L << 60, "a");
            assertThat(lease.tryTake()).isTrue();
            Lease sameBits = lock.lease((1L << 60) + 1, "b");
            assertThat(sameBits.tryTake()).isTrue();
            assertThat(elsewhere(() -> isFree(lock, (1L << 60) + 1, "b"))).isFalse();
            sameBits.giveBack();
            assertThat(elsewhere(() -> isFree(lock, 1L << 60, "a")))
                    .as("still leased")
                    .isFalse();
            lease.giveBack();
        }
    }

    @Test
    void theFileStaysLockedUntilTheLastLeaseWasGivenBack() throws Exception {
        CommonLock lock = acquire(LONG);
        Lease lease = lock.lease(1L << 60, "a");
        assertThat(lease.tryTake()).isTrue();
        lock.close();
        assertThatThrownBy(() -> acquire(SHORT))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "it was closed in this process while a loader or writer was at work, which has not ended yet: lock="
                                + file);
        FutureTask<Boolean> ending = new FutureTask<>(() -> {
            lease.giveBack();
            return true;
        });
        new Thread(ending, "ending").start();
        try (CommonLock next = acquire(LONG)) {
            assertThat(isFree(next, 1L << 60, "a")).isTrue();
        }
        assertThat(ending.get()).isTrue();
    }

    @Test
    void closingTwiceDoesNotHarmWhoHasOpenedItSince() throws Exception {
        CommonLock lock = acquire(LONG);
        lock.close();
        try (CommonLock next = acquire(LONG)) {
            lock.close();
            assertThatThrownBy(() -> acquire(SHORT)).isInstanceOf(IOException.class);
            assertThat(isFree(next, 1L << 60, "a")).isTrue();
        }
    }
}
