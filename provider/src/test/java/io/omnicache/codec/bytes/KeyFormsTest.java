/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.config.CodecOptions;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes of keys: the same for equal keys, others for others, and the way back. */
class KeyFormsTest {
    enum Colour {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "grass";
            }
        }
    }

    record Id(String tenant, long number) {}

    record Nested(Id id, Colour colour, List<Integer> list, Object any) {}

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

    /** Keys of which no two are equal. */
    static Stream<Object> keys() throws Exception {
        return Stream.of(
                "",
                "1",
                "Grüße 🙂",
                "half \uD800 a pair",
                "half ? a pair",
                true,
                false,
                (byte) 1,
                (short) 1,
                (char) 1,
                '\uDFFF',
                1,
                -1,
                1L,
                Long.MIN_VALUE,
                1f,
                1d,
                0d,
                -0d,
                Double.NaN,
                Float.NaN,
                Double.POSITIVE_INFINITY,
                BigInteger.ONE,
                BigInteger.TWO.pow(5000).negate(),
                BigDecimal.ONE,
                new BigDecimal("1.0"),
                new BigDecimal("1.00"),
                new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE),
                new UUID(1, 2),
                URI.create("http://a/b?c#d"),
                URI.create("mailto:a@b"),
                URI.create("relative"),
                URI.create("//registry:based_authority/x"),
                Currency.getInstance("EUR"),
                new Date(1),
                InetAddress.getByName("127.0.0.1"),
                InetAddress.getByName("::1"),
                Instant.MIN,
                Instant.MAX,
                Instant.ofEpochSecond(1, 1),
                Duration.ofSeconds(Long.MIN_VALUE),
                Duration.ofSeconds(1, 1),
                LocalDate.MIN,
                LocalDate.MAX,
                LocalDate.of(2026, 11, 21),
                LocalTime.MAX,
                LocalDateTime.MIN,
                OffsetDateTime.MAX,
                OffsetTime.MIN,
                ZonedDateTime.ofLocal(
                        LocalDateTime.of(2026, 10, 25, 2, 30), ZoneId.of("Europe/Paris"), ZoneOffset.ofHours(1)),
                ZonedDateTime.ofLocal(
                        LocalDateTime.of(2026, 10, 25, 2, 30), ZoneId.of("Europe/Paris"), ZoneOffset.ofHours(2)),
                ZoneOffset.ofTotalSeconds(3601),
                ZoneId.of("Europe/Paris"),
                ZoneId.of("UTC"),
                Year.of(12345),
                YearMonth.of(12345, 1),
                MonthDay.of(2, 29),
                Period.of(1, -2, 3),
                DayOfWeek.MONDAY,
                Colour.RED,
                Colour.GREEN,
                Locale.GERMANY,
                new Locale.Builder().setLanguage("de").setScript("Latn").build(),
                new Id("a", 1),
                new Id("a", 2),
                new Id(null, 1),
                new Nested(new Id("a", 1), Colour.GREEN, List.of(1, 2), 1L),
                new Nested(new Id("a", 1), Colour.GREEN, List.of(1, 2), 1),
                new Nested(null, null, null, null),
                List.of(),
                List.of(1, 2),
                List.of(2, 1),
                List.of(List.of(1), 2),
                Arrays.asList(1, null),
                Set.of(),
                Set.of(1, 2),
                Map.of(),
                Map.of(1, 2),
                Map.of(2, 1),
                Map.entry(1, 2),
                Optional.empty(),
                Optional.of(1));
    }

    @ParameterizedTest
    @MethodSource("keys")
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
        keys().forEach(key -> {
            Object other = seen.put(Arrays.toString(codec.encodeKey(key)), key);
            assertThat(other).as("has the bytes of %s", key).isNull();
        });
        assertThat(seen).hasSizeGreaterThan(70);
    }

    static Stream<List<Object>> equalKeys() throws Exception {
        byte[] local = {127, 0, 0, 1};
        HashSet<Integer> grown = new HashSet<>(1024);
        grown.addAll(List.of(1024, 0, 2048));
        HashSet<Integer> small = new HashSet<>(List.of(0, 1024, 2048));
        return Stream.of(
                List.of("a", new String("a")),
                List.of(Double.NaN, Double.longBitsToDouble(0x7FF8000000000001L)),
                List.of(URI.create("HTTP://Host.Example:80/%c3%a4"), URI.create("http://host.example:80/%C3%A4")),
                List.of(URI.create("http://a:/b"), URI.create("http://a/b")),
                List.of(InetAddress.getByAddress("name", local), InetAddress.getByAddress(local)),
                List.of(
                        new ArrayList<>(List.of(1, 2)),
                        List.of(1, 2),
                        new LinkedList<>(List.of(1, 2)),
                        Arrays.asList(1, 2)),
                List.of(grown, small, new TreeSet<>(small), new LinkedHashSet<>(List.of(2048, 1024, 0))),
                List.of(new HashMap<>(Map.of("a", 1, "b", 2)), new TreeMap<>(Map.of("b", 2, "a", 1))),
                List.of(
                        new Nested(new Id("a", 1), Colour.RED, List.of(200), small),
                        new Nested(new Id(new String("a"), 1), Colour.RED, new ArrayList<>(List.of(200)), grown)));
    }

    @ParameterizedTest
    @MethodSource("equalKeys")
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
