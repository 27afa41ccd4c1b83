/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.disk;

/** Takes what was measured. */
@FunctionalInterface
interface Told {
    void figure(Figure figure, double value);
}
