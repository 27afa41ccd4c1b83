/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@link SharedTier} promises beyond {@link Tier}; {@link #openOther} is as another process would have it. */
public abstract class SharedTierContract {
    private static final int THREADS = 4;
    private static final int TIMES = 200;

    private final List<SharedTier> opened = new ArrayList<>();
    private final AtomicLong versions = new AtomicLong(System.nanoTime());

    /** Opens the tier of a cache. */
    protected abstract SharedTier open() throws IOException;

    /** Opens the same once more, so that both use one store. */
    protected abstract SharedTier openOther() throws IOException;

    @AfterEach
    final void close() throws IOException {
        for (SharedTier each : opened) {
            each.close();
        }
    }

    private SharedTier one() throws IOException {
        SharedTier tier = open();
        opened.add(tier);
        return tier;
    }

    private SharedTier other() throws IOException {
        SharedTier tier = openOther();
        opened.add(tier);
        return tier;
    }

    private TierRecord entry(String value) {
        return TierFixture.entry(value, versions.incrementAndGet());
    }

    private static Expected version(TierRecord entry) {
        return new Expected.Version(entry.version());
    }

    private static final TierKey KEY = TierFixture.key("k");

    @Test
    final void whatIsExpectedIsExchanged() throws IOException {
        SharedTier tier = one();
        TierRecord first = entry("1");
        TierRecord second = entry("2");
        assertThat(tier.exchange(KEY, Expected.Any.NOTHING, first)).isInstanceOf(Exchange.Done.class);
        TierFixture.assertStored(tier, KEY, first);
        assertThat(tier.exchange(KEY, version(first), second)).isInstanceOf(Exchange.Done.class);
        TierFixture.assertStored(tier, KEY, second);
        assertThat(tier.exchange(KEY, version(second), null)).isInstanceOf(Exchange.Done.class);
        assertThat(tier.read(KEY)).isNull();
        assertThat(tier.exchange(KEY, Expected.Any.THING, first)).isInstanceOf(Exchange.Done.class);
        assertThat(tier.exchange(KEY, Expected.Any.THING, null)).isInstanceOf(Exchange.Done.class);
        assertThat(tier.exchange(KEY, Expected.Any.THING, null)).isInstanceOf(Exchange.Done.class);
        assertThat(tier.size()).isZero();
    }

    @Test
    final void somethingElseThanExpectedIsAConflictThatShowsItAndChangesNothing() throws IOException {
        SharedTier tier = one();
        SharedTier other = other();
        TierRecord first = entry("1");
        TierRecord second = entry("2");
        tier.write(KEY, first);
        for (Expected wrong : List.of(Expected.Any.NOTHING, version(second))) {
            for (TierRecord next : new TierRecord[] {second, null}) {
                Exchange answer = other.exchange(KEY, wrong, next);
                assertThat(answer).isInstanceOf(Exchange.Conflict.class);
                TierRecord present = ((Exchange.Conflict) answer).present();
                assertThat(present).isNotNull();
                assertThat(present.version()).isEqualTo(first.version());
                assertThat(present.value()).isEqualTo(first.value());
                TierFixture.assertStored(tier, KEY, first);
            }
        }
        tier.delete(KEY);
        Exchange gone = other.exchange(KEY, version(first), second);
        assertThat(gone).isInstanceOf(Exchange.Conflict.class);
        assertThat(((Exchange.Conflict) gone).present()).isNull();
        assertThat(tier.read(KEY)).isNull();
    }

    @Test
    final void aMarkIsCurrentUntilAnybodyChangesTheKey() throws IOException {
        SharedTier tier = one();
        SharedTier other = other();
        TierRecord first = entry("1");
        List<Change> changes = List.of(
                () -> other.exchange(KEY, Expected.Any.THING, entry("2")),
                () -> other.exchange(KEY, Expected.Any.THING, null),
                () -> other.write(KEY, entry("3")),
                () -> other.delete(KEY),
                () -> other.clear(),
                () -> tier.exchange(KEY, Expected.Any.THING, entry("4")),
                () -> tier.clear());
        for (Change change : changes) {
            tier.write(KEY, first);
            long mark = tier.mark(KEY);
            assertThat(mark).isNotEqualTo(SharedTier.NO_MARK);
            tier.read(KEY);
            other.read(KEY);
            assertThat(tier.isCurrent(mark)).as("reading changes nothing").isTrue();
            change.run();
            assertThat(tier.isCurrent(mark))
                    .as("change %s", changes.indexOf(change))
                    .isFalse();
        }
        assertThat(tier.isCurrent(SharedTier.NO_MARK)).isFalse();
    }

    private interface Change {
        void run() throws IOException;
    }

    @Test
    final void theMarkOfAChangeIsThatOfWhatItHasMade() throws IOException {
        SharedTier tier = one();
        SharedTier other = other();
        Exchange.Done done = (Exchange.Done) tier.exchange(KEY, Expected.Any.NOTHING, entry("1"));
        assertThat(tier.isCurrent(done.mark())).isTrue();
        Exchange.Conflict conflict = (Exchange.Conflict) other.exchange(KEY, Expected.Any.NOTHING, entry("2"));
        assertThat(other.isCurrent(conflict.mark())).isTrue();
        assertThat(tier.isCurrent(done.mark())).as("a conflict changes nothing").isTrue();
        other.exchange(KEY, Expected.Any.THING, entry("3"));
        assertThat(tier.isCurrent(done.mark())).isFalse();
        assertThat(other.isCurrent(conflict.mark())).isFalse();
    }

    @Test
    final void aTouchMovesTheDeadlineOfOneVersionAndMakesAnother() throws IOException {
        SharedTier tier = one();
        SharedTier other = other();
        TierRecord first = entry("1");
        tier.write(KEY, first);
        Expected.Version seen = new Expected.Version(first.version());
        assertThat(other.touch(KEY, seen, 77, 5_000, 9_000)).isInstanceOf(Exchange.Done.class);
        TierRecord touched = tier.read(KEY);
        assertThat(touched).isNotNull();
        assertThat(touched.value()).isEqualTo(first.value());
        assertThat(touched.version()).isEqualTo(77);
        assertThat(touched.deadline()).isEqualTo(9_000);
        assertThat(tier.touch(KEY, seen, 78, 5_000, 10_000)).isInstanceOf(Exchange.Conflict.class);
        assertThat(tier.exchange(KEY, seen, entry("2"))).isInstanceOf(Exchange.Conflict.class);
        tier.delete(KEY);
        assertThat(tier.touch(KEY, new Expected.Version(77), 79, 5_000, 10_000)).isInstanceOf(Exchange.Conflict.class);
        assertThat(tier.read(KEY)).isNull();
    }

    @Test
    final void aLeaseIsThatOfOneUntilItIsGivenBack() throws Exception {
        SharedTier tier = one();
        SharedTier other = other();
        Lease lease = tier.lease(KEY);
        assertThat(lease.tryTake()).isTrue();
        assertThat(elsewhere(() -> isFree(other, KEY))).isFalse();
        assertThat(elsewhere(() -> isFree(tier, KEY))).isFalse();
        assertThat(elsewhere(() -> isFree(other, TierFixture.key("other")))).isTrue();
        Thread.currentThread().interrupt();
        lease.giveBack();
        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        lease.giveBack();
        assertThat(elsewhere(() -> isFree(other, KEY))).isTrue();
    }

    @Test
    final void whoHasAskedInVainIsNext() throws Exception {
        SharedTier tier = one();
        SharedTier other = other();
        Lease first = tier.lease(KEY);
        assertThat(first.tryTake()).isTrue();
        Lease second = elsewhere(() -> {
            Lease asked = other.lease(KEY);
            assertThat(asked.tryTake()).isFalse();
            return asked;
        });
        first.giveBack();
        assertThat(elsewhere(() -> isFree(tier, KEY)))
                .as("it is another's turn")
                .isFalse();
        assertThat(elsewhere(second::tryTake)).isTrue();
        second.giveBack();
        assertThat(elsewhere(() -> isFree(tier, KEY))).isTrue();
    }

    @Test
    final void whoGivesUpIsNotNextAnyMore() throws Exception {
        SharedTier tier = one();
        Lease first = tier.lease(KEY);
        assertThat(first.tryTake()).isTrue();
        assertThat(elsewhere(() -> isFree(tier, KEY))).isFalse();
        first.giveBack();
        assertThat(elsewhere(() -> isFree(tier, KEY))).isTrue();
    }

    private static boolean isFree(SharedTier tier, TierKey key) throws IOException {
        Lease asked = tier.lease(key);
        boolean taken = asked.tryTake();
        asked.giveBack();
        return taken;
    }

    @Test
    final void ofAllWhoWantALeaseOneHasIt() throws Exception {
        List<SharedTier> tiers = List.of(one(), other());
        AtomicInteger having = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                SharedTier tier = tiers.get(i % tiers.size());
                tasks.add(() -> leaseOften(tier, having));
            }
            for (Future<Boolean> each : threads.invokeAll(tasks)) {
                assertThat(each.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Returns whether nobody else had it meanwhile. */
    private static boolean leaseOften(SharedTier tier, AtomicInteger having) throws IOException {
        boolean alone = true;
        for (int done = 0; done < TIMES; done++) {
            Lease lease = tier.lease(KEY);
            while (!lease.tryTake()) {
                Thread.onSpinWait();
            }
            alone &= having.incrementAndGet() == 1;
            Thread.yield();
            alone &= having.decrementAndGet() == 0;
            lease.giveBack();
        }
        return alone;
    }

    /** Runs something in a thread of its own. */
    private static <T> T elsewhere(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        new Thread(task, "elsewhere").start();
        return task.get();
    }

    @Test
    final void ofAllWhoHaveSeenTheSameOneIsDone() throws Exception {
        List<SharedTier> tiers = List.of(one(), other());
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                SharedTier tier = tiers.get(i % tiers.size());
                TierKey own = TierFixture.key("own" + i);
                tasks.add(() -> count(tier, own));
            }
            int done = 0;
            for (Future<Integer> each : threads.invokeAll(tasks)) {
                done += each.get();
            }
            TierRecord last = tiers.get(0).read(KEY);
            assertThat(last).isNotNull();
            assertThat(Integer.parseInt(new String(last.value(), java.nio.charset.StandardCharsets.UTF_8)))
                    .isEqualTo(done);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Counts up under one key, beside changes of a key that is its own; returns how often that was done. */
    private int count(SharedTier tier, TierKey own) throws IOException {
        int done = 0;
        while (done < TIMES) {
            long mark = tier.mark(KEY);
            TierRecord seen = tier.read(KEY);
            int number = seen == null
                    ? 0
                    : Integer.parseInt(new String(seen.value(), java.nio.charset.StandardCharsets.UTF_8));
            Exchange answer = tier.exchange(
                    KEY, seen == null ? Expected.Any.NOTHING : version(seen), entry(String.valueOf(number + 1)));
            if (answer instanceof Exchange.Done) {
                done++;
            } else {
                assertThat(tier.isCurrent(mark))
                        .as("what was seen was not current")
                        .isFalse();
            }
            tier.write(own, entry("own"));
        }
        return done;
    }
}
