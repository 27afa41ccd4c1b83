/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.codec.bytes.SampleKeys.Colour;
import io.omnicache.codec.bytes.SampleKeys.Id;
import io.omnicache.codec.bytes.SampleKeys.Nested;
import io.omnicache.config.CodecOptions;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes of keys: the same for equal keys, others for others, and the way back. */
class KeyFormsTest {
    record Text(String text) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Text that && that.text.equalsIgnoreCase(text);
        }

        @Override
        public int hashCode() {
            return text.toLowerCase(Locale.ROOT).hashCode();
        }
    }

    record Arrayed(byte[] bytes) {}

    private final EntryCodec codec = TestCodecs.allowing();

    @ParameterizedTest
    @MethodSource("io.omnicache.codec.bytes.SampleKeys#distinct")
    void aKeyComesBackEqual(Object key) throws UnreadableException {
        Object again = TestCodecs.keyAgain(codec, key);

        assertThat(again).isEqualTo(key).hasSameHashCodeAs(key);
        assertThat(codec.encodeKey(again)).isEqualTo(codec.encodeKey(key));
        boolean collection =
                key instanceof List || key instanceof Set || key instanceof Map || key instanceof Map.Entry;
        if (!collection) {
            assertThat(again).hasSameClassAs(key);
        }
    }

    @Test
    void keysThatAreNotEqualHaveOtherBytes() throws Exception {
        Map<String, Object> seen = new HashMap<>();
        SampleKeys.distinct().forEach(key -> {
            Object other = seen.put(Arrays.toString(codec.encodeKey(key)), key);
            assertThat(other).as("has the bytes of %s", key).isNull();
        });
        assertThat(seen).hasSizeGreaterThan(70);
    }

    @ParameterizedTest
    @MethodSource("io.omnicache.codec.bytes.SampleKeys#equal")
    void equalKeysHaveEqualBytesWhateverTheyLookLike(List<Object> keys) {
        for (Object key : keys) {
            assertThat(key).isEqualTo(keys.get(0));
            assertThat(codec.encodeKey(key)).as("%s", key.getClass()).isEqualTo(codec.encodeKey(keys.get(0)));
        }
    }

    @Test
    void listsAndSetsComeBackSoThatTheyCannotBeChanged() throws UnreadableException {
        for (Object key :
                new Object[] {new ArrayList<>(List.of(1)), new HashSet<>(List.of(1)), new HashMap<>(Map.of(1, 2))}) {
            Object again = TestCodecs.keyAgain(codec, key);
            assertThatThrownBy(() -> {
                        if (again instanceof Map<?, ?> map) {
                            map.clear();
                        } else {
                            ((java.util.Collection<?>) again).clear();
                        }
                    })
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }

    static final class Plain {}

    static Stream<Object> refused() {
        List<Object> cycle = new ArrayList<>();
        cycle.add(cycle);
        return Stream.of(
                new byte[] {1},
                new Arrayed(new byte[] {1}),
                List.of(new int[] {1}),
                List.of((Object) new String[] {"a"}),
                new Text("own equals, not Serializable"),
                new Plain(),
                cycle,
                new TreeSet<>(String.CASE_INSENSITIVE_ORDER),
                new TreeMap<>(Collections.reverseOrder()),
                new IdentityHashMap<>());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsNotKnownToBeCanonicalIsRefusedWithWhatToDo(Object key) {
        assertThatThrownBy(() -> codec.encodeKey(key))
                .isInstanceOf(CacheException.class)
                .hasMessageStartingWith(
                        "Cache 'users': a key of " + key.getClass().getName())
                .satisfies(e -> assertThat(e.getMessage()).containsAnyOf("KeyCodec", "contains itself"));
    }

    @Test
    void aClassThatIsNeitherDeclaredNorAllowedIsRefusedWithTheLineToAdd() {
        EntryCodec strict = TestCodecs.any(CodecOptions.DEFAULT);

        for (Object key : List.of(new Id("a", 1), Colour.GREEN, new Point(1, 2))) {
            String name = key instanceof Colour
                    ? Colour.class.getName()
                    : key.getClass().getName();
            assertThatThrownBy(() -> strict.encodeKey(key))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("add codec: { allow: [\"" + name + "\"] }");
        }
        assertThat(strict.encodeKey(List.of("JDK values", 1))).isNotEmpty();
    }

    @Test
    void theDeclaredTypeAndWhatItIsMadeOfNeedNoLine() throws UnreadableException {
        EntryCodec declared = TestCodecs.of(Nested.class, String.class);
        Nested key = new Nested(new Id("a", 1), Colour.GREEN, List.of(1), "any");

        assertThat(TestCodecs.keyAgain(declared, key)).isEqualTo(key);
    }

    @Test
    void bytesOfAClassThatIsNotPermittedAreNotRead() {
        byte[] record = codec.encodeKey(new Id("a", 1));
        byte[] constant = codec.encodeKey(Colour.RED);
        EntryCodec strict = TestCodecs.any(CodecOptions.DEFAULT);

        assertThatThrownBy(() -> strict.decodeKey(record)).isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> strict.decodeKey(constant)).isInstanceOf(UnreadableException.class);
    }

    /** Cannot be made, or has no hash code, while it is told so. */
    record Moody(int number) {
        private static boolean noConstructor;
        private static boolean noHashCode;

        Moody {
            if (noConstructor) {
                throw new IllegalStateException("secret");
            }
        }

        @Override
        public int hashCode() {
            if (noHashCode) {
                throw new IllegalStateException("secret");
            }
            return number;
        }
    }

    @Test
    void userCodeThatFailsWhileAKeyIsReadMakesItUnreadable() throws UnreadableException {
        byte[] inSet = codec.encodeKey(Set.of(new Moody(1)));
        byte[] alone = codec.encodeKey(new Moody(1));
        Moody.noHashCode = true;
        try {
            assertUnreadable(inSet);
            Moody.noConstructor = true;
            assertUnreadable(alone);
        } finally {
            Moody.noHashCode = false;
            Moody.noConstructor = false;
        }
        assertThat(codec.decodeKey(inSet)).isEqualTo(Set.of(new Moody(1)));
    }

    private void assertUnreadable(byte[] encoded) {
        assertThatThrownBy(() -> codec.decodeKey(encoded))
                .isInstanceOf(UnreadableException.class)
                .hasMessageNotContaining("secret");
    }

    /** A plain class, as it is written by Java serialization. */
    static final class Point implements Serializable {
        final int x;
        final int y;

        Point(int x, int y) {
            this.x = x;
            this.y = y;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Point p && p.x == x && p.y == y;
        }

        @Override
        public int hashCode() {
            return 31 * x + y;
        }
    }
}
