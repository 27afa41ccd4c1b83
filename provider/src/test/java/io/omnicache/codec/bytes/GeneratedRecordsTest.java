/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.codec.CompiledClasses;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Path;
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
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records made up at random, of all types for which JSON is chosen without being named, with random values in them. */
class GeneratedRecordsTest {
    private static final int RECORDS = 12;
    private static final int VALUES = 60;

    /** How to make values of each type that a component may have. */
    private static final Map<String, Function<Random, Object>> TYPES = new LinkedHashMap<>();

    static {
        TYPES.put("boolean", Random::nextBoolean);
        TYPES.put("byte", random -> (byte) random.nextInt());
        TYPES.put("short", random -> (short) random.nextInt());
        TYPES.put("char", random -> (char) random.nextInt());
        TYPES.put("int", GeneratedRecordsTest::integer);
        TYPES.put("long", random -> edge(random, random.nextLong(), Long.MIN_VALUE, Long.MAX_VALUE, 0L));
        TYPES.put(
                "float",
                random -> edge(random, Float.intBitsToFloat(random.nextInt()), Float.NaN, -0f, Float.MIN_VALUE));
        TYPES.put("double", GeneratedRecordsTest::number);
        TYPES.put("Boolean", Random::nextBoolean);
        TYPES.put("Character", random -> (char) random.nextInt());
        TYPES.put("Integer", GeneratedRecordsTest::integer);
        TYPES.put("Long", Random::nextLong);
        TYPES.put("Float", random -> random.nextFloat() * 1e30f);
        TYPES.put("Double", GeneratedRecordsTest::number);
        TYPES.put("String", GeneratedRecordsTest::text);
        TYPES.put("java.math.BigInteger", random -> new BigInteger(random.nextInt(5000), random).negate());
        TYPES.put("java.math.BigDecimal", GeneratedRecordsTest::decimal);
        TYPES.put("java.util.UUID", random -> new UUID(random.nextLong(), random.nextLong()));
        TYPES.put("java.net.URI", random -> URI.create("HTTP://Host/%c3%a4?" + random.nextInt()));
        TYPES.put("java.util.Currency", random -> Currency.getInstance(random.nextBoolean() ? "EUR" : "JPY"));
        TYPES.put("java.time.Instant", GeneratedRecordsTest::instant);
        TYPES.put(
                "java.time.Duration",
                random -> edge(
                        random,
                        Duration.ofSeconds(random.nextLong(), random.nextInt()),
                        Duration.ofSeconds(Long.MIN_VALUE)));
        TYPES.put("java.time.Period", random -> Period.of(random.nextInt(), integer(random), random.nextInt()));
        TYPES.put("java.time.LocalDate", random -> dateTime(random).toLocalDate());
        TYPES.put("java.time.LocalTime", random -> dateTime(random).toLocalTime());
        TYPES.put("java.time.LocalDateTime", GeneratedRecordsTest::dateTime);
        TYPES.put("java.time.OffsetDateTime", random -> OffsetDateTime.of(dateTime(random), offset(random)));
        TYPES.put(
                "java.time.OffsetTime", random -> OffsetTime.of(dateTime(random).toLocalTime(), offset(random)));
        TYPES.put(
                "java.time.ZonedDateTime",
                random -> ZonedDateTime.ofLocal(
                        LocalDateTime.of(2026, 10, 25, 0, 0).plusMinutes(random.nextInt(240)),
                        ZoneId.of(random.nextBoolean() ? "Europe/Paris" : "UTC+01:00"),
                        ZoneOffset.ofHours(1 + random.nextInt(2))));
        TYPES.put("java.time.ZoneOffset", GeneratedRecordsTest::offset);
        TYPES.put("java.time.Year", random -> Year.of(dateTime(random).getYear()));
        TYPES.put("java.time.YearMonth", random -> YearMonth.from(dateTime(random)));
        TYPES.put("java.time.MonthDay", random -> MonthDay.from(dateTime(random)));
        TYPES.put("java.time.DayOfWeek", random -> dateTime(random).getDayOfWeek());
    }

    @SafeVarargs
    private static <T> T edge(Random random, T usual, T... edges) {
        return random.nextInt(4) == 0 ? edges[random.nextInt(edges.length)] : usual;
    }

    private static Integer integer(Random random) {
        return edge(random, random.nextInt(), Integer.MIN_VALUE, Integer.MAX_VALUE, 0);
    }

