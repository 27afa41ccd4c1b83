/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.LogCapture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a chore is done, and what comes of its failures. */
class ChoreTest {
    private final Queue<Runnable> background = new ArrayDeque<>();
    private int done;

    private Chore chore(Chore.Work work) {
        return new Chore(Path.of("x"), "tidying", work, background::add);
    }

    private void work() {
        background.remove().run();
    }

    @Test
    void whoAsksBeforeItHasBegunAsksForTheSame() {
        Chore chore = chore(() -> done++);
        chore.ask();
        chore.ask();
        work();
        assertThat(background).isEmpty();
        assertThat(done).isOne();
        chore.ask();
        work();
        assertThat(done).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whereNoThreadCanBeMadeTheNextOneWhoAsksTriesAgain(boolean memory) {
        boolean[] refused = {true};
        Chore chore = new Chore(Path.of("x"), "tidying", () -> done++, task -> {
            if (refused[0] && memory) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            if (refused[0]) {
                throw new RejectedExecutionException();
            }
            task.run();
        });
        try (LogCapture log = new LogCapture("io.omnicache.tier")) {
            chore.ask(); // who asks has done what he was to do: it must not fail
            chore.ask();
            refused[0] = false;
            chore.ask();
            assertThat(log.messages())
                    .containsExactly("WARNING tidying failed: directory=x", "INFO tidying works again: directory=x");
        }
        assertThat(done).isOne();
    }

    @Test
    void aFailureIsSaidOnceUntilItWorksAgain() {
        boolean[] failing = {true};
        Chore chore = chore(() -> {
            if (failing[0]) {
                throw new IOException("full");
            }
            done++;
        });
        try (LogCapture log = new LogCapture("io.omnicache.tier")) {
            chore.run();
            chore.run();
            failing[0] = false;
            chore.run();
            assertThat(log.messages())
                    .containsExactly("WARNING tidying failed: directory=x", "INFO tidying works again: directory=x");
        }
        assertThat(done).isOne();
    }
}
