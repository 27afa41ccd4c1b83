/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Date;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Copying of very many objects. */
@SuppressWarnings("JavaUtilDate") // the smallest object that is copied
final class GraphCopyTest {
    private static final long SEED = 11;

    @Test
    void hashesAreSpreadOverALongIndex() {
        Random random = new Random(SEED);
        for (int length = 64; length <= 1 << 24; length *= 8) {
            BitSet slots = new BitSet(length);
            for (int i = 0; i < length; i++) {
                int slot = GraphCopy.slot(random.nextInt() >>> 1, length);
                assertThat(slot).as("seed %d", SEED).isBetween(0, length - 1);
                slots.set(slot);
            }
            assertThat(slots.cardinality())
                    .as("slots of %d that as many hashes reach, seed %d", length, SEED)
                    .isGreaterThan(length / 2);
        }
    }

    @Test
    void sharingIsKeptAmongVeryManyObjects() {
        List<Date> dates = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            dates.add(new Date(i));
        }
        dates.addAll(List.copyOf(dates));
        List<Date> copy = Copiers.named("fields", getClass().getClassLoader())
                .copy(dates, getClass().getClassLoader());
        assertThat(copy).isEqualTo(dates);
        Map<Date, Integer> places = new IdentityHashMap<>();
        for (int i = 0; i < copy.size(); i++) {
            Integer before = places.put(copy.get(i), i);
            assertThat(before).isEqualTo(i < 200_000 ? null : Integer.valueOf(i - 200_000));
            assertThat(copy.get(i)).isNotSameAs(dates.get(i));
        }
    }
}
