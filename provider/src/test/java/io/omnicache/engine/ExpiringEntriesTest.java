/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import static io.omnicache.engine.EngineParts.put;
import static io.omnicache.engine.EngineParts.remove;
import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.engine.Statistics.Counter;
import io.omnicache.engine.expiry.TimerWheel;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.junit.jupiter.api.Test;

/** Entries go when their time has come: met by an operation, or found by the wheel. */
final class ExpiringEntriesTest {
    private static final Duration SECOND = new Duration(TimeUnit.SECONDS, 1);

    private final EngineParts parts = new EngineParts();

    private Engine<String, Object> engine(ExpiryPolicy policy) {
        return parts.expiry(policy).engine();
    }

    private void passMillis(long millis) {
        parts.clock.advance(java.time.Duration.ofMillis(millis));
    }

    private void passResolution() {
        parts.clock.advance(java.time.Duration.ofNanos(TimerWheel.RESOLUTION_NANOS));
    }

    private long expirations() {
        return parts.statistics.get(Counter.EXPIRATIONS);
    }

    private static int scheduled(Engine<String, Object> engine) {
        return Objects.requireNonNull(engine.generation().wheel()).size();
    }

    @Test
    void entryIsThereUntilItsDeadlineAndGoneAtIt() {
        Engine<String, Object> engine = engine(new CreatedExpiryPolicy(SECOND));
        put(engine, "a", 1);
        passMillis(999);
        assertThat(engine.get("a")).isEqualTo(1);
        passMillis(1);
        assertThat(engine.get("a")).isNull();
        assertThat(engine.size()).as("it left when it was met").isZero();
        assertThat(expirations()).isOne();
        assertThat(parts.statistics.get(Counter.MISSES)).isOne();
        assertThat(scheduled(engine)).isZero();
    }

    @Test
    void peekDoesNotShowAnExpiredEntryAndSettleLetsItGo() {
        Engine<String, Object> engine = engine(new CreatedExpiryPolicy(SECOND));
        put(engine, "a", 1);
        passMillis(1_000);
        assertThat(engine.peek("a")).isNull();
        assertThat(engine.size()).isOne();
        engine.settle("a");
        assertThat(engine.size()).isZero();
    }

    @Test
    void stepOnAnExpiredEntryFindsNone() {
        Engine<String, Object> engine = engine(new CreatedExpiryPolicy(SECOND));
        put(engine, "a", 1);
        passMillis(1_000);
        assertThat(remove(engine, "a")).isFalse();
        assertThat(expirations()).isOne();
        put(engine, "a", 2);
        passMillis(999);
        assertThat(engine.peek("a")).isEqualTo(2);
    }

    @Test
    void sweepRemovesWhatIsDueAndSaysWhenItIsWantedAgain() {
        Engine<String, Object> engine = engine(new CreatedExpiryPolicy(SECOND));
        put(engine, "a", 1);
        passMillis(500);
        put(engine, "b", 2);
        passMillis(500);
        passResolution();
        long next = engine.wake();
        assertThat(engine.size()).isOne();
        assertThat(expirations()).isOne();
        assertThat(next).isBetween(1_500_000_000L, 1_500_000_000L + TimerWheel.RESOLUTION_NANOS);
        passMillis(500);
        assertThat(engine.wake()).isEqualTo(Long.MAX_VALUE);
        assertThat(engine.size()).isZero();
    }

    @Test
    void sweepOfManyEntriesTakesThemAll() {
        Engine<String, Object> engine = engine(new CreatedExpiryPolicy(SECOND));
        for (int i = 0; i < 1_000; i++) {
            put(engine, "key" + i, i);
        }
        passMillis(2_000);
        engine.wake();
        assertThat(engine.size()).isZero();
        assertThat(scheduled(engine)).isZero();
        assertThat(expirations()).isEqualTo(1_000);
    }

    @Test
    void readExtendsTheDeadlineOfAnAccessedEntry() {
        Engine<String, Object> engine = engine(new AccessedExpiryPolicy(SECOND));
        put(engine, "a", 1);
        passMillis(900);
        assertThat(engine.get("a")).isEqualTo(1);
        passMillis(900);
        engine.wake();
        assertThat(engine.peek("a")).as("peek is no access").isEqualTo(1);
        passMillis(100);
        assertThat(engine.peek("a")).isNull();
    }

