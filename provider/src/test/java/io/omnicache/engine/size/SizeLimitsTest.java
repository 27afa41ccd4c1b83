/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.size;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** What measuring may take, and that large values are measured right nevertheless. */
class SizeLimitsTest {
    private static final Layout USUAL = Layout.of(new VmOptions(true, true, false, false, 8, true));

    private final Sizes sizes = new Sizes("users", USUAL);

    /** Goes over its elements to tell its size, as what it extends. */
    static final class CountedQueue extends ConcurrentLinkedQueue<Object> {
        private static final long serialVersionUID = 1L;
        private transient int asked;

        @Override
        public int size() {
            asked++;
            return super.size();
        }
    }

    /** Divides its digits to tell their number, as what it extends. */
    static final class Precise extends BigDecimal {
        private static final long serialVersionUID = 1L;

        Precise(BigInteger digits) {
            super(digits);
        }

        @Override
        public int precision() {
            throw new IllegalStateException("takes seconds for a large number");
        }
    }

    @Test
    void collectionIsAskedForItsSizeOnceAndLessOftenIfItCounts() {
        CountedQueue small = new CountedQueue();
        small.addAll(Collections.nCopies(3, "a"));
        for (int i = 1; i <= 100; i++) {
            assertThat(sizes.of(small)).isEqualTo(16 + 24 + 24 + 3 * (24 + 48));
            assertThat(small.asked).isEqualTo(i);
        }
        CountedQueue large = new CountedQueue();
        large.addAll(Collections.nCopies(10_000, "a"));
        Sizes others = new Sizes("others", USUAL);
        for (int i = 0; i < 1_000; i++) {
            assertThat(others.of(large)).isEqualTo(16 + 24 + 24 + 10_000 * (24 + 48));
        }
        assertThat(large.asked).isBetween(32, 64);
    }

    @Test
    void precisionOfALargeNumberIsNotComputed() {
        assertThat(sizes.of(new BigDecimal(BigInteger.ONE.shiftLeft(3_200)))).isEqualTo(40 + 40 + 16 + 404 + 4);
        long plain = sizes.of(new BigDecimal("12.50"));
        assertThat(plain).isEqualTo(40);
        sizes.of(new Precise(BigInteger.ONE.shiftLeft(3_200)));
        assertThat(sizes.failures()).isZero();
    }

    @Test
    void partOfABufferHoldsAllOfIt() {
        ByteBuffer whole = ByteBuffer.allocate(4_096);
        assertThat(sizes.of(whole)).isGreaterThan(4_096);
        assertThat(sizes.of(whole.slice(0, 10))).isEqualTo(sizes.of(whole));
        assertThat(sizes.of(whole.duplicate().limit(0))).isEqualTo(sizes.of(whole));
        assertThat(sizes.of(ByteBuffer.allocateDirect(4_096))).isLessThan(100);
    }

    @Test
    void manyTimesTheSameElementCountsItOnce() {
        assertThat(sizes.of(Collections.nCopies(1_000, "abc"))).isEqualTo(24 + 48);
        assertThat(sizes.of(Collections.nCopies(0, "abc"))).isBetween(0L, 24L);
    }
}
