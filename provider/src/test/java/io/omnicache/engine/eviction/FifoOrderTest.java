/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.EvictionStrategy;
import io.omnicache.EvictionStrategy.Order;
import org.junit.jupiter.api.Test;

final class FifoOrderTest extends OracleTest {
    @Override
    Order order() {
        return new FifoOrder();
    }

    @Override
    Order oracle() {
        return new Oldest();
    }

    @Test
    void oldestGoesFirstHoweverOftenItIsUsed() {
        Order order = order();
        TrackedEntry first = add(order, 1);
        TrackedEntry second = add(order, 2);
        order.onHit(first);
        assertThat(drained(order)).containsExactly(first, second);
    }

    @Test
    void passedOverEntryGoesToTheEnd() {
        Order order = order();
        TrackedEntry first = add(order, 1);
        TrackedEntry second = add(order, 2);
        assertThat(order.victim()).isSameAs(first);
        order.onPassedOver(first);
        assertThat(drained(order)).containsExactly(second, first);
    }

    private static final class Oldest extends ListedOrder {
        @Override
        public EvictionStrategy.Entry victim() {
            return entries.isEmpty() ? null : entries.remove(0);
        }
    }
}
