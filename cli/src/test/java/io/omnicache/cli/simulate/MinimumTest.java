/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MinimumTest {
    private static final long ENOUGH = 1 << 20;
    private static final Object[] BATCH = {1L, 2L, 3L, 1L, 2L};

    @Test
    void givesAResultForEachSize() {
        Minimum minimum = new Minimum(Minimum.Wish.IF_IT_FITS, ENOUGH);
        minimum.add(BATCH, 4);
        assertThat(minimum.results(List.of(1L, 2L)))
                .containsExactly(new Result("MIN", 1, 4, 1), new Result("MIN", 2, 4, 1));
        assertThat(minimum.isLeftOut()).isFalse();
    }

    @Test
    void isLeftOutIfTheMemoryIsTooSmallAndNobodyAskedForIt() {
        Minimum minimum = new Minimum(Minimum.Wish.IF_IT_FITS, 1);
        minimum.add(BATCH, 5);
        minimum.add(BATCH, 5);
        assertThat(minimum.isLeftOut()).isTrue();
        assertThat(minimum.results(List.of(1L))).isEmpty();
    }

    @Test
    void refusesToGoOnIfTheMemoryIsTooSmallAndItWasAskedFor() {
        Minimum minimum = new Minimum(Minimum.Wish.YES, 2 << 20);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1 << 20; i++) {
                        minimum.add(BATCH, 5);
                    }
                })
                .isInstanceOf(SimulationException.class)
                .hasMessage(
                        "min needs the whole workload in memory and may take 2 MiB, a quarter of the heap: full after"
                                + " 458,750 requests for 3 keys. Leave min out of --strategies, or allow a larger heap"
                                + " (OMNICACHE_OPTS=-Xmx...)");
    }

    @Test
    void isNothingIfItIsNotWanted() {
        Minimum minimum = new Minimum(Minimum.Wish.NO, ENOUGH);
        minimum.add(BATCH, 5);
        assertThat(minimum.results(List.of(1L))).isEmpty();
        assertThat(minimum.isLeftOut()).isFalse();
    }
}
