/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.Eventually;
import io.omnicache.engine.guard.Occupancy.Extent;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the JVM that runs this tells of its collections. */
class CollectorEventsTest {
    private final Queue<Told> told = new ConcurrentLinkedQueue<>();
    private final CollectorEvents events = new CollectorEvents();

    private record Told(Occupancy seen, Collector by, long number) {}

    @AfterEach
    void stop() {
        events.stop();
    }

    /** Returns what is told of a full collection; others may come between. */
    private Told full() {
        told.clear();
        System.gc();
        Eventually.await("a full collection is told", () -> told.stream().anyMatch(CollectorEventsTest::isNewAndFull));
        return told.stream()
                .filter(CollectorEventsTest::isNewAndFull)
                .findFirst()
                .orElseThrow();
    }

    /** One of an earlier test may be told late. */
    private static boolean isNewAndFull(Told one) {
        return one.seen.extent() == Extent.FULL && !one.by.isPast(one.number);
    }

    @Test
    void collectionsThatHadEndedArePastAndLaterOnesAreNot() {
        assertThat(events.start((seen, by, number) -> told.add(new Told(seen, by, number))))
                .isTrue();
        assertThat(events.start((seen, by, number) -> {}))
                .as("it listens already")
                .isFalse();
        Told first = full();
        assertThat(first.seen.share()).isBetween(0.0, 1.0);
        assertThat(first.by.isPast(first.number)).isFalse();
        events.pass();
        assertThat(first.by.isPast(first.number)).isTrue();
        Told second = full();
        assertThat(second.by).isSameAs(first.by);
        assertThat(second.by.isPast(second.number)).isFalse();
    }
}
