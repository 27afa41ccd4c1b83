/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.size;

import java.io.File;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Spliterator;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of objects of the JDK that refer to nothing, or only to what is private to them: by formulas from the fields of
 * JDK 17 to 25.
 *
 * <p>What all objects share counts nothing: constants of enums, classes, and the boxed numbers that the JDK keeps. Immutable.
 */
final class Scalars {
    /** What {@link #of} returns for other objects. */
    static final long NONE = -1;

    /** Up to this length looking at each character is faster than asking the string. */
    private static final int SHORT_TEXT = 24;

    private static final int LAST_LATIN = 0xff;
    private static final int SMALLEST_KEPT = -128;
    private static final int GREATEST_KEPT = 127;
    private static final int MOST_COMPACT_BITS = 60; // of 18 digits
    private static final int FEWEST_WORDS = 2;
    private static final int URI_REFERENCES = 15;

    /** Whether a string tells by its spliterator how it is coded: one of Latin-1 characters knows how many code points it has. */
    private static final boolean STRINGS_TELL = tells("a") && !tells("\u0100");

    private final Layout layout;
    private final long string;
    private final long boxedInt;
    private final long boxedLong;

    /** By name, so that asking does not load the classes. */
    private final Map<String, Long> fixed = new HashMap<>();

    Scalars(Layout layout) {
        this.layout = layout;
        this.string = layout.object(1, Integer.BYTES + 2);
        this.boxedInt = layout.object(0, Integer.BYTES);
        this.boxedLong = layout.object(0, Long.BYTES);
        putLang();
        putTime();
        putOthers();
    }

    private void putLang() {
        put(0, "java.lang.Boolean", "java.lang.Byte", "java.lang.Class", "java.lang.Thread");
        put(boxedInt, "java.lang.Float", "java.lang.Character");
        put(boxedLong, "java.lang.Double");
        put(layout.object(0, 0), "java.lang.Object");
        put(boxedInt, "java.util.concurrent.atomic.AtomicInteger", "java.util.concurrent.atomic.AtomicBoolean");
        put(boxedLong, "java.util.concurrent.atomic.AtomicLong");
        put(layout.object(2, Long.BYTES + Integer.BYTES), "java.util.concurrent.atomic.LongAdder");
    }

    private void putTime() {
        long date = layout.object(0, 8);
        long time = layout.object(0, 7);
        long dateTime = layout.object(2, 0) + date + time;
        long region = layout.object(2, 0); // its name is shared
        put(0, "java.time.ZoneOffset");
        put(region, "java.time.ZoneRegion");
        put(layout.object(0, Long.BYTES + Integer.BYTES), "java.time.Instant", "java.time.Duration");
        put(date, "java.time.LocalDate");
        put(time, "java.time.LocalTime");
        put(dateTime, "java.time.LocalDateTime");
        put(layout.object(2, 0) + dateTime, "java.time.OffsetDateTime");
        put(layout.object(3, 0) + dateTime + region, "java.time.ZonedDateTime");
        put(layout.object(2, 0) + time, "java.time.OffsetTime");
        put(layout.object(0, 12), "java.time.Period");
        put(boxedInt, "java.time.Year");
        put(layout.object(0, 8), "java.time.YearMonth", "java.time.MonthDay");
        put(layout.object(1, Long.BYTES), "java.util.Date", "java.sql.Date", "java.sql.Time");
        put(layout.object(1, Long.BYTES + Integer.BYTES), "java.sql.Timestamp");
    }

    private void putOthers() {
        put(0, "java.util.Locale", "java.util.Currency", "sun.util.calendar.ZoneInfo");
        put(layout.object(2, Long.BYTES), "java.util.RegularEnumSet"); // of an enum of up to 64 constants
        put(layout.object(0, 2 * Long.BYTES), "java.util.UUID");
        put(layout.object(0, Integer.BYTES + 1), "java.util.OptionalInt");
        put(layout.object(0, Long.BYTES + 1), "java.util.OptionalLong", "java.util.OptionalDouble");
    }

    private void put(long bytes, String... types) {
        for (String type : types) {
            fixed.put(type, bytes);
        }
    }

