/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values that fail while they are measured, each time. */
class SizeFailuresTest {
    private static final Layout USUAL = Layout.of(new VmOptions(true, true, false, false, 8, true));
    private static final int VALUES = 1_000;

    /** A failing list of 100,000 without its elements. */
    private static final long PART = 24 + 24 + 480_016 + Shapes.UNKNOWN;

    private final Sizes sizes = new Sizes("users", USUAL);

    /** A list of which the elements cannot be had. */
    static class Failing extends ArrayList<Object> {
        private static final long serialVersionUID = 1L;
        private final transient Throwable failure;
        private int asked;

        Failing(int size, Throwable failure) {
            super(Arrays.asList(new Object[size]));
            this.failure = failure;
        }

        @Override
        public Object get(int index) {
            asked++;
            throw SizeFailuresTest.<RuntimeException>unchecked(failure);
        }
    }

    @SuppressWarnings("unchecked") // the compiler does not look at it, as with generated code
    private static <T extends Throwable> T unchecked(Throwable failure) throws T {
        throw (T) failure;
    }

    @Test
    void nothingIsThrownButErrorsOfTheVm() {
        for (Throwable failure : List.of(
                new UnsupportedOperationException(),
                new AssertionError(),
                new ExceptionInInitializerError(),
                new StackOverflowError(),
                new Exception("that nobody declared"))) {
            assertThat(sizes.of(new Failing(10, failure))).isPositive();
        }
        assertThat(sizes.failures()).isEqualTo(5);
        Failing fatal = new Failing(10, new InternalError("of the VM"));
        assertThatThrownBy(() -> sizes.of(fatal)).isInstanceOf(InternalError.class);
    }

    @Test
    void whatCouldBeMeasuredCounts() {
        Failing large = new Failing(100_000, new IllegalStateException("not to be had"));
        for (int i = 0; i < 100; i++) {
            assertThat(sizes.of(large)).isEqualTo(PART);
        }
        assertThat(sizes.of(new Failing(1, new IllegalStateException("not to be had"))))
                .as("the mean, as no less is known")
                .isEqualTo(PART);
    }

    @Test
    void ofCostlyValuesThatAlwaysFailSomeAreMeasured() {
        Failing failing = new Failing(1, new IllegalStateException("not to be had"));
        Object[] value = new Object[20];
        value[0] = failing; // looked into last
        for (int i = 1; i < value.length; i++) {
            value[i] =
                    new Object[] {new Object[4], new Object[5], new Object[6], new ArrayList<>(List.of("a", "b", "c"))};
        }
        long least = new Sizes("other", USUAL).of(value);
        for (int i = 0; i < VALUES; i++) {
            assertThat(sizes.of(value)).isEqualTo(least);
        }
        assertThat(failing.asked - 1).isLessThan(VALUES * 2 / 3).isEqualTo((int) sizes.failures());
    }
}
