/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import javax.cache.Caching;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is measured has to do its work. */
class SubjectsTest {
    @AfterEach
    void closeProviders() {
        Caching.getCachingProviders(getClass().getClassLoader()).forEach(provider -> provider.close());
    }

    @ParameterizedTest
    @EnumSource(Subject.class)
    void everySubjectReturnsWhatWasPut(Subject subject) {
        Store store = subject.open(true, true);
        store.put(1, Person.number(1));
        assertThat(store.get(1)).isEqualTo(Person.number(1));
        assertThat(store.get(2)).isNull();
    }

    @ParameterizedTest
    @EnumSource(Subject.class)
    void everySubjectKeepsAllEntriesThatAreMeasured(Subject subject) {
        Store store = subject.open(false, false);
        for (int i = 0; i < Filled.ENTRIES; i++) {
            store.put(i, "value");
        }
        for (int i = 0; i < Filled.ENTRIES; i++) {
            assertThat(store.get(i)).as("entry %d", i).isNotNull();
        }
    }

    @Test
    void zipfDrawsFewKeysOften() {
        int[] drawn = Zipf.draw(1_000, 100_000, 42);
        long[] counts = new long[1_000];
        for (int key : drawn) {
            counts[key]++;
        }
        Arrays.sort(counts);
        long hottestTenth = Arrays.stream(counts, 900, 1_000).sum();
        assertThat(hottestTenth).isBetween(65_000L, 75_000L); // H(100) / H(1000) for s = 0.99 is 0.69
    }
}
