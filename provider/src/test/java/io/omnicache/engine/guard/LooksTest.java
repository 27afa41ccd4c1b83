/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.engine.guard.Occupancy.Extent;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LooksTest {
    private final AtomicInteger numbers = new AtomicInteger();
    private final Looks looks = new Looks(numbers::getAndIncrement);

    private int due(int times) {
        return (int) IntStream.range(0, times).filter(time -> looks.isDue()).count();
    }

    @Test
    void nobodyLooksBeforeTheBeginningNorAfterTheEnd() {
        assertThat(due(10_000)).isZero();
        looks.begin();
        assertThat(due(10)).isEqualTo(10);
        looks.stop();
        assertThat(due(10_000)).isZero();
        assertThat(looks.isOn()).isFalse();
    }

    @Test
    void whileItBeginsThereAlwaysWasACollection() {
        looks.begin();
        assertThat(looks.isNews(0)).isTrue();
        looks.done(3, ScriptedGuard.after(1, Extent.PARTIAL), 1);
        assertThat(looks.isNews(3)).isFalse();
        assertThat(looks.isNews(4)).isTrue();
    }

    /** A heap of 1,000 MiB, half of it in use: about 4 MiB are filled between two looks. */
    @Test
    void largeEntriesAreLookedAtMoreOftenThanSmallOnes() {
        Occupancy half = ScriptedGuard.after(50, Extent.PARTIAL);
        looks.done(1, half, 250); // of 2 MiB
        assertThat(due(1_024)).isEqualTo(1_024 / 1);
        looks.done(1, half, 5_000); // of 100 KiB: 40
        assertThat(due(1_024)).isEqualTo(1_024 / 32);
        looks.done(1, half, 5_000_000); // of 100 bytes
        assertThat(due(1_024)).isEqualTo(1);
        looks.done(1, half, 0);
        assertThat(due(1_024)).isEqualTo(1_024);
    }
}
