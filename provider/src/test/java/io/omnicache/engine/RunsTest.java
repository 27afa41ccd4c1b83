/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.engine.Statistics.Counter;
import java.util.concurrent.locks.LockSupport;
import javax.cache.CacheException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The runs of an action that met changes of other processes. */
final class RunsTest {
    private final Runs runs = new Runs();

    @AfterEach
    void forgetInterrupts() {
        Thread.interrupted();
    }

    @Test
    void whereNoneRunsNothingIsKeptToBeCountedLater() {
        assertThat(runs.count(Counter.HITS)).isFalse();
        runs.begin();
        assertThat(runs.end()).isEmpty();
        assertThat(runs.count(Counter.HITS)).isFalse();
    }

    @Test
    void whatTheLastRunHasCountedCounts() {
        runs.begin();
        assertThat(runs.count(Counter.MISSES)).isTrue();
        assertThat(runs.isRepeated()).isFalse();
        runs.next("key 1");
        assertThat(runs.isRepeated()).isTrue();
        runs.count(Counter.HITS);
        runs.count(Counter.PUTS);
        assertThat(runs.end()).containsExactly(Counter.HITS, Counter.PUTS);
        assertThat(runs.isRepeated()).isFalse();
        runs.begin();
        assertThat(runs.end()).as("of another action").isEmpty();
    }

    @Test
    void theSecondRunComesAtOnceAndTheOthersAfterAPause() {
        runs.begin();
        assertThat(runs.next("key 1")).isFalse();
        assertThat(runs.next("key 1")).isTrue();
        assertThat(runs.next("key 1")).isTrue();
    }

    @Test
    void thereIsAnEndOfThem() {
        runs.begin();
        for (int i = 1; i < Runs.MOST; i++) {
            LockSupport.unpark(Thread.currentThread()); // the pause ends as it begins
            runs.next("key 1");
        }
        runs.count(Counter.PUTS);
        assertThatThrownBy(() -> runs.next("key 1"))
                .isInstanceOf(CacheException.class)
                .hasMessage("key 1 was changed by other processes 64 times while it was to be changed here");
        assertThat(runs.end()).as("nothing was done").isEmpty();
    }

    @Test
    void anInterruptIsKeptUntilTheEnd() {
        runs.begin();
        Thread.currentThread().interrupt();
        runs.next("key 1");
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        runs.next("key 1");
        assertThat(Thread.currentThread().isInterrupted())
                .as("while there are pauses")
                .isFalse();
        runs.end();
        assertThat(Thread.interrupted()).isTrue();
        runs.begin();
        runs.end();
        assertThat(Thread.interrupted()).as("of another action").isFalse();
    }
}