    @Test
    void updateMovesTheDeadlineAndNullLeavesItAsItIs() {
        Engine<String, Object> touched = engine(new TouchedExpiryPolicy(SECOND));
        put(touched, "a", 1);
        passMillis(900);
        put(touched, "a", 2);
        passMillis(900);
        assertThat(touched.peek("a")).isEqualTo(2);
        Engine<String, Object> created = engine(new CreatedExpiryPolicy(SECOND));
        put(created, "a", 1);
        passMillis(900);
        put(created, "a", 2);
        passMillis(100);
        assertThat(created.peek("a")).isNull();
    }

    @Test
    void zeroCreationIsNeitherStoredNorCounted() {
        Engine<String, Object> engine = engine(new CreatedExpiryPolicy(Duration.ZERO));
        put(engine, "a", 1);
        assertThat(engine.size()).isZero();
        assertThat(parts.statistics.get(Counter.PUTS)).isZero();
        assertThat(expirations()).isZero();
    }

    @Test
    void zeroUpdateStoresCountsAndExpires() {
        Engine<String, Object> engine = engine(new Answers(SECOND, Duration.ZERO, null));
        put(engine, "a", 1);
        put(engine, "a", 2);
        assertThat(engine.size()).isZero();
        assertThat(parts.statistics.get(Counter.PUTS)).isEqualTo(2);
        assertThat(expirations()).isOne();
    }

    @Test
    void zeroAccessGivesTheValueOnceMore() {
        Engine<String, Object> engine = engine(new Answers(SECOND, null, Duration.ZERO));
        put(engine, "a", 1);
        assertThat(engine.get("a")).isEqualTo(1);
        assertThat(engine.size()).isZero();
        assertThat(expirations()).isOne();
    }

    @Test
    void soonerDeadlineOfAnUpdateIsSeenByTheWheel() {
        Engine<String, Object> engine = engine(new Answers(Duration.ONE_DAY, SECOND, null));
        put(engine, "a", 1);
        put(engine, "a", 2);
        passMillis(1_000);
        passResolution();
        engine.wake();
        assertThat(engine.size()).isZero();
    }

    @Test
    void soonerDeadlineOfAReadIsSeenByTheWheel() {
        Engine<String, Object> engine = engine(new Answers(Duration.ETERNAL, null, SECOND));
        put(engine, "a", 1);
        put(engine, "b", 1);
        assertThat(scheduled(engine)).as("an eternal entry needs no place").isZero();
        engine.get("a");
        engine.step("b", Kind.PROCESS, "b", (step, same) -> {
            step.touch();
            return true;
        });
        assertThat(scheduled(engine)).isEqualTo(2);
        passMillis(1_000);
        passResolution();
        engine.wake();
        assertThat(engine.size()).isZero();
    }

    @Test
    void readMayMakeAnEntryEternal() {
        Engine<String, Object> engine = engine(new Answers(SECOND, null, Duration.ETERNAL));
        put(engine, "a", 1);
        engine.get("a");
        passMillis(5_000);
        engine.wake();
        assertThat(engine.peek("a")).isEqualTo(1);
        assertThat(scheduled(engine)).isZero();
    }

    @Test
    void entryThatIsInUseWhenItsTimeComesIsRemovedALittleLater() {
        Engine<String, Object> engine = engine(new CreatedExpiryPolicy(SECOND));
        put(engine, "a", 1);
        engine.step("a", Kind.PROCESS, "a", (step, same) -> {
            passMillis(2_000);
            assertThat(engine.wake()).as("it is retried").isLessThan(Long.MAX_VALUE);
            assertThat(engine.peek("a")).as("expired for readers").isNull();
            return true;
        });
        assertThat(engine.size()).isOne();
        passResolution();
        passResolution();
        engine.wake();
        assertThat(engine.size()).isZero();
        assertThat(expirations()).isOne();
    }

    @Test
    void touchOfAnAbsentEntryDoesNothing() {
        Engine<String, Object> engine = engine(new AccessedExpiryPolicy(SECOND));
        engine.step("a", Kind.PROCESS, "a", (step, same) -> {
            step.touch();
            return true;
        });
        assertThat(engine.size()).isZero();
    }

    /** A policy with fixed answers of each kind. */
    private record Answers(Duration creation, Duration update, Duration access) implements ExpiryPolicy {
        @Override
        public Duration getExpiryForCreation() {
            return creation;
        }

        @Override
        public Duration getExpiryForAccess() {
            return access;
        }

        @Override
        public Duration getExpiryForUpdate() {
            return update;
        }
    }
}
