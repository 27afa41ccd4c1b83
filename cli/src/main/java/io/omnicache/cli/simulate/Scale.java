/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

import java.util.List;

/**
 * Where in a chart a size and a hit rate are: the size on a logarithmic axis, the hit rate, from 0 to {@code most}, on a
 * linear one. Lengths are in pixels.
 *
 * @param most the hit rate at the top, as a share of 1
 */
record Scale(double left, double right, double top, double bottom, double smallest, double largest, double most) {
    private static final int LEFT_MARGIN = 68;
    private static final int RIGHT_MARGIN = 130;
    private static final int TOP_MARGIN = 64;
    private static final int BOTTOM_MARGIN = 64;
    private static final double STEP = 0.05;

    /** Returns the scale on which all of the outcome can be seen. */
    static Scale of(Outcome outcome, int width, int height) {
        List<Long> sizes = outcome.sizes();
        double most = Math.ceil(Math.max(STEP, outcome.unboundedHitRate()) / STEP - 1e-9) * STEP;
        return new Scale(
                LEFT_MARGIN,
                width - RIGHT_MARGIN,
                TOP_MARGIN,
                height - BOTTOM_MARGIN,
                sizes.get(0),
                sizes.get(sizes.size() - 1),
                Math.min(1, most));
    }

    double x(long size) {
        if (smallest == largest) {
            return (left + right) / 2;
        }
        return left + (right - left) * Math.log(size / smallest) / Math.log(largest / smallest);
    }

    double y(double hitRate) {
        return bottom - (bottom - top) * Math.min(1, hitRate / most);
    }
}
