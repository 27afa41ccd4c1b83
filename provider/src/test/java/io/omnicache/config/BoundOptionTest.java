/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.Weigher;
import javax.cache.configuration.Factory;
import org.junit.jupiter.api.Test;

final class BoundOptionTest {
    private static final Factory<Weigher<Object, Object>> ONE = () -> (key, value) -> 1;

    @Test
    void boundsSayWhatTheyWereGiven() {
        assertThat(new Bound.Entries(1).maximum()).isOne();
        assertThat(new Bound.Weight(Long.MAX_VALUE, ONE).maximum()).isEqualTo(Long.MAX_VALUE);
        assertThat(new Bound.Weight(1, ONE).weigher()).isSameAs(ONE);
        assertThat(OmniConfiguration.builder(Object.class, Object.class)
                        .weight(5, ONE)
                        .build()
                        .heap())
                .isEqualTo(new Bound.Weight(5, ONE));
    }

    @Test
    void boundsSayWhatTheyCount() {
        Bound bytes = OmniConfiguration.builder(Object.class, Object.class)
                .bytes(5)
                .build()
                .heap();
        assertThat(bytes).isEqualTo(new Bound.Bytes(5));
        assertThat(bytes.withMaximum(7)).isEqualTo(new Bound.Bytes(7));
        assertThat(bytes.limit()).hasValue(5);
        assertThat(bytes.unit()).hasValue("bytes");
        assertThat(new Bound.Entries(1).unit()).hasValue("entries");
        assertThat(new Bound.Weight(1, ONE).unit()).hasValue("weight");
        assertThat(new Bound.Unbounded().unit()).isEmpty();
    }

    @Test
    void boundsBelowOneAreRefused() {
        assertThatThrownBy(() -> new Bound.Entries(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("heap.entries must be 1 or more, was 0");
        assertThatThrownBy(() -> new Bound.Weight(-3, ONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("heap.weight must be 1 or more, was -3");
        assertThatThrownBy(() -> new Bound.Bytes(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("heap.bytes must be 1 or more, was 0");
        assertThatThrownBy(() ->
                        OmniConfiguration.builder(Object.class, Object.class).entries(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("heap.entries must be 1 or more, was -1");
    }
}
