/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads entries that people or programs have written as text: JSON lines and comma-separated values. Only the types that are declared are made:
 * nothing in the text names a class. For one thread.
 */
public final class TextEntries {
    private final JsonMapper mapper;
    private final JavaType key;
    private final JavaType value;

    /** What is given each entry. */
    public interface Sink {
        /** An entry. */
        void entry(Object key, Object value);

        /** A line, by its number from 1, which is no entry; the reason shows neither key nor value. */
        void unreadable(long line, String reason);
    }

    /**
     * Creates a reader of entries.
     *
     * @throws javax.cache.CacheException if the library is missing
     */
    public static TextEntries of(Class<?> key, Class<?> value, ClassLoader loader) {
        Library.JSON.require("warm", "a file");
        return new TextEntries(key, value, loader);
    }

    private TextEntries(Class<?> key, Class<?> value, ClassLoader loader) {
        TypeFactory types = TypeFactory.defaultInstance().withClassLoader(loader);
        this.mapper = JsonMapper.builder()
                .addModule(JsonValues.module(true))
                .typeFactory(types)
                .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        this.key = types.constructType(key);
        this.value = types.constructType(value);
    }

    /** Reads lines of JSON; throws if the file cannot be read, or the sink does. */
    public void readJsonLines(Path file, Sink sink) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            long number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    readJson(number, line, sink);
                }
            }
        }
    }

    private void readJson(long number, String line, Sink sink) {
        Object readKey;
        Object readValue;
        try {
            JsonNode object = mapper.readTree(line);
            JsonNode keyNode = object.get("key");
            JsonNode valueNode = object.get("value");
            if (keyNode == null || valueNode == null || keyNode.isNull() || valueNode.isNull()) {
                sink.unreadable(number, "\"key\" or \"value\" is missing");
                return;
            }
            readKey = mapper.treeToValue(keyNode, key);
            readValue = mapper.treeToValue(valueNode, value);
        } catch (JacksonException e) { // its message shows what stands there
            sink.unreadable(number, reason(e));
            return;
        }
        sink.entry(readKey, readValue);
    }

    /** Reads comma-separated values; throws if the file cannot be read, or the sink does. */
    public void readCsv(Path file, Sink sink) throws IOException {
        Library.CSV.require("warm", "a file of comma-separated values");
        try (BufferedReader reader = Files.newBufferedReader(file);
                MappingIterator<Map<String, String>> rows = CsvRows.of(reader)) {
            while (true) {
                Map<String, String> row;
                long number = 0;
                try {
                    if (!rows.hasNextValue()) {
                        return;
                    }
                    number = rows.getCurrentLocation().getLineNr();
                    row = rows.nextValue();
                } catch (JacksonException e) {
                    sink.unreadable(number, reason(e));
                    continue;
                }
                readRow(number, row, sink);
            }
        }
    }

    private void readRow(long number, Map<String, String> row, Sink sink) {
        Object readKey;
        Object readValue;
        try {
            Iterator<Map.Entry<String, String>> columns = row.entrySet().iterator();
            Map<String, String> others = new LinkedHashMap<>(row);
            Map.Entry<String, String> first = columns.next();
            others.remove(first.getKey());
            if (others.isEmpty()) {
                sink.unreadable(number, "there is no second column");
                return;
            }
            readKey = converted(first.getValue(), key);
            boolean fields = others.size() > 1 || isOfFields();
            readValue = fields
                    ? converted(others, value)
                    : converted(others.values().iterator().next(), value);
        } catch (IllegalArgumentException e) { // its message shows what stands there
            sink.unreadable(
                    number,
                    "it is no " + key.getRawClass().getName() + " and "
                            + value.getRawClass().getName());
            return;
        }
        sink.entry(readKey, readValue);
    }

    private boolean isOfFields() {
        return value.isRecordType() || value.isMapLikeType();
    }

    private Object converted(Object text, JavaType type) {
        @Nullable Object converted = mapper.convertValue(text, type);
        if (converted == null) {
            throw new IllegalArgumentException("nothing");
        }
        return converted;
    }

    private static String reason(JacksonException failure) {
        return "it could not be read: " + failure.getClass().getName();
    }

    /** Is only touched where the format is used. */
    private static final class CsvRows {
        private CsvRows() {}

        static MappingIterator<Map<String, String>> of(BufferedReader reader) throws IOException {
            return new com.fasterxml.jackson.dataformat.csv.CsvMapper()
                    .readerForMapOf(String.class)
                    .with(com.fasterxml.jackson.dataformat.csv.CsvSchema.emptySchema()
                            .withHeader())
                    .readValues(reader);
        }
    }
}
