/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.DateTimeException;
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
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Exact bytes for values of the JDK: one form for each value as {@code equals} tells them apart, and the way back. Of exactly
 * the listed classes, since some can be extended.
 */
final class JdkValues {
    private static final int IPV4 = 4;

    private static final Map<Class<?>, Form<?>> BY_TYPE = new HashMap<>();
    private static final Map<Integer, Form<?>> BY_TAG = new HashMap<>();

    private static final Set<Class<?>> ONLY_EQUAL = Set.of(URI.class, Inet4Address.class, Inet6Address.class);

    private interface Writer<T> {
        void write(T value, ByteOutput out);
    }

    private interface Reader<T> {
        T read(ByteInput in) throws UnreadableException;
    }

    private record Form<T>(int tag, Class<T> type, Writer<T> writer, Reader<T> reader) implements KeyForm {
        @Override
        public void write(Object value, ByteOutput out) {
            writer.write(type.cast(value), out.int1(tag));
        }
    }

    static {
        listPrimitives();
        listOthers();
        listLocalTimes();
        listZonedTimes();
        listPartsOfTimes();
        listDate();
    }

    private static void listPrimitives() {
        list(Tag.TEXT, String.class, (s, out) -> out.text(s), ByteInput::text);
        list(33, Boolean.class, (b, out) -> out.int1(b ? 1 : 0), ByteInput::flag);
        list(34, Byte.class, (n, out) -> out.int1(n), in -> (byte) in.int1());
        list(35, Short.class, (n, out) -> out.int2(n), ByteInput::int2);
        list(36, Character.class, (c, out) -> out.int2(c), in -> (char) in.int2());
        list(37, Integer.class, (n, out) -> out.int4(n), ByteInput::int4);
        list(38, Long.class, (n, out) -> out.int8(n), ByteInput::int8);
        // All NaNs are equal and get the same bits; the zeros are not.
        list(39, Float.class, (n, out) -> out.int4(Float.floatToIntBits(n)), in -> Float.intBitsToFloat(in.int4()));
        list(
                40,
                Double.class,
                (n, out) -> out.int8(Double.doubleToLongBits(n)),
                in -> Double.longBitsToDouble(in.int8()));
    }

    private static void listOthers() {
        list(41, BigInteger.class, (n, out) -> out.block(n.toByteArray()), in -> new BigInteger(in.block()));
        list(
                42,
                BigDecimal.class,
                (n, out) -> out.int4(n.scale()).block(n.unscaledValue().toByteArray()),
                JdkValues::decimal);
        list(
                43,
                UUID.class,
                (id, out) -> out.int8(id.getMostSignificantBits()).int8(id.getLeastSignificantBits()),
                in -> new UUID(in.int8(), in.int8()));
        list(44, URI.class, (uri, out) -> out.text(CanonicalUri.of(uri)), in -> URI.create(in.text()));
        list(45, Currency.class, (c, out) -> out.text(c.getCurrencyCode()), in -> Currency.getInstance(in.text()));
        // Equal addresses may differ in the name of the host, which is not looked up.
        list(61, Inet4Address.class, (a, out) -> out.bytes(a.getAddress()), in -> (Inet4Address) address(in.bytes(4)));
        list(62, Inet6Address.class, (a, out) -> out.bytes(a.getAddress()), in -> (Inet6Address) address(in.bytes(16)));
    }

    private JdkValues() {}

    private static void listLocalTimes() {
        list(
                47,
                Instant.class,
                (i, out) -> out.int8(i.getEpochSecond()).int4(i.getNano()),
                in -> Instant.ofEpochSecond(in.int8(), in.int4()));
        list(
                48,
                Duration.class,
                (d, out) -> out.int8(d.getSeconds()).int4(d.getNano()),
                in -> Duration.ofSeconds(in.int8(), in.int4()));
        list(49, LocalDate.class, JdkValues::write, JdkValues::date);
        list(50, LocalTime.class, JdkValues::write, JdkValues::time);
        list(51, LocalDateTime.class, JdkValues::write, JdkValues::dateTime);
    }

