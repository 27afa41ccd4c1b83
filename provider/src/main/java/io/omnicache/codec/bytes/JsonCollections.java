/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.deser.std.StdDelegatingDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.Serializers;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.CollectionType;
import com.fasterxml.jackson.databind.type.MapType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.Converter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** The collections of the JDK that come back as the class that they are of; those of {@code List.of} and its kin by code of ours. */
final class JsonCollections {
    private static final String UNMODIFIABLE = "java.util.ImmutableCollections$";

    /** What holds values and is kept by Jackson, beside scalar values and arrays. */
    private static final Set<String> KEPT = Set.of(
            "java.util.ArrayDeque",
            "java.util.ArrayList",
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.LinkedHashMap",
            "java.util.LinkedHashSet",
            "java.util.LinkedList",
            "java.util.TreeMap",
            "java.util.TreeSet",
            "java.util.Vector",
            "java.util.concurrent.ConcurrentHashMap",
            "java.util.concurrent.CopyOnWriteArrayList",
            "java.util.concurrent.CopyOnWriteArraySet",
            "java.util.Date",
            "java.sql.Date",
            "java.sql.Timestamp",
            "java.util.concurrent.atomic.AtomicBoolean",
            "java.util.concurrent.atomic.AtomicInteger",
            "java.util.concurrent.atomic.AtomicLong");

    private JsonCollections() {}

    /** Refuses classes of the JDK that would come back as others, or not as they were. */
    static void requireKept(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        boolean kept = element.isPrimitive()
                || element.isEnum()
                || element == Object.class
                || element.getClassLoader() != null
                || JsonValues.isExact(element)
                || KEPT.contains(element.getName())
                || element.getName().startsWith(UNMODIFIABLE);
        if (!kept) {
            throw new CacheException("Jackson does not keep a " + element.getName() + " as it is");
        }
    }

    /** Adds the collections of {@code List.of} and its kin, and keys of maps that come back as they were. */
    static SimpleModule addTo(SimpleModule module) {
        return new SimpleModule("omnicache-collections") {
            private static final long serialVersionUID = 1L;

            @Override
            public void setupModule(SetupContext context) {
                module.setupModule(context);
                context.addDeserializers(new Unmodifiable());
                context.addKeySerializers(new Keys());
            }
        };
    }

    private static final class Unmodifiable extends Deserializers.Base {
        @Override
        public @Nullable JsonDeserializer<?> findCollectionDeserializer(
                CollectionType type,
                DeserializationConfig config,
                BeanDescription description,
                @Nullable TypeDeserializer elementTyping,
                @Nullable JsonDeserializer<?> elements) {
            if (!type.getRawClass().getName().startsWith(UNMODIFIABLE)) {
                return null;
            }
            JavaType source = config.getTypeFactory().constructCollectionType(ArrayList.class, type.getContentType());
            Function<Collection<?>, Object> maker = List.class.isAssignableFrom(type.getRawClass())
                    ? JsonCollections::listOf
                    : source2 -> Set.of(source2.toArray());
            return new StdDelegatingDeserializer<>(new Remake<>(source, type, maker));
        }

        @Override
        public @Nullable JsonDeserializer<?> findMapDeserializer(
                MapType type,
                DeserializationConfig config,
                BeanDescription description,
                com.fasterxml.jackson.databind.@Nullable KeyDeserializer keys,
                @Nullable TypeDeserializer elementTyping,
                @Nullable JsonDeserializer<?> elements) {
            if (!type.getRawClass().getName().startsWith(UNMODIFIABLE)) {
                return null;
            }
            JavaType source = config.getTypeFactory()
                    .constructMapType(LinkedHashMap.class, type.getKeyType(), type.getContentType());
            return new StdDelegatingDeserializer<>(new Remake<Map<?, ?>>(source, type, Map::copyOf));
        }
    }

    private static Object listOf(Collection<?> source) {
        @Nullable Object[] elements = source.toArray();
        // What Stream.toList gives is of the same class, but may hold null.
        return Arrays.asList(elements).contains(null) ? Arrays.stream(elements).toList() : List.of(elements);
    }

    /** Makes the wanted collection of one that Jackson has read. */
    private record Remake<S>(JavaType source, JavaType target, Function<S, Object> maker)
            implements Converter<S, Object> {
        @Override
        public Object convert(S read) {
            return maker.apply(read);
        }

        @Override
        public JavaType getInputType(TypeFactory factory) {
            return source;
        }

        @Override
        public JavaType getOutputType(TypeFactory factory) {
            return target;
        }
    }

    /** Keys of maps have no room for their class: those that are declared as any object must be texts, or they would become such. */
    private static final class Keys extends Serializers.Base {
        @Override
        public @Nullable JsonSerializer<?> findSerializer(
                SerializationConfig config, JavaType type, @Nullable BeanDescription description) {
            return type.isFinal() && type.getRawClass() != String.class ? null : new TextKeys();
        }
    }

    private static final class TextKeys extends StdSerializer<Object> {
        private static final long serialVersionUID = 1L;

        TextKeys() {
            super(Object.class);
        }

        @Override
        public void serialize(Object key, JsonGenerator out, SerializerProvider provider) throws IOException {
            if (!(key instanceof String text)) {
                throw new CacheException("a map has keys of " + key.getClass().getName()
                        + " that are not declared as such, and would come back as texts");
            }
            if (!Text.isWellFormed(text)) {
                throw new CacheException("a key of a map is a text with half a surrogate pair, which is not kept");
            }
            out.writeFieldName(text);
        }
    }
}
