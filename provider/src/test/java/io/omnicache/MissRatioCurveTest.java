/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.omnicache.MissRatioCurve.Point;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The curve as a user sees it. */
final class MissRatioCurveTest {
    private static MissRatioCurve curve(double... missRatios) {
        List<Point> points = new ArrayList<>();
        long size = 2_500;
        for (double missRatio : missRatios) {
            points.add(new Point(size, missRatio));
            size *= 2;
        }
        return new MissRatioCurve(10_000, points, 1_000_000, 40_000, 0.003);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.500 0.304 0.300 0.298 0.290|Half the size (5000) would lose 0.4 points, twice the size (20000) would gain"
                        + " 0.2 points: the cache may be smaller, 5000 would do",
                "0.309 0.304 0.300 0.200 0.100|Half the size (5000) would lose 0.4 points, twice the size (20000) would gain"
                        + " 10.0 points: the cache may be smaller, 2500 would do",
                "0.600 0.400 0.300 0.250 0.100|Half the size (5000) would lose 10.0 points, twice the size (20000) would gain"
                        + " 5.0 points: a larger cache would hit more often, 20000 by 5.0 points",
                "0.600 0.400 0.300 0.295 0.200|Half the size (5000) would lose 10.0 points, twice the size (20000) would gain"
                        + " 0.5 points: a larger cache would hit more often, 40000 by 10.0 points",
                "0.600 0.400 0.300 0.295 0.293|Half the size (5000) would lose 10.0 points, twice the size (20000) would gain"
                        + " 0.5 points: the size is right",
                "0.300 0.300 0.300 0.300 0.300|Half the size (5000) would gain 0.0 points, twice the size (20000) would gain"
                        + " 0.0 points: the cache may be smaller, 2500 would do",
            })
    void recommends(String ratios, String words) {
        double[] missRatios = List.of(ratios.split(" ")).stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertThat(curve(missRatios).recommendation()).isEqualTo(words);
    }

    @Test
    void saysThatItDoesNotKnowYet() {
        MissRatioCurve early = new MissRatioCurve(10_000, List.of(), 1_200, 40_000, 0.003);
        assertThat(early.isReady()).isFalse();
        assertThat(early.recommendation()).isEqualTo("Not enough requests yet: 1200 of about 40000");
        assertThat(early.missRatioAt(10_000)).isEmpty();
    }

    @Test
    void sizesBetweenPointsAreInProportionAndThoseOutsideUnknown() {
        MissRatioCurve curve = curve(0.6, 0.4, 0.3, 0.2, 0.1);
        assertThat(curve.isReady()).isTrue();
        assertThat(curve.missRatioAt(2_500)).hasValue(0.6);
        assertThat(curve.missRatioAt(3_750)).hasValueCloseTo(0.5, within(1e-9));
        assertThat(curve.missRatioAt(40_000)).hasValue(0.1);
        assertThat(curve.missRatioAt(2_499)).isEmpty();
        assertThat(curve.missRatioAt(40_001)).isEmpty();
    }

    @Test
    void smallestCacheHasWordsToo() {
        MissRatioCurve curve =
                new MissRatioCurve(1, List.of(new Point(1, 0.5), new Point(2, 0.4), new Point(4, 0.3)), 1_000, 4, 1);
        assertThat(curve.recommendation())
                .isEqualTo(
                        "Half the size (1) would gain 0.0 points, twice the size (2) would gain 10.0 points: a larger"
                                + " cache would hit more often, 2 by 10.0 points");
    }

    @Test
    void pointsCannotBeChanged() {
        List<Point> points = new ArrayList<>(List.of(new Point(1, 0.5)));
        MissRatioCurve curve = new MissRatioCurve(1, points, 1_000, 4, 1);
        points.clear();
        assertThat(curve.points()).hasSize(1);
        assertThatThrownBy(() -> curve.points().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
