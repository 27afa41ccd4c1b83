/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How often a cache misses, and how often it would if it were smaller or larger; see {@code docs/miss-ratio-curve.md}.
 *
 * <p>An estimate from a sample of the keys (Waldspurger et al., "Cache modeling and optimization using miniature simulations",
 * USENIX ATC 2017), brought into line with the misses that were counted in the cache itself. Immutable.
 *
 * @param size the present bound, as entries or as weight
 * @param points the curve, from small sizes to large ones, the present one among them; empty as long as too few requests were
 *     seen for any statement
 * @param requests how many requests were seen, of long ago counting less; about as many, since hits are counted now and then
 * @param requestsNeeded how many requests are needed before there are points
 * @param samplingRate the share of the keys whose requests were looked at, from 0 to 1; 0 before the first
 */
public record MissRatioCurve(long size, List<Point> points, long requests, long requestsNeeded, double samplingRate) {
    private static final double PERCENT = 100;

    /** Less is as likely the error of the estimate. */
    private static final double WORTH_MENTIONING = 1;

    /**
     * One size.
     *
     * @param size a bound, as entries or as weight
     * @param missRatio the share of the requests that would miss, from 0 to 1
     */
    public record Point(long size, double missRatio) {}

    /** Copies the list. */
    public MissRatioCurve {
        points = List.copyOf(points);
    }

    /** Returns whether enough requests were seen for points. */
    public boolean isReady() {
        return !points.isEmpty();
    }

    /** Returns the miss ratio at a size, between two points in proportion; empty if there are no points or it lies outside. */
    public OptionalDouble missRatioAt(long wanted) {
        for (int i = 0; i < points.size(); i++) {
            Point right = points.get(i);
            if (right.size == wanted) {
                return OptionalDouble.of(right.missRatio);
            }
            if (right.size > wanted) {
                return i == 0 ? OptionalDouble.empty() : OptionalDouble.of(between(points.get(i - 1), right, wanted));
            }
        }
        return OptionalDouble.empty();
    }

    /**
     * Says in words what another size would change, in points (percent of all requests), for example {@code Half the size (5000)
     * would lose 0.4 points, twice the size (20000) would gain 0.2 points: the cache may be smaller}.
     */
    public String recommendation() {
        if (!isReady()) {
            return String.format(
                    Locale.ROOT,
                    "Not enough requests yet: %d of about %d",
                    requests,
                    Math.max(requests, requestsNeeded));
        }
        long half = Math.max(1, size / 2);
        long twice = size * 2;
        return "Half the size (" + half + ") would " + change(half) + ", twice the size (" + twice + ") would "
                + change(twice) + ": " + verdict();
    }

    private String verdict() {
        Optional<Point> smaller = points.stream()
                .filter(point -> point.size < size && -gain(point.missRatio) < WORTH_MENTIONING)
                .findFirst();
        if (smaller.isPresent()) {
            return "the cache may be smaller, " + smaller.get().size + " would do";
        }
        Optional<Point> larger = points.stream()
                .filter(point -> point.size > size && gain(point.missRatio) >= WORTH_MENTIONING)
                .findFirst();
        return larger.map(point -> "a larger cache would hit more often, " + point.size + " by "
                        + tenths(gain(point.missRatio)) + " points")
                .orElse("the size is right");
    }

    private String change(long other) {
        double gain = missRatioAt(other).stream().map(this::gain).findFirst().orElse(0);
        return gain < 0 ? "lose " + tenths(-gain) + " points" : "gain " + tenths(gain) + " points";
    }

    /** Returns by how many points the present miss ratio is above another. */
    private double gain(double missRatio) {
        return PERCENT * (missRatioAt(size).orElse(missRatio) - missRatio);
    }

    private static String tenths(double points) {
        return String.format(Locale.ROOT, "%.1f", points);
    }

    private static double between(Point left, Point right, long wanted) {
        double share = (double) (wanted - left.size) / (right.size - left.size);
        return left.missRatio + share * (right.missRatio - left.missRatio);
    }
}
