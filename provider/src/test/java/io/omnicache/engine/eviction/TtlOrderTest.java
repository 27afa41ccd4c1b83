/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.EvictionStrategy;
import io.omnicache.EvictionStrategy.Entry;
import io.omnicache.EvictionStrategy.Order;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

final class TtlOrderTest extends OracleTest {
    private final TtlOrder order = new TtlOrder();

    @Override
    Order order() {
        return new TtlOrder();
    }

    @Override
    Order oracle() {
        return new Soonest();
    }

    private TrackedEntry add(long deadline) {
        TrackedEntry entry = new TrackedEntry(0);
        entry.deadline(deadline);
        order.onAdd(entry);
        return entry;
    }

    @Test
    void soonestToExpireGoesFirstAndWhatNeverExpiresLastOldestFirst() {
        TrackedEntry never = add(Entry.NEVER);
        TrackedEntry late = add(20);
        TrackedEntry neverToo = add(Entry.NEVER);
        TrackedEntry veryLate = add(Entry.NEVER - 1);
        TrackedEntry soon = add(10);
        TrackedEntry early = add(-10);
        assertThat(drained(order)).containsExactly(early, soon, late, veryLate, never, neverToo);
    }

    @Test
    void deadlineThatBecameLaterCountsWithoutBeingTold() {
        TrackedEntry read = add(10);
        TrackedEntry other = add(20);
        TrackedEntry never = add(Entry.NEVER);
        read.deadline(30);
        assertThat(order.victim()).isSameAs(other);
        read.deadline(Entry.NEVER);
        assertThat(drained(order)).as("oldest first").containsExactly(read, never);
    }

    @Test
    void deadlineThatBecameSoonerCountsOnceItIsTold() {
        TrackedEntry other = add(10);
        TrackedEntry updated = add(20);
        TrackedEntry never = add(Entry.NEVER);
        updated.deadline(5);
        order.onRescheduled(updated);
        never.deadline(7);
        order.onRescheduled(never);
        assertThat(drained(order)).containsExactly(updated, never, other);
    }

    @Test
    void tellingOfAnEntryThatHasLeftOrHasNotChangedDoesNoHarm() {
        TrackedEntry gone = add(10);
        TrackedEntry other = add(20);
        assertThat(order.victim()).isSameAs(gone);
        gone.deadline(5);
        order.onRescheduled(gone);
        order.onRescheduled(other);
        assertThat(drained(order)).containsExactly(other);
    }

    private static final class Soonest extends ListedOrder {
        @Override
        public EvictionStrategy.Entry victim() {
            EvictionStrategy.Entry soonest = entries.stream()
                    .min(Comparator.comparingLong(EvictionStrategy.Entry::deadline)) // the first of several
                    .orElse(null);
            entries.remove(soonest);
            return soonest;
        }
    }
}
