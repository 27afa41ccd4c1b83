/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.LogCapture;
import io.omnicache.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class JournalTest {
    private final ManualClock clock = new ManualClock();
    private final NotedTier tier = new NotedTier(true);
    private final Journal journal =
            new Journal(2, new StepMark(tier, new TierLog("users", "noted"), Duration.ofSeconds(5), clock));

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

    @Test
    void theStoreKnowsWhetherThereAreKeysThatAreNotInStep() {
        assertThat(tier.isInStep()).isTrue();
        journal.addAll(List.of(key(1), key(2)));
        assertThat(tier.isInStep()).isFalse();
        journal.remove(key(1));
        assertThat(tier.isInStep()).isFalse();
        journal.remove(key(2));
        assertThat(tier.isInStep()).isTrue();
        assertThat(tier.noted()).as("once for all keys").isEqualTo(2);
        journal.addEverything();
        assertThat(tier.isInStep()).isFalse();
        journal.removeEverything(); // the store is about to be emptied
        assertThat(tier.isInStep()).isFalse();
        journal.add(key(1));
        journal.remove(key(1));
        journal.settle();
        assertThat(tier.isInStep()).as("it is not yet said to be whole").isFalse();
        journal.complete();
        assertThat(tier.isInStep()).isTrue();
        assertThat(journal.isSettled()).isTrue();
    }

    @Test
    void aNoteThatFailsIsTriedAgainWithTheFirstChangeAfterAPause() {
        tier.fail(true);
        journal.addAll(List.of(key(1), key(2)));
        journal.add(key(1));
        assertThat(tier.tried()).as("a disk that fails may be slow, too").isEqualTo(1);
        tier.fail(false);
        clock.advance(Duration.ofMillis(499));
        journal.add(key(2));
        assertThat(tier.isInStep()).isTrue();
        clock.advance(Duration.ofMillis(1));
        journal.add(key(2));
        assertThat(tier.isInStep()).isFalse();
        tier.fail(true);
        journal.remove(key(1));
        journal.remove(key(2));
        assertThat(tier.isInStep()).isFalse();
        tier.fail(false);
        journal.inStep();
        assertThat(tier.isInStep()).isTrue();
    }

    @Test
    void aNoteThatHasFailedIsTriedAgainWithoutAChange() {
        tier.fail(true);
        journal.add(key(1));
        tier.fail(false);
        clock.advance(Duration.ofSeconds(1));
        journal.noteAgain();
        assertThat(journal.isNoted()).isTrue();
        assertThat(tier.isInStep()).isFalse();
    }

    @Test
    void whoInsistsDoesNotPause() {
        tier.fail(true);
        journal.add(key(1));
        assertThat(journal.isNoted()).isFalse();
        tier.fail(false);
        journal.insist();
        assertThat(journal.isNoted()).isTrue();
    }

    @Test
    void whatAnEarlierProcessHasNotedStaysUntilTheStoreIsEmpty() {
        NotedTier left = new NotedTier(false);
        Journal next = new Journal(2, new StepMark(left, new TierLog("users", "noted"), Duration.ofSeconds(5), clock));
        assertThat(next.isUnsettled()).isTrue();
        next.add(key(1));
        next.remove(key(1));
        next.settle();
        assertThat(left.isInStep()).isFalse();
        next.removeEverything();
        next.complete();
        assertThat(next.isUnsettled()).isFalse();
        assertThat(left.isInStep()).isTrue();
    }

    /** A disk that stands still holds the one that notes, and others only for the limit, once. */
    @Test
    void aNoteThatStandsStillDoesNotHoldTheOthers() throws Exception {
        NotedTier standing = new NotedTier(true);
        CountDownLatch gate = standing.hold();
        Journal next =
                new Journal(5, new StepMark(standing, new TierLog("users", "noted"), Duration.ofMillis(1), clock));
        Thread first = new Thread(() -> next.add(key(1)));
        first.start();
        standing.awaitHeld();
        next.add(key(2));
        next.add(key(3));
        assertThat(next.size()).isEqualTo(3);
        assertThat(standing.isInStep()).isTrue();
        gate.countDown();
        first.join();
        assertThat(standing.isInStep()).isFalse();
    }

    /** What has failed may stand there all the same, so nobody relies on it, whichever it was. */
    @Test
    void whatANoteThatFailedHasLeftIsNotReliedOn() {
        journal.add(key(1));
        tier.failAfterwards();
        journal.remove(key(1));
        assertThat(tier.isInStep()).isTrue();
        assertThat(journal.isSettled()).isFalse();
        tier.fail(false);
        journal.add(key(2));
        assertThat(tier.isInStep()).isFalse();
        journal.remove(key(2));
        assertThat(tier.isInStep()).isTrue();

        tier.failAfterwards();
        journal.add(key(3));
        assertThat(tier.isInStep()).isFalse();
        tier.fail(false);
        journal.remove(key(3));
        assertThat(tier.isInStep()).isTrue();
    }

    /** Others go on without a note while it is said that the tier is in step; who holds that up notes it then. */
    @Test
    void whatChangesWhileANoteStandsStillIsNotedAfterwards() throws Exception {
        NotedTier standing = new NotedTier(true);
        try (LogCapture log = new LogCapture("io.omnicache.tier")) {
            Journal next =
                    new Journal(5, new StepMark(standing, new TierLog("users", "noted"), Duration.ofMillis(1), clock));
            next.add(key(1));
            CountDownLatch gate = standing.hold();
            Thread first = new Thread(() -> next.remove(key(1)));
            first.start();
            standing.awaitHeld();
            next.add(key(2));
            assertThat(log.messages()).singleElement().asString().contains("is not noted yet");
            gate.countDown();
            first.join();
            assertThat(standing.isInStep()).isFalse();
            next.remove(key(2));
            assertThat(standing.isInStep()).isTrue();
        }
    }

    @Test
    void whatCouldNotBeNotedIsSaidAsItIs() {
        try (LogCapture log = new LogCapture("io.omnicache.tier")) {
            tier.fail(true);
            journal.add(key(1));
            assertThat(log.messages()).singleElement().asString().contains("old entries may come back");
            tier.fail(false);
            journal.add(key(2));
            tier.fail(true);
            journal.remove(key(1));
            journal.remove(key(2));
            assertThat(log.messages()).hasSize(2).last().asString().contains("the tier begins empty");
        }
    }
}