    /** Returns the bytes of an object, {@link #NONE} if it is of another kind. */
    long of(Object object) {
        if (object instanceof String text) {
            return text(text);
        }
        Class<?> type = object.getClass();
        if (type == Integer.class) {
            return isKept((Integer) object) ? 0 : boxedInt;
        }
        if (type == Long.class) {
            return isKept((Long) object) ? 0 : boxedLong;
        }
        if (type.isArray()) {
            Class<?> component = type.getComponentType();
            return component.isPrimitive() ? layout.array(Array.getLength(object), width(component)) : NONE;
        }
        if (object instanceof Enum) {
            return 0;
        }
        return Jdk.owns(type) ? as(type, object) : NONE;
    }

    /** Returns the bytes that an object takes as one of a class of the JDK, its own or the one that its class extends. */
    long as(Class<?> type, Object object) {
        Long size = fixed.get(type.getName());
        if (size != null) {
            return size;
        }
        return object instanceof Number number ? number(number) : composed(object);
    }

    /** Returns the bytes of a field or an element. */
    static int width(Class<?> primitive) {
        if (primitive == long.class || primitive == double.class) {
            return Long.BYTES;
        }
        if (primitive == int.class || primitive == float.class) {
            return Integer.BYTES;
        }
        return primitive == short.class || primitive == char.class ? Short.BYTES : Byte.BYTES;
    }

    private long text(@Nullable String text) {
        return text == null ? 0 : string + layout.array(text.length(), isLatin(text) ? Byte.BYTES : Character.BYTES);
    }

    private boolean isLatin(String text) {
        if (!layout.compactStrings()) {
            return false;
        }
        boolean asked = STRINGS_TELL && text.length() > SHORT_TEXT;
        return asked ? tells(text) : isLatin(text, text.length());
    }

    private static boolean tells(String text) {
        return text.codePoints().spliterator().hasCharacteristics(Spliterator.SIZED);
    }

    private static boolean isLatin(CharSequence text, int length) {
        int all = 0;
        for (int i = 0; i < length; i++) {
            all |= text.charAt(i);
        }
        return all <= LAST_LATIN;
    }

    private static boolean isKept(long number) {
        return number >= SMALLEST_KEPT && number <= GREATEST_KEPT;
    }

    private long number(Number number) {
        if (number instanceof Short small) {
            return isKept(small) ? 0 : boxedInt;
        }
        if (number instanceof BigInteger big) {
            return magnitude(big);
        }
        if (number instanceof BigDecimal decimal) {
            long own = layout.object(2, 2 * Integer.BYTES + Long.BYTES);
            BigInteger digits = decimal.unscaledValue(); // asking for the precision divides the digits of large ones
            return digits.bitLength() <= MOST_COMPACT_BITS ? own : own + magnitude(digits);
        }
        return NONE;
    }

    private long magnitude(BigInteger number) {
        return layout.object(1, 5 * Integer.BYTES) + layout.array(number.bitLength() / Integer.SIZE + 1, Integer.BYTES);
    }

    private long composed(Object object) {
        if (object instanceof URI uri) {
            return uri(uri);
        }
        if (object instanceof File file) {
            return layout.object(3, Integer.BYTES) + text(file.getPath());
        }
        if (object instanceof BitSet bits) {
            return layout.object(1, Integer.BYTES + 1) + layout.array(bits.size() / Long.SIZE, Long.BYTES);
        }
        if (object instanceof ByteBuffer buffer) {
            return layout.object(2, Long.BYTES + 4 * Integer.BYTES + Integer.BYTES + 3) + content(buffer);
        }
        if (object instanceof EnumSet<?> set) { // of an enum of more than 64 constants
            int words = Math.max(FEWEST_WORDS, (Constants.beside(set) + Long.SIZE - 1) / Long.SIZE);
            return layout.object(3, Integer.BYTES) + layout.array(words, Long.BYTES);
        }
        return NONE;
    }

    /** Of a part of a buffer the whole array is there; one that cannot be written does not tell how much that is. */
    @SuppressWarnings("ByteBufferBackingArray") // only for its length
    private long content(ByteBuffer buffer) {
        if (buffer.isDirect()) {
            return 0;
        }
        return layout.array(buffer.hasArray() ? buffer.array().length : buffer.capacity(), Byte.BYTES);
    }

    private long uri(URI uri) {
        return layout.object(URI_REFERENCES, 2 * Integer.BYTES)
                + text(uri.getScheme())
                + text(uri.getRawAuthority())
                + text(uri.getRawUserInfo())
                + text(uri.getHost())
                + text(uri.getRawPath())
                + text(uri.getRawQuery())
                + text(uri.getRawFragment())
                + text(uri.toString());
    }
}
