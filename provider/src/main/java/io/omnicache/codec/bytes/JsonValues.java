/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Values of the JDK as texts that are exact, for all formats of Jackson. */
final class JsonValues {
    private static final Map<Class<?>, Texts<?>> TEXTS = new LinkedHashMap<>();

    /** Those that Jackson keeps by itself. */
    private static final Set<Class<?>> NATIVE =
            Set.of(Boolean.class, Byte.class, Short.class, Integer.class, Long.class, Float.class, Double.class);

    private static final int ESCAPE_RADIX = 16;
    private static final int ESCAPE_LENGTH = 4;

    private record Texts<T>(Class<T> type, Function<T, String> write, Function<String, T> read) {}

    static {
        list(String.class, text -> text, text -> text);
        list(Character.class, String::valueOf, JsonValues::character);
        list(BigInteger.class, BigInteger::toString, BigInteger::new);
        list(BigDecimal.class, BigDecimal::toString, BigDecimal::new);
        list(UUID.class, UUID::toString, UUID::fromString);
        list(URI.class, URI::toString, URI::create);
        list(Currency.class, Currency::getCurrencyCode, Currency::getInstance);
        list(Instant.class, Instant::toString, InstantText::parse);
        list(Duration.class, Duration::toString, Duration::parse);
        list(Period.class, Period::toString, Period::parse);
        list(LocalDate.class, LocalDate::toString, LocalDate::parse);
        list(LocalTime.class, LocalTime::toString, LocalTime::parse);
        list(LocalDateTime.class, LocalDateTime::toString, LocalDateTime::parse);
        list(OffsetTime.class, OffsetTime::toString, OffsetTime::parse);
        list(OffsetDateTime.class, OffsetDateTime::toString, OffsetDateTime::parse);
        list(ZonedDateTime.class, ZonedDateTime::toString, ZonedDateTime::parse);
        list(ZoneOffset.class, ZoneOffset::getId, ZoneOffset::of);
        listRegion();
        // The JDK writes years beyond 9999 in a form that it does not read.
        list(Year.class, Year::toString, text -> Year.of(Integer.parseInt(text)));
        list(YearMonth.class, month -> month.getYear() + "-" + month.getMonthValue(), JsonValues::yearMonth);
        list(MonthDay.class, MonthDay::toString, MonthDay::parse);
    }

    private JsonValues() {}

    private static <T> void list(Class<T> type, Function<T, String> write, Function<String, T> read) {
        TEXTS.put(type, new Texts<>(type, write, read));
    }

    @SuppressWarnings("unchecked") // a class of the JDK that is not public
    private static void listRegion() {
        list((Class<ZoneId>) ZoneId.of("UTC").getClass(), ZoneId::getId, ZoneId::of);
    }

    private static Character character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException("not one character");
        }
        return text.charAt(0);
    }

    private static YearMonth yearMonth(String text) {
        int dash = text.lastIndexOf('-');
        if (dash < 1) {
            throw new IllegalArgumentException("not a year and a month");
        }
        return YearMonth.of(Integer.parseInt(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1)));
    }

    /** Whether each object of exactly this class comes back as it was. */
    static boolean isExact(Class<?> type) {
        return TEXTS.containsKey(type) || NATIVE.contains(type);
    }

    /** The module that reads fields and calls constructors. */
    static Module jackson() {
        return ObjectMapper.class.getModule();
    }

    /** Returns a module with all texts. */
    static SimpleModule module(boolean json) {
        SimpleModule module = new SimpleModule("omnicache-values");
        TEXTS.values().forEach(texts -> add(module, texts, json));
        module.addSerializer(char.class, new Writer<>(Character.class, String::valueOf, json));
        module.addDeserializer(char.class, new Reader<>(Character.class, JsonValues::character));
        return module;
    }

    private static <T> void add(SimpleModule module, Texts<T> texts, boolean json) {
        module.addSerializer(texts.type(), new Writer<>(texts.type(), texts.write(), json));
        module.addDeserializer(texts.type(), new Reader<>(texts.type(), texts.read()));
    }

    private static final class Writer<T> extends StdScalarSerializer<T> {
        private static final long serialVersionUID = 1L;

        private final transient Function<T, String> text;
        private final boolean json;

        Writer(Class<T> type, Function<T, String> text, boolean json) {
            super(type);
            this.text = text;
            this.json = json;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
            writeText(text.apply(value), out, json);
        }

        /* A text shows its class by itself. */
        @Override
        public void serializeWithType(T value, JsonGenerator out, SerializerProvider provider, TypeSerializer types)
                throws IOException {
            if (value instanceof String) {
                serialize(value, out, provider);
            } else {
                super.serializeWithType(value, out, provider, types);
            }
        }
    }

    /** Writes a text that UTF-8 has no form for by escapes, where there are such. */
    private static void writeText(String text, JsonGenerator out, boolean json) throws IOException {
        if (Text.isWellFormed(text)) {
            out.writeString(text);
        } else if (json) {
            out.writeRawValue(escaped(text));
        } else {
            throw new FormException("it holds a text with half a surrogate pair, which this format cannot keep");
        }
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(6 * text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            String digits = Integer.toString(text.charAt(i), ESCAPE_RADIX);
            escaped.append("\\u")
                    .append("0".repeat(ESCAPE_LENGTH - digits.length()))
                    .append(digits);
        }
        return escaped.append('"').toString();
    }

    private static final class Reader<T> extends StdScalarDeserializer<T> {
        private static final long serialVersionUID = 1L;

        private final transient Function<String, T> text;

        Reader(Class<T> type, Function<String, T> text) {
            super(type);
            this.text = text;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (!in.hasToken(JsonToken.VALUE_STRING)) {
                throw new FormException("no text where a " + handledType().getName() + " was expected");
            }
            try {
                return text.apply(in.getText());
            } catch (DateTimeException | IllegalArgumentException e) {
                throw new FormException(
                        "a text is not that of a " + handledType().getName());
            }
        }
    }
}
