/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.omnicache.engine.guard.Occupancy.Extent;
import io.omnicache.engine.guard.Pressure.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PressureTest {
    private static final long MAX = 1_000L << 20;

    private final Pressure pressure = new Pressure(0.85);

    private Verdict judge(int percent, Extent extent, long entries) {
        return pressure.judge(ScriptedGuard.after(percent, extent), entries);
    }

    @Test
    void fullCollectionThatLeavesMoreThanTheShareCountsAtOnce() {
        assertThat(judge(85, Extent.FULL, 100)).isEqualTo(Verdict.LEAVE);
        assertThat(judge(86, Extent.FULL, 100)).isEqualTo(Verdict.LOWER);
    }

    @Test
    void oldGenerationOfFixedSizeCountsAfterAFullCollectionOnly() {
        assertThat(pressure.judge(new Occupancy(MAX / 2, MAX, 0.9, Extent.PARTIAL), 100))
                .isEqualTo(Verdict.LEAVE);
        assertThat(pressure.judge(new Occupancy(MAX / 2, MAX, 0.9, Extent.FULL), 100))
                .isEqualTo(Verdict.LOWER);
    }

    @Test
    void youngCollectionsSayNothingWhileCachesDoNotGrow() {
        for (int i = 0; i < 100; i++) {
            assertThat(judge(99, Extent.PARTIAL, 1_000 + i % 10)).isEqualTo(Verdict.LEAVE);
        }
    }

    @Test
    void cachesThatGrowAreNotWaitedFor() {
        assertThat(judge(86, Extent.PARTIAL, 1_000)).isEqualTo(Verdict.LEAVE); // nothing to compare with
        assertThat(judge(86, Extent.PARTIAL, 1_015)).isEqualTo(Verdict.LEAVE);
        assertThat(judge(86, Extent.PARTIAL, 1_031)).isEqualTo(Verdict.LOWER);
    }

    @Test
    void fewEntriesAreNoGrowth() {
        pressure.begin(ScriptedGuard.after(50, Extent.PARTIAL), 8);
        assertThat(pressure.glance(ScriptedGuard.after(90, Extent.PARTIAL), 12)).isEqualTo(Verdict.LEAVE);
        assertThat(pressure.glance(ScriptedGuard.after(90, Extent.PARTIAL), 13)).isEqualTo(Verdict.LOWER);
    }

    @Test
    void glanceThatSeesNoneLeavesTheFiguresToTheJudge() {
        judge(50, Extent.PARTIAL, 1_000);
        assertThat(pressure.glance(ScriptedGuard.after(84, Extent.PARTIAL), 2_000))
                .isEqualTo(Verdict.LEAVE);
        assertThat(pressure.glance(ScriptedGuard.after(86, Extent.PARTIAL), 1_000))
                .isEqualTo(Verdict.LEAVE);
        assertThat(judge(86, Extent.PARTIAL, 2_000)).isEqualTo(Verdict.LOWER);
    }

    @Test
    void growthThatAGlanceHasSeenDoesNotCountForTheJudgeAgain() {
        judge(50, Extent.PARTIAL, 1_000);
        assertThat(pressure.glance(ScriptedGuard.after(86, Extent.PARTIAL), 2_000))
                .isEqualTo(Verdict.LOWER);
        assertThat(judge(90, Extent.PARTIAL, 1_300)).as("what was left").isEqualTo(Verdict.LEAVE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Extent.class,
            names = {"CONCURRENT", "ONGOING"})
    void looksAheadWhereCollectionsRunBesideTheApplication(Extent extent) {
        judge(40, extent, 1_000);
        assertThat(judge(58, extent, 2_000)).isEqualTo(Verdict.LEAVE); // 58 + 2 * 18 = 94
        assertThat(judge(72, extent, 3_000)).isEqualTo(Verdict.LOWER); // 72 + 2 * 14 = 100
    }

    @Test
    void looksAheadWhenTheOldGenerationIsFull() {
        pressure.judge(new Occupancy(MAX / 100 * 45, MAX, 0.6, Extent.PARTIAL), 1_000);
        assertThat(pressure.judge(new Occupancy(MAX / 100 * 70, MAX, 0.84, Extent.PARTIAL), 2_000))
                .isEqualTo(Verdict.LEAVE);
        pressure.judge(new Occupancy(MAX / 100 * 45, MAX, 0.6, Extent.PARTIAL), 2_000);
        assertThat(pressure.judge(new Occupancy(MAX / 100 * 70, MAX, 0.86, Extent.PARTIAL), 3_000))
                .isEqualTo(Verdict.LOWER);
    }

    @Test
    void concurrentCollectionsCountWhenThreeInARowLeaveTooMuch() {
        assertThat(judge(90, Extent.CONCURRENT, 100)).isEqualTo(Verdict.LEAVE);
        assertThat(judge(90, Extent.CONCURRENT, 100)).isEqualTo(Verdict.LEAVE);
        assertThat(judge(80, Extent.CONCURRENT, 100)).isEqualTo(Verdict.LEAVE);
        assertThat(judge(90, Extent.CONCURRENT, 100)).isEqualTo(Verdict.LEAVE);
        assertThat(judge(90, Extent.CONCURRENT, 100)).isEqualTo(Verdict.LEAVE);
        assertThat(judge(90, Extent.CONCURRENT, 100)).isEqualTo(Verdict.LOWER);
    }

    @Test
    void concurrentCollectionThatMayHaveBegunBeforeTheLastLoweringDoesNotCount() {
        for (int i = 0; i < 3; i++) {
            judge(90, Extent.CONCURRENT, 100);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(judge(90, Extent.CONCURRENT, 100)).isEqualTo(Verdict.LEAVE);
        }
        assertThat(judge(90, Extent.CONCURRENT, 100)).isEqualTo(Verdict.LOWER);
    }

    @Test
    void boundsRiseAfterSixteenCollectionsInARowThatLeaveHalfTheHeap() {
        for (int i = 0; i < 15; i++) {
            assertThat(judge(49, Extent.PARTIAL, 100)).isEqualTo(Verdict.LEAVE);
        }
        assertThat(judge(51, Extent.PARTIAL, 100)).isEqualTo(Verdict.LEAVE);
        for (int i = 0; i < 15; i++) {
            assertThat(judge(49, Extent.PARTIAL, 100)).isEqualTo(Verdict.LEAVE);
        }
        assertThat(judge(49, Extent.PARTIAL, 100)).isEqualTo(Verdict.RAISE);
        assertThat(judge(49, Extent.PARTIAL, 100)).isEqualTo(Verdict.LEAVE);
    }

    @Test
    void atLeastAThirdLeavesAndMoreTheFullerTheHeapIs() {
        assertThat(pressure.part(ScriptedGuard.after(70, Extent.ONGOING))).isEqualTo(0.65);
        assertThat(pressure.part(ScriptedGuard.after(100, Extent.FULL))).isCloseTo(0.65, within(1e-9));
        assertThat(new Pressure(0.5).part(ScriptedGuard.after(60, Extent.FULL))).isCloseTo(0.5, within(1e-9));
    }
}