    private static void listZonedTimes() {
        list(52, ZoneOffset.class, JdkValues::write, JdkValues::offset);
        list(
                53,
                OffsetDateTime.class,
                (t, out) -> write(t.getOffset(), write(t.toLocalDateTime(), out)),
                in -> OffsetDateTime.of(dateTime(in), offset(in)));
        list(
                54,
                OffsetTime.class,
                (t, out) -> write(t.getOffset(), write(t.toLocalTime(), out)),
                in -> OffsetTime.of(time(in), offset(in)));
        list(
                55,
                ZonedDateTime.class,
                (t, out) -> write(t.getOffset(), write(t.toLocalDateTime(), out))
                        .text(t.getZone().getId()),
                in -> ZonedDateTime.ofStrict(dateTime(in), offset(in), ZoneId.of(in.text())));
        list(56, regionType(), (zone, out) -> out.text(zone.getId()), in -> region(in.text()));
    }

    private static void listPartsOfTimes() {
        list(57, Year.class, (year, out) -> out.int4(year.getValue()), in -> Year.of(in.int4()));
        list(
                58,
                YearMonth.class,
                (month, out) -> out.int4(month.getYear()).int1(month.getMonthValue()),
                in -> YearMonth.of(in.int4(), in.int1()));
        list(
                59,
                MonthDay.class,
                (day, out) -> out.int1(day.getMonthValue()).int1(day.getDayOfMonth()),
                in -> MonthDay.of(in.int1(), in.int1()));
        list(
                60,
                Period.class,
                (p, out) -> out.int4(p.getYears()).int4(p.getMonths()).int4(p.getDays()),
                in -> Period.of(in.int4(), in.int4(), in.int4()));
    }

    @SuppressWarnings("JavaUtilDate") // there are keys of it
    private static void listDate() {
        list(46, Date.class, (date, out) -> out.int8(date.getTime()), in -> new Date(in.int8()));
    }

    private static <T> void list(int tag, Class<T> type, Writer<T> writer, Reader<T> reader) {
        Form<T> form = new Form<>(tag, type, writer, reader);
        BY_TYPE.put(type, form);
        BY_TAG.put(tag, form);
    }

    /** Returns how values of exactly this class are written; null if the class is not listed. */
    static @Nullable KeyForm of(Class<?> type) {
        return BY_TYPE.get(type);
    }

    /** Whether values of exactly this class come back as they were; others come back as equals, which may look different. */
    static boolean isKept(Class<?> type) {
        return BY_TYPE.containsKey(type) && !ONLY_EQUAL.contains(type);
    }

    /** Returns the value that follows its tag. */
    static Object read(int tag, ByteInput in) throws UnreadableException {
        Form<?> form = BY_TAG.get(tag);
        if (form == null) {
            throw new UnreadableException("form " + tag + " is not known to this release");
        }
        try {
            return form.reader().read(in);
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
            throw new UnreadableException("no " + form.type().getName() + " has these bytes", e);
        }
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return bytes.length == IPV4 ? InetAddress.getByAddress(bytes) : Inet6Address.getByAddress(null, bytes, -1);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static BigDecimal decimal(ByteInput in) throws UnreadableException {
        int scale = in.int4();
        return new BigDecimal(new BigInteger(in.block()), scale);
    }

    @SuppressWarnings("unchecked") // a class of the JDK that is not public
    private static Class<ZoneId> regionType() {
        return (Class<ZoneId>) ZoneId.of("UTC").getClass();
    }

    private static ZoneId region(String id) throws UnreadableException {
        ZoneId zone = ZoneId.of(id);
        if (zone instanceof ZoneOffset) {
            throw new UnreadableException("the name of a zone is that of an offset");
        }
        return zone;
    }

    private static ByteOutput write(LocalDate date, ByteOutput out) {
        return out.int4(date.getYear()).int1(date.getMonthValue()).int1(date.getDayOfMonth());
    }

    private static LocalDate date(ByteInput in) throws UnreadableException {
        return LocalDate.of(in.int4(), in.int1(), in.int1());
    }

    private static ByteOutput write(LocalTime time, ByteOutput out) {
        return out.int8(time.toNanoOfDay());
    }

    private static LocalTime time(ByteInput in) throws UnreadableException {
        return LocalTime.ofNanoOfDay(in.int8());
    }

    private static ByteOutput write(LocalDateTime time, ByteOutput out) {
        return write(time.toLocalTime(), write(time.toLocalDate(), out));
    }

    private static LocalDateTime dateTime(ByteInput in) throws UnreadableException {
        return LocalDateTime.of(date(in), time(in));
    }

    private static ByteOutput write(ZoneOffset offset, ByteOutput out) {
        return out.int4(offset.getTotalSeconds());
    }

    private static ZoneOffset offset(ByteInput in) throws UnreadableException {
        return ZoneOffset.ofTotalSeconds(in.int4());
    }
}
