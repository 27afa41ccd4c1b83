/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 64, 65, 4_096, 4_097, 1_000_000})
    void agreesWithASortedSet(int bound) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Positions positions = new Positions(bound);
        TreeSet<Integer> model = new TreeSet<>();
        for (int i = 0; i < 20_000; i++) {
            int position = random.nextInt(4) == 0 && !model.isEmpty() ? model.first() : random.nextInt(bound);
            switch (random.nextInt(3)) {
                case 0 -> {
                    positions.add(position);
                    model.add(position);
                }
                case 1 ->
                    assertThat(positions.remove(position))
                            .as("seed %d, step %d", seed, i)
                            .isEqualTo(model.remove(position));
                default -> {
                    if (!model.isEmpty()) {
                        positions.removeLast();
                        int last = model.pollLast();
                        assertThat(positions.remove(last))
                                .as("seed %d, step %d", seed, i)
                                .isFalse();
                    }
                }
            }
        }
        for (int position : model) {
            assertThat(positions.remove(position)).as("seed %d", seed).isTrue();
        }
    }
}
