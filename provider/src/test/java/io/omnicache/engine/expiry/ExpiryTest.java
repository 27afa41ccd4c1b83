/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.LogCapture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ExpiryTest {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long SAME = Expiry.UNCHANGED;
    private static final long ETERNAL = Expiry.ETERNAL;

    static Stream<Arguments> standardPolicies() {
        return Stream.of(
                Arguments.of(new EternalExpiryPolicy(), ETERNAL, SAME, SAME),
                Arguments.of(new CreatedExpiryPolicy(Duration.ONE_MINUTE), MINUTE, SAME, SAME),
                Arguments.of(new ModifiedExpiryPolicy(Duration.ONE_MINUTE), MINUTE, MINUTE, SAME),
                Arguments.of(new AccessedExpiryPolicy(Duration.ONE_MINUTE), MINUTE, SAME, MINUTE),
                Arguments.of(new TouchedExpiryPolicy(Duration.ONE_MINUTE), MINUTE, MINUTE, MINUTE));
    }

    @ParameterizedTest
    @MethodSource("standardPolicies")
    void standardPoliciesAreAskedOnceAndAnswerAsTheySay(ExpiryPolicy policy, long creation, long update, long access) {
        Expiry expiry = Expiry.of("users", policy);
        assertThat(expiry.isConstant()).isTrue();
        assertThat(expiry.creation()).isEqualTo(creation);
        assertThat(expiry.update()).isEqualTo(update);
        assertThat(expiry.access()).isEqualTo(access);
        assertThat(expiry.mayExpire()).isEqualTo(creation != ETERNAL);
        assertThat(expiry.mindsAccess()).isEqualTo(access != SAME);
    }

    @Test
    void constantThatOnlyAnUpdateMakesFiniteMayExpire() {
        assertThat(new ConstantExpiry(ETERNAL, MINUTE, SAME).mayExpire()).isTrue();
        assertThat(new ConstantExpiry(ETERNAL, SAME, 0).mayExpire()).isTrue();
        assertThat(new ConstantExpiry(ETERNAL, ETERNAL, ETERNAL).mayExpire()).isFalse();
    }

    @Test
    void policyOfAUserIsAskedEachTime() {
        Answers answers = new Answers(() -> Duration.ONE_MINUTE);
        Expiry expiry = Expiry.of("users", answers);
        assertThat(expiry.isConstant()).isFalse();
        assertThat(expiry.mayExpire()).isTrue();
        assertThat(expiry.mindsAccess()).isTrue();
        assertThat(expiry.creation()).isEqualTo(MINUTE);
        answers.answer = () -> Duration.FIVE_MINUTES;
        assertThat(expiry.creation()).isEqualTo(5 * MINUTE);
        assertThat(expiry.update()).isEqualTo(5 * MINUTE);
        assertThat(expiry.access()).isEqualTo(5 * MINUTE);
    }

    @Test
    void nullMeansEternalForCreationAndUnchangedOtherwise() {
        Expiry expiry = Expiry.of("users", new Answers(() -> null));
        assertThat(expiry.creation()).isEqualTo(ETERNAL);
        assertThat(expiry.update()).isEqualTo(SAME);
        assertThat(expiry.access()).isEqualTo(SAME);
    }

    @Test
    void durationsBecomeNanoseconds() {
        assertThat(Expiry.nanos(Duration.ZERO)).isEqualTo(Expiry.ZERO);
        assertThat(Expiry.nanos(Duration.ETERNAL)).isEqualTo(ETERNAL);
        assertThat(Expiry.nanos(new Duration())).isEqualTo(ETERNAL);
        assertThat(Expiry.nanos(new Duration(TimeUnit.MILLISECONDS, 3))).isEqualTo(3_000_000);
        assertThat(Expiry.nanos(new Duration(TimeUnit.DAYS, Long.MAX_VALUE))).isEqualTo(ETERNAL);
    }

    @Test
    void deadlineDoesNotOverflow() {
        assertThat(Expiry.deadline(100, 23)).isEqualTo(123);
        assertThat(Expiry.deadline(100, 0)).isEqualTo(100);
        assertThat(Expiry.deadline(100, ETERNAL)).isEqualTo(Expirable.NEVER);
        assertThat(Expiry.deadline(100, ETERNAL - 100)).isEqualTo(Expirable.NEVER);
        assertThat(Expiry.deadline(100, ETERNAL - 101)).isEqualTo(Long.MAX_VALUE - 1);
        assertThat(Expiry.deadline(Long.MAX_VALUE - 1, 5)).isEqualTo(Expirable.NEVER);
    }

    @Test
    void policyThatThrowsGivesTheDefaultAndIsLoggedOncePerOutage() {
        IllegalStateException failure = new IllegalStateException("no answer");
        Answers answers = new Answers(() -> {
            throw failure;
        });
        Expiry expiry = Expiry.of("users", answers);
        try (LogCapture log = new LogCapture("io.omnicache.expiry")) {
            assertThat(expiry.creation()).isEqualTo(ETERNAL);
            assertThat(expiry.update()).isEqualTo(SAME);
            assertThat(expiry.access()).isEqualTo(SAME);
            assertThat(log.messages())
                    .containsExactly("WARNING expiry policy failed, default used: cache=users policy="
                            + Answers.class.getName());
            assertThat(log.failures()).containsExactly(failure);

            Supplier<Duration> failing = answers.answer;
            answers.answer = () -> Duration.ONE_MINUTE;
            assertThat(expiry.creation()).isEqualTo(MINUTE);
            answers.answer = failing;
            assertThat(expiry.creation()).isEqualTo(ETERNAL);
            assertThat(log.messages()).as("well again, and failed again").hasSize(2);
        }
    }

    /** A policy of a user's. */
    private static final class Answers implements ExpiryPolicy {
        private Supplier<Duration> answer;

        Answers(Supplier<Duration> answer) {
            this.answer = answer;
        }

        @Override
        public Duration getExpiryForCreation() {
            return answer.get();
        }

        @Override
        public Duration getExpiryForAccess() {
            return answer.get();
        }

        @Override
        public Duration getExpiryForUpdate() {
            return answer.get();
        }
    }
}