    private static Double number(Random random) {
        return edge(
                random,
                Double.longBitsToDouble(random.nextLong()),
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                -0d,
                0d,
                Double.MIN_VALUE,
                1d);
    }

    private static String text(Random random) {
        char[] chars = new char[random.nextInt(40)];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = (char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt());
        }
        return new String(chars);
    }

    private static BigDecimal decimal(Random random) {
        return new BigDecimal(new BigInteger(random.nextInt(200), random), edge(random, random.nextInt(40) - 20, 5000));
    }

    private static Instant instant(Random random) {
        long seconds = random.nextLong(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond());
        return edge(random, Instant.ofEpochSecond(seconds, random.nextInt(1_000_000_000)), Instant.MIN, Instant.MAX);
    }

    private static LocalDateTime dateTime(Random random) {
        LocalDate date = edge(
                random,
                LocalDate.ofEpochDay(random.nextInt(50_000)),
                LocalDate.MIN,
                LocalDate.MAX,
                LocalDate.of(0, 1, 1));
        LocalTime time = LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000_000L));
        return date.atTime(edge(random, time, LocalTime.MIDNIGHT, LocalTime.NOON));
    }

    private static ZoneOffset offset(Random random) {
        return ZoneOffset.ofTotalSeconds(random.nextInt(129_601) - 64_800);
    }

    static LongStream seeds() {
        long first = Long.getLong("omnicache.test.codec.seed", 1);
        return LongStream.range(first, first + 3);
    }

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("seeds")
    void valueAndClassComeBackWhateverTheRecord(long seed) throws Exception {
        Random random = new Random(seed);
        List<String> names = new ArrayList<>(TYPES.keySet());
        StringBuilder source = new StringBuilder("public class Types {");
        for (int i = 0; i < RECORDS; i++) {
            source.append(" public record R")
                    .append(i)
                    .append("(")
                    .append(components(i, names, random))
                    .append(") {}");
        }
        source.append("}");
        try (URLClassLoader loader = CompiledClasses.compile(folder, "Types", source.toString())) {
            EntryCodec codec = EntryCodecs.of(
                    "users",
                    Object.class,
                    Object.class,
                    io.omnicache.config.CodecOptions.DEFAULT.withAllow("Types*"),
                    loader);
            for (int i = 0; i < RECORDS * VALUES; i++) {
                Object value = make(loader.loadClass("Types$R" + i % RECORDS), random);
                byte[] encoded = codec.encodeValue(new byte[0], value);
                Object again = codec.decodeValue(new byte[0], encoded);

                assertThat(again)
                        .as("seed %d: %s", seed, value)
                        .isEqualTo(value)
                        .hasSameClassAs(value);
                assertThat(JsonText.isOne(encoded)).as("seed %d: is JSON", seed).isTrue();
                Object key = codec.decodeKey(codec.encodeKey(value));
                assertThat(key)
                        .as("seed %d: %s as a key", seed, value)
                        .isEqualTo(value)
                        .hasSameClassAs(value);
            }
        }
    }

    /* Every type occurs, and records hold those before them. */
    private static String components(int record, List<String> names, Random random) {
        StringBuilder text = new StringBuilder();
        int count = 1 + names.size() / RECORDS;
        for (int i = 0; i < count; i++) {
            text.append(names.get((record * count + i) % names.size()))
                    .append(" c")
                    .append(i)
                    .append(", ");
        }
        if (record > 0) {
            text.append("R").append(random.nextInt(record)).append(" inner, ");
        }
        return text.append("R").append(record).append(" next").toString();
    }

    private static Object make(Class<?> type, Random random) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] parameters = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            parameters[i] = components[i].getType();
            boolean none = !parameters[i].isPrimitive() && random.nextInt(5) == 0;
            values[i] = none ? null : value(parameters[i], type, random);
        }
        return type.getDeclaredConstructor(parameters).newInstance(values);
    }

    private static Object value(Class<?> type, Class<?> owner, Random random) throws ReflectiveOperationException {
        if (type.isRecord()) {
            return type == owner && random.nextInt(3) > 0 ? null : make(type, random);
        }
        String name = type.getName().startsWith("java.lang.") ? type.getSimpleName() : type.getName();
        return TYPES.get(name).apply(random);
    }
}
