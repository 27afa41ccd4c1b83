/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.engine.Statistics.Counter;
import io.omnicache.engine.expiry.Expirable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import javax.cache.integration.CacheWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FastPathTest {
    private static final Duration MINUTE = new Duration(TimeUnit.MINUTES, 1);

    private final EngineParts parts = new EngineParts();
    private Engine<String, Object> engine = parts.engine();

    @AfterEach
    void check() {
        Invariants.check(engine);
    }

    @Test
    void putCreatesThenReplaces() {
        assertThat(engine.fastPath().put("a", 1)).isTrue();
        assertThat(engine.fastPath().put("a", 2)).isTrue();
        assertThat(engine.peek("a")).isEqualTo(2);
        assertThat(engine.size()).isOne();
        assertThat(parts.statistics.get(Counter.PUTS)).isEqualTo(2);
    }

    @Test
    void createStoresOnlyWhereThereIsNothing() {
        assertThat(engine.fastPath().create("a", 1)).isTrue();
        assertThat(engine.fastPath().create("a", 2)).isFalse();
        assertThat(engine.peek("a")).isEqualTo(1);
        assertThat(parts.statistics.get(Counter.PUTS)).isOne();
    }

    @Test
    void replaceGivesWhatWasThereAndStoresNothingWhereThereIsNothing() {
        assertThat(engine.fastPath().replace("a", null, 1)).isNull();
        assertThat(engine.size()).isZero();
        engine.fastPath().put("a", "one");
        assertThat(engine.fastPath().replace("a", null, "two")).isEqualTo("one");
        assertThat(engine.peek("a")).isEqualTo("two");
    }

    @Test
    void replaceOfAnotherObjectThanTheOneThatWasSeenDoesNothing() {
        Object there = new Object();
        engine.fastPath().put("a", there);
        assertThat(engine.fastPath().replace("a", new Object(), 1)).isNull();
        assertThat(engine.peek("a")).isSameAs(there);
        assertThat(engine.fastPath().replace("a", there, 1)).isSameAs(there);
        assertThat(engine.peek("a")).isEqualTo(1);
    }

    @Test
    void keyThatAnOperationHoldsIsLeftToAStep() {
        engine.fastPath().put("a", 1);
        engine.step("a", Kind.PROCESS, engine.incoming("a", 2), (step, given) -> {
            assertThat(engine.fastPath().put("a", 3)).isFalse();
            assertThat(engine.fastPath().create("a", 3)).isFalse();
            assertThat(engine.fastPath().replace("a", null, 3)).isNull();
            assertThat(engine.fastPath().hit("a")).isFalse();
            return step.put(given);
        });
        assertThat(engine.peek("a")).isEqualTo(2);
    }

    @Test
    void keysOfOneHashCodeAreReplacedAsWell() {
        List<String> keys = new ArrayList<>();
        for (int bits = 0; bits < 64; bits++) {
            StringBuilder key = new StringBuilder();
            for (int bit = 0; bit < 6; bit++) {
                key.append((bits >> bit & 1) == 0 ? "Aa" : "BB"); // their hash codes are equal
            }
            keys.add(key.toString());
        }
        assertThat(keys.stream().map(String::hashCode).distinct()).hasSize(1);
        keys.forEach(key -> assertThat(engine.fastPath().put(key, 1)).isTrue());
        keys.forEach(key -> assertThat(engine.fastPath().put(key, 2)).isTrue());
        assertThat(engine.size()).isEqualTo(64);
    }

    @Test
    void hitIsCountedAndNothingElse() {
        engine.fastPath().put("a", 1);
        assertThat(engine.fastPath().hit("a")).isTrue();
        assertThat(engine.fastPath().hit("b")).isFalse();
        assertThat(parts.statistics.get(Counter.HITS)).isOne();
        assertThat(parts.statistics.get(Counter.MISSES)).isZero();
    }

    @Test
    void newEntryLivesAsLongAsThePolicySays() {
        engine = parts.expiry(new CreatedExpiryPolicy(MINUTE)).engine();
        engine.fastPath().put("a", 1);
        assertThat(engine.generation().find("a").deadline())
                .isEqualTo(parts.clock.nanos() + TimeUnit.MINUTES.toNanos(1));
        parts.clock.advance(ofSeconds(59));
        engine.fastPath().put("a", 2);
        assertThat(engine.peek("a")).isEqualTo(2);
        parts.clock.advance(ofSeconds(1));
        assertThat(engine.peek("a")).isNull();
        engine.wake();
        assertThat(engine.size()).isZero();
        assertThat(parts.statistics.get(Counter.EXPIRATIONS)).isOne();
    }

    @Test
    void entryThatHasExpiredIsLeftToAStep() {
        engine = parts.expiry(new CreatedExpiryPolicy(MINUTE)).engine();
        engine.fastPath().put("a", 1);
        parts.clock.advance(ofSeconds(60));
        assertThat(engine.fastPath().put("a", 2)).isFalse();
        assertThat(engine.fastPath().create("a", 2)).isFalse();
        assertThat(engine.fastPath().replace("a", null, 2)).isNull();
        assertThat(engine.fastPath().hit("a")).isFalse();
        assertThat(parts.statistics.get(Counter.PUTS)).isOne();
    }

    @Test
    void entryOfAnEternalCacheNeverExpires() {
        engine = parts.expiry(new AccessedExpiryPolicy(Duration.ETERNAL)).engine();
        engine.fastPath().put("a", 1);
        assertThat(engine.generation().find("a").deadline()).isEqualTo(Expirable.NEVER);
    }

    @Test
    void boundHoldsWhenAPutReturns() {
        engine = parts.entries(2).engine();
        Stream.of("a", "b", "a", "c", "d").forEach(key -> {
            assertThat(engine.fastPath().put(key, 1)).isTrue();
            assertThat(engine.size()).isLessThanOrEqualTo(2);
        });
        assertThat(parts.statistics.get(Counter.EVICTIONS)).isEqualTo(2);
        assertThat(engine.peek("d")).isEqualTo(1);
    }

    @Test
    void replacementIsAUse() {
        engine = parts.entries(2).engine();
        engine.fastPath().put("a", 1);
        engine.fastPath().put("b", 1);
        engine.fastPath().put("a", 2);
        engine.fastPath().put("c", 1);
        assertThat(engine.peek("a")).isEqualTo(2);
        assertThat(engine.peek("b")).isNull();
    }

    @Test
    void evictedEntryLeavesTheTimerWheelToo() {
        engine = parts.entries(1).expiry(new CreatedExpiryPolicy(MINUTE)).engine();
        engine.fastPath().put("a", 1);
        engine.fastPath().put("b", 1);
        parts.clock.advance(ofSeconds(120));
        engine.wake();
        assertThat(parts.statistics.get(Counter.EXPIRATIONS)).isOne();
    }

    @Test
    void itIsClosedWhileSomebodyListens() {
        var listener = new MutableCacheEntryListenerConfiguration<String, Object>(
                () -> (CacheEntryCreatedListener<String, Object> & Serializable) events -> {}, null, false, true);
        parts.events.register(listener);
        assertRefusesAll();
        parts.events.deregister(listener);
        assertThat(engine.fastPath().put("a", 1)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("changingPolicies")
    void itIsClosedWhereAPutHasToAskOrToMoveADeadline(ExpiryPolicy policy) {
        engine = parts.expiry(policy).engine();
        assertRefusesAll();
    }

    static Stream<ExpiryPolicy> changingPolicies() {
        return Stream.of(
                new ModifiedExpiryPolicy(MINUTE),
                new TouchedExpiryPolicy(MINUTE),
                new CreatedExpiryPolicy(Duration.ZERO),
                new AskedPolicy());
    }

    @Test
    void itIsClosedWhereEntriesAreWeighed() {
        engine = parts.weight(10, (key, value) -> 1).engine();
        assertRefusesAll();
    }

    @Test
    void itIsClosedWhereAWriterHasToBeTold() {
        engine = parts.writer(new Unwritten()).engine();
        assertRefusesAll();
    }

    @Test
    void clockThatThrowsLeavesTheKeyFree() {
        FailingClock clock = new FailingClock();
        engine = parts.expiry(new CreatedExpiryPolicy(MINUTE)).engine(clock);
        engine.fastPath().put("a", 1);
        for (String key : List.of("a", "b")) {
            clock.failIn = 1;
            assertThatThrownBy(() -> engine.fastPath().put(key, 2)).hasMessage("no time now");
            assertThat(engine.fastPath().put(key, 3)).isTrue();
        }
    }

    private void assertRefusesAll() {
        FastPath<String, Object> fastPath = engine.fastPath();
        assertThat(fastPath.put("a", 1)).isFalse();
        assertThat(fastPath.create("a", 1)).isFalse();
        assertThat(engine.size()).isZero();
        EngineParts.put(engine, "a", 1);
        assertThat(fastPath.replace("a", null, 2)).isNull();
        assertThat(fastPath.put("a", 2)).isFalse();
        if (engine.size() > 0) {
            assertThat(engine.peek("a")).isEqualTo(1);
        }
    }

    private static final class Unwritten implements CacheWriter<String, Object> {
        @Override
        public void write(Cache.Entry<? extends String, ?> entry) {}

        @Override
        public void writeAll(Collection<Cache.Entry<? extends String, ?>> entries) {}

        @Override
        public void delete(Object key) {}

        @Override
        public void deleteAll(Collection<?> keys) {}
    }

    /** A policy of a user's own, whose answers may be others tomorrow. */
    private static final class AskedPolicy implements ExpiryPolicy {
        @Override
        public Duration getExpiryForCreation() {
            return Duration.ETERNAL;
        }

        @Override
        public Duration getExpiryForAccess() {
            return null;
        }

        @Override
        public Duration getExpiryForUpdate() {
            return null;
        }
    }
}
