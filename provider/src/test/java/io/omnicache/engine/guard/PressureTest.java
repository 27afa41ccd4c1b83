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

    /** Collections follow each other the faster the less room there is: between two of them there is less and less growth. */
    @Test
    void littleGrowthCountsIfALittleMoreOfItFillsTheHeap() {
        pressure.begin(ScriptedGuard.after(84, Extent.PARTIAL), 2_000);
        assertThat(pressure.glance(ScriptedGuard.after(94, Extent.PARTIAL), 2_015))
                .isEqualTo(Verdict.LEAVE); // room for 127
        assertThat(pressure.glance(ScriptedGuard.after(95, Extent.PARTIAL), 2_030))
                .isEqualTo(Verdict.LOWER); // room for 106
    }

    @Test
    void figuresThatTheJudgeTookInLateHideNoGrowthFromAGlance() {
        pressure.begin(ScriptedGuard.after(84, Extent.PARTIAL), 2_000);
        assertThat(judge(85, Extent.PARTIAL, 2_100)).isEqualTo(Verdict.LEAVE);
        assertThat(pressure.glance(ScriptedGuard.after(90, Extent.PARTIAL), 2_110))
                .isEqualTo(Verdict.LOWER);
    }

    /** Large entries of G1: the heap is filled before there is a second collection. */
    @Test
    void entriesThatHaveComeSinceTheLastCollectionAreTakenForAsLargeAsThoseBefore() {
        pressure.begin(ScriptedGuard.after(10, Extent.PARTIAL), 10);
        assertThat(pressure.glance(ScriptedGuard.after(50, Extent.PARTIAL), 50)).isEqualTo(Verdict.LEAVE); // 1 % each
        assertThat(pressure.outrun(ScriptedGuard.after(85, Extent.PARTIAL), 90))
                .as("not above the share")
                .isEqualTo(Verdict.LEAVE);
        assertThat(pressure.outrun(ScriptedGuard.after(99, Extent.PARTIAL), 84))
                .as("much is garbage")
                .isEqualTo(Verdict.LEAVE);
        assertThat(pressure.outrun(ScriptedGuard.after(87, Extent.PARTIAL), 86)).isEqualTo(Verdict.LOWER);
        assertThat(pressure.outrun(ScriptedGuard.after(99, Extent.PARTIAL), 60))
                .as("entries have left since, and nothing was collected")
                .isEqualTo(Verdict.LEAVE);
    }

    @Test
    void nothingIsSaidOfLargeEntriesBeforeTheFirstCollection() {
        pressure.begin(ScriptedGuard.after(10, Extent.PARTIAL), 10);
        assertThat(pressure.outrun(ScriptedGuard.after(99, Extent.PARTIAL), 1_000))
                .isEqualTo(Verdict.LEAVE);
    }

    @Test
    void fewEntriesAreNoGrowth() {
        pressure.begin(ScriptedGuard.after(50, Extent.PARTIAL), 8);
        assertThat(pressure.glance(ScriptedGuard.after(90, Extent.PARTIAL), 12)).isEqualTo(Verdict.LEAVE);
        assertThat(pressure.glance(ScriptedGuard.after(90, Extent.PARTIAL), 17)).isEqualTo(Verdict.LOWER);
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
        pressure.begin(ScriptedGuard.after(50, Extent.PARTIAL), 1_000);
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
