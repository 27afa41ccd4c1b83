/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;

/** Keys of classes that are neither records nor Serializable. */
class FieldsKeyTest {
    private final EntryCodec codec = TestCodecs.allowing();

    /** Has a field that does not count, and one that remembers the hash code. */
    static class Name {
        private final String text;
        private final transient long made = System.nanoTime();
        private int hash;

        Name(String text) {
            this.text = Objects.requireNonNull(text);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Name that && text.equals(that.text);
        }

        @Override
        public int hashCode() {
            if (hash == 0) {
                hash = text.hashCode();
            }
            return hash;
        }
    }

    static final class LongName extends Name {
        private final List<Integer> numbers;

        LongName(String text, List<Integer> numbers) {
            super(text);
            this.numbers = numbers;
        }

        @Override
        public boolean equals(Object other) {
            return super.equals(other) && other instanceof LongName that && numbers.equals(that.numbers);
        }

        @Override
        public int hashCode() {
            return 31 * super.hashCode() + numbers.hashCode();
        }
    }

    static final class Identity {
        final String text = "a";
    }

    static final class OfTransient {
        private final transient int number;

        OfTransient(int number) {
            this.number = number;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof OfTransient that && number == that.number;
        }

        @Override
        public int hashCode() {
            return number;
        }
    }

    static final class Holder {
        private final Object held;

        Holder(Object held) {
            this.held = held;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Holder that && held.equals(that.held);
        }

        @Override
        public int hashCode() {
            return held.hashCode();
        }
    }

    @Test
    void equalKeysHaveTheSameBytesAndComeBackEqual() throws UnreadableException {
        assertSame(new Name("a"), new Name("a"));
        assertSame(new LongName("a", List.of(1, 2)), new LongName("a", List.of(1, 2)));
        assertSame(new Holder(new Name("a")), new Holder(new Name("a")));
    }

    @Test
    void otherKeysHaveOtherBytes() {
        assertThat(codec.encodeKey(new Name("a")))
                .isNotEqualTo(codec.encodeKey(new Name("b")))
                .isNotEqualTo(codec.encodeKey(new LongName("a", List.of())));
        assertThat(codec.encodeKey(new Holder(1))).isNotEqualTo(codec.encodeKey(new Holder(1L)));
    }

    @Test
    void keysThatDoNotComeBackEqualAreRefused() {
        assertRefused(new Identity(), "another object with the same fields is not equal to it");
        assertRefused(new OfTransient(5), "another object with the same fields is not equal to it");
        assertRefused(new Holder(new int[] {1}), "an array is equal only to itself");
    }

    @Test
    void aClassThatIsNotAllowedIsRefusedWithTheLineToAdd() {
        assertThatThrownBy(() -> TestCodecs.types(getClass().getClassLoader()).require(Name.class))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("allow");
    }

    private void assertSame(Object key, Object equal) throws UnreadableException {
        byte[] bytes = codec.encodeKey(key);
        assertThat(codec.encodeKey(equal)).isEqualTo(bytes);
        assertThat(codec.decodeKey(bytes)).isEqualTo(key).hasSameClassAs(key);
    }

    private void assertRefused(Object key, String reason) {
        assertThatThrownBy(() -> codec.encodeKey(key))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("io.omnicache.KeyCodec<");
    }
}
