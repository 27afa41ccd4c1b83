/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JournalTest {
    private final Journal journal = new Journal(2);

    private static TierKey key(int number) {
        return new TierKey(new byte[] {(byte) number});
    }

    @Test
    void keepsEachKeyOnceUntilItIsInStep() {
        assertThat(journal.isEmpty()).isTrue();
        assertThat(journal.addAll(List.of(key(1), key(1), key(2)))).isFalse();
        assertThat(journal.size()).isEqualTo(2);
        assertThat(journal.contains(key(1))).isTrue();
        journal.remove(key(1));
        assertThat(journal.contains(key(1))).isFalse();
        assertThat(journal.keys()).containsExactly(key(2));
    }

    @Test
    void oneKeyTooManyMakesItAllKeys() {
        journal.addAll(List.of(key(1), key(2)));
        assertThat(journal.add(key(3))).isTrue();
        assertThat(journal.isEverything()).isTrue();
        assertThat(journal.contains(key(9))).isTrue();
        assertThat(journal.isEmpty()).isFalse();
        assertThat(journal.add(key(4))).as("it is told once").isFalse();
        assertThat(journal.keys()).isEmpty();
    }

    @Test
    void begunAnewItKnowsWhatChangesFromThen() {
        journal.addEverything();
        journal.removeEverything();
        assertThat(journal.isEmpty()).isTrue();
        journal.add(key(5));
        assertThat(journal.keys()).containsExactly(key(5));
    }
}
