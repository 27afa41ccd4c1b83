/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

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
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
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

/** Keys of all types that have bytes of their own. */
final class SampleKeys {
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

    private SampleKeys() {}

    /** Keys of which no two are equal. */
    static Stream<Object> distinct() throws Exception {
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

    /** Lists of keys that are equal, and do not look so. */
    static Stream<List<Object>> equal() throws Exception {
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
}
