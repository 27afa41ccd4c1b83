/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.LogCapture;
import io.omnicache.engine.guard.Occupancy.Extent;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeapGuardTest {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final ScriptedGuard collections = new ScriptedGuard(tasks::add);
    private final LogCapture log = new LogCapture("io.omnicache.guard");
    private final Fake big = new Fake("big", 10_000);
    private final Fake small = new Fake("small", 100);

    HeapGuardTest() {
        collections.guard().watch(big.self);
        collections.guard().watch(small.self);
        tasks.clear(); // the rehearsal
    }

    @AfterEach
    void close() {
        log.close();
        collections.guard().forget(big.self);
        collections.guard().forget(small.self);
    }

    private void work() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    @Test
    void allCachesGiveUpTheSamePart() {
        collections.full(90);
        assertThat(big.bound).isEqualTo(6_500);
        assertThat(small.bound).isEqualTo(65);
    }

    @Test
    void boundsAreSetAtOnceAndTheRestIsDoneLater() {
        collections.full(90);
        assertThat(big.bound).isEqualTo(6_500);
        assertThat(big.size).isEqualTo(10_000);
        assertThat(log.messages()).isEmpty();
        work();
        assertThat(big.size).isEqualTo(6_500);
        assertThat(log.messages()).hasSize(2);
    }

    @Test
    void whatComesMeanwhileIsDropped() {
        collections.full(90);
        collections.full(95);
        assertThat(big.bound).isEqualTo(6_500);
        work();
        collections.full(90);
        assertThat(big.bound).isEqualTo(4_225);
    }

    @Test
    void collectionThatAWriterHasActedOnIsNotActedOnAgainWhenItIsTold() {
        big.size = 20_000;
        collections.unnoticed(90);
        collections.guard().grown();
        assertThat(big.bound).isEqualTo(13_000);
        work();
        collections.told(90, Extent.FULL);
        assertThat(big.bound).isEqualTo(13_000);
        collections.full(90);
        assertThat(big.bound).as("the next one").isEqualTo(8_450);
    }

    @Test
    void collectionThatIsToldLateIsNotActedOnTwice() {
        collections.full(90);
        work();
        collections.told(90, Extent.FULL);
        assertThat(big.bound).isEqualTo(6_500);
    }

    @Test
    void roomIsNoWorkWhileNothingIsBounded() {
        for (int i = 0; i < 16; i++) {
            collections.young(30);
        }
        assertThat(tasks).isEmpty();
        collections.full(90);
        assertThat(big.bound).as("nothing else is going on").isEqualTo(6_500);
    }

    @Test
    void oneWarningForEachCacheSaysWhatHappenedAndWhatToDo() {
        collections.full(90);
        work();
        collections.full(90);
        work();
        assertThat(log.messages())
                .filteredOn(message -> message.startsWith("WARNING"))
                .hasSize(2)
                .anySatisfy(message -> assertThat(message)
                        .startsWith("WARNING bounded by the memory guard: cache=big entries=10000 bound=6500"
                                + " used=900 of 1000 MiB (90 %): the cache has no bound of its own")
                        .contains("tiers: [ { heap: { entries: 10k } } ]", "docs/memory-guard.md"));
    }

    @Test
    void boundThatIsUsedRisesAgainSlowlyAndOneThatIsNotStays() {
        collections.full(90);
        work();
        small.size = 10;
        for (int i = 0; i < 16; i++) {
            collections.young(30);
        }
        work();
        assertThat(big.bound).isEqualTo(6_500 + 812 + 1);
        assertThat(small.bound).isEqualTo(65);
    }

    @Test
    void nothingFallsBelowOneEntry() {
        for (int i = 0; i < 50; i++) {
            collections.full(100);
            work();
        }
        assertThat(small.bound).isEqualTo(1);
    }

    @Test
    void cacheThatIsForgottenIsLeftAlone() {
        collections.guard().forget(big.self);
        collections.full(90);
        assertThat(big.bound).isEqualTo(Long.MAX_VALUE);
        assertThat(small.bound).isEqualTo(65);
    }

    @Test
    void cacheThatWasCollectedDoesNoHarm() {
        big.self.clear();
        collections.full(90);
        assertThat(small.bound).isEqualTo(65);
    }

    @Test
    void cacheThatFailsIsLoggedAndTheGuardGoesOn() {
        big.failing = true;
        collections.full(90);
        work();
        assertThat(log.messages())
                .anyMatch(message -> message.startsWith("WARNING bounding the caches failed, the next collection"));
        big.failing = false;
        collections.full(90);
        work();
        assertThat(big.size).isEqualTo(4_225);
    }

    @Test
    void whereThereIsNoThreadWhoHeardOfTheCollectionEvicts() {
        ScriptedGuard poor = new ScriptedGuard(task -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        poor.guard().watch(small.self);
        poor.full(90);
        assertThat(small.bound).isEqualTo(65);
        assertThat(small.size).isEqualTo(65);
        poor.full(90);
        assertThat(small.bound).isEqualTo(42);
        assertThat(small.size).isEqualTo(42);
        poor.guard().forget(small.self);
    }

    @Test
    void sizeThatIsReadWhileOthersChangeAFullCacheIsNoGrowth() {
        collections.young(90); // the figures to compare with
        collections.full(90);
        work();
        nearlyFullWith(6_000); // a page was counted, then the entries of another went there
        nearlyFullWith(6_500);
        assertThat(big.bound).isEqualTo(6_500);
    }

    @Test
    void boundedCacheThatGrowsByOneNearItsBoundHasNotGrownByMore() {
        collections.full(90);
        work();
        for (long size = 4_800; size <= 6_500; size++) {
            nearlyFullWith(size);
        }
        assertThat(big.bound).isEqualTo(6_500);
    }

    @Test
    void cacheFarAboveItsBoundCounts() {
        collections.full(90);
        work();
        collections.young(90);
        nearlyFullWith(9_000);
        assertThat(big.bound).isEqualTo(4_225);
    }

    @Test
    void boundedCacheThatWasClearedAndGrowsCounts() {
        collections.full(90);
        work();
        big.size = 100;
        small.size = 65;
        collections.young(50);
        nearlyFullWith(4_000);
        assertThat(big.bound).isEqualTo(2_600);
    }

    /** A young collection leaves the heap nearly full, and the big cache has so many entries. */
    private void nearlyFullWith(long size) {
        big.size = size;
        collections.young(90);
    }

    private static final class Fake implements Guarded {
        final WeakReference<Guarded> self = new WeakReference<>(this);
        private final String name;
        private long size;
        private long bound = Long.MAX_VALUE;
        private boolean failing;

        Fake(String name, long size) {
            this.name = name;
            this.size = size;
        }

        @Override
        public String cache() {
            return name;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public long guardBound() {
            return bound;
        }

        @Override
        public boolean guardBound(long maximum) {
            boolean first = bound == Long.MAX_VALUE;
            bound = maximum;
            return first;
        }

        @Override
        public void settle() {
            if (failing) {
                throw new IllegalStateException("broken strategy");
            }
            size = Math.min(size, bound);
        }

        @Override
        public void rehearse() {
            // Nothing to load.
        }
    }
}
