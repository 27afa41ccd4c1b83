/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.tier.RecordingContext;
import io.omnicache.tier.SharedTier;
import io.omnicache.tier.SharedTierContract;
import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two caches of one process and one name; several processes are in {@code SharedDatabaseTest}. */
class SharedSqliteTierTest extends SharedTierContract {
    @TempDir
    Path folder;

    @Override
    protected SharedTier open() throws IOException {
        return open("users");
    }

    private SharedTier open(String cache) throws IOException {
        Map<String, String> options = Map.of("file", folder.resolve("shared.db").toString(), "shared", "true");
        return (SharedTier) new SqliteTierFactory().open(new RecordingContext(cache), options);
    }

    @Override
    protected SharedTier openOther() throws IOException {
        return open();
    }

    /** So does an interrupt nothing to a tier that is not shared. */
    @Test
    void anInterruptedThreadOpensIt() throws IOException {
        Thread.currentThread().interrupt();
        try (SharedTier tier = open()) {
            assertThat(Thread.interrupted()).isTrue();
            tier.write(new TierKey(new byte[] {1}), new TierRecord(new byte[] {2}, 1, 0, 0, TierRecord.NEVER));
            assertThat(tier.size()).isOne();
        }
    }

    @Test
    void whoHasItAloneCompactsIt() throws IOException {
        try (SharedTier tier = open()) {
            tier.write(new TierKey(new byte[] {1}), new TierRecord(new byte[] {2}, 1, 0, 0, TierRecord.NEVER));
            tier.compact(share -> {});
            assertThat(tier.size()).isOne();
        }
    }

    private static TierKey key(int number) {
        return new TierKey(new byte[] {(byte) number});
    }

    private static TierRecord entry(int value) {
        return new TierRecord(new byte[] {(byte) value}, value, 0, 0, TierRecord.NEVER);
    }

    /** Returns the value of a key, 0 if it has none. */
    private static int value(SharedTier tier, int number) throws IOException {
        TierRecord found = tier.read(key(number));
        return found == null ? 0 : found.value()[0];
    }

    private static Ticket put(Rows rows, int number) throws IOException {
        return rows.submit(session -> rows.changes().put(session, key(number), entry(number)), null);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Submits changes while the writer is in a transaction, so that it takes all of them into the next one. */
    private static void together(Rows rows, List<Ticket.Work> works) throws IOException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        Ticket first = rows.submit(
                session -> {
                    begun.countDown();
                    await(held);
                    return rows.counters().nothing;
                },
                null);
        await(begun);
        List<Ticket> tickets = new ArrayList<>(List.of(first));
        for (Ticket.Work each : works) {
            tickets.add(rows.submit(each, null));
        }
        held.countDown();
        for (Ticket each : tickets) {
            each.await();
        }
    }

    /** The cache stands elsewhere after a clear, which is known before that is committed. */
    @Test
    void whatComesAfterAClearInTheSameTransactionIsThereAfterIt() throws IOException {
        try (SharedTier tier = open()) {
            Rows rows = ((SqliteTier) tier).rows();
            tier.write(key(1), entry(1));
            Ticket.Work second = session -> rows.changes().put(session, key(2), entry(2));
            Ticket.Work third = session -> rows.changes().put(session, key(3), entry(3));
            together(rows, List.of(second, rows.id()::renew, third));
            tier.write(key(4), entry(4));
            assertThat(tier.size()).isEqualTo(2);
            assertThat(value(tier, 1)).isZero();
            assertThat(value(tier, 2)).isZero();
            assertThat(value(tier, 3)).isEqualTo(3);
            assertThat(value(tier, 4)).isEqualTo(4);
            together(rows, List.of(rows.id()::renew, rows.id()::renew));
            tier.write(key(5), entry(5));
            assertThat(tier.size()).isOne();
            assertThat(value(tier, 5)).isEqualTo(5);
        }
    }

    @Test
    void whatWasCountedInATransactionThatFailsIsCountedAnew() throws IOException {
        try (SharedTier tier = open()) {
            Rows rows = ((SqliteTier) tier).rows();
            Ticket.Work broken = session -> {
                throw new IllegalStateException("broken");
            };
            Ticket.Work first = session -> rows.changes().put(session, key(1), entry(1));
            assertThatThrownBy(() -> together(rows, List.of(first, broken)))
                    .isInstanceOf(IOException.class)
                    .hasRootCauseMessage("broken");
            put(rows, 2).await();
            put(rows, 3).await();
            assertThat(tier.size()).isEqualTo(2);
            assertThat(value(tier, 1)).isZero();
            assertThat(value(tier, 3)).isEqualTo(3);
        }
    }

    /** Its gate holds back those of its own manager only. */
    @Test
    void aLateChangeOfACacheThatWasDestroyedDoesNotConfuseWhoHasItOpenAnew() throws IOException {
        try (SharedTier holding = open("others");
                SharedTier other = open()) {
            assertThat(holding.size()).isZero();
            Rows late = ((SqliteTier) other).rows();
            open().destroy();
            try (SharedTier anew = open()) {
                anew.write(key(1), entry(1));
                put(late, 2).await();
                anew.write(key(3), entry(3));
                assertThat(anew.size()).isEqualTo(3);
                assertThat(value(anew, 1)).isEqualTo(1);
                assertThat(value(anew, 2)).isEqualTo(2);
                assertThat(value(anew, 3)).isEqualTo(3);
            }
        }
    }
}
