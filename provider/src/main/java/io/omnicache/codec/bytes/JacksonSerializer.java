/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.databind.util.LookupCache;
import io.omnicache.Serializer;
import java.io.IOException;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** The serializers {@code json}, {@code cbor}, {@code smile} and {@code msgpack}: Jackson, by fields and by annotations. Immutable. */
final class JacksonSerializer implements Serializer {
    private static final int MOST_TYPES = 200;

    private final String name;
    private final Library format;

    private JacksonSerializer(String name, Library format) {
        this.name = name;
        this.format = format;
    }

    static Serializer of(String name) {
        return new JacksonSerializer(
                name,
                switch (name) {
                    case "cbor" -> Library.CBOR;
                    case "smile" -> Library.SMILE;
                    case "msgpack" -> Library.MSGPACK;
                    default -> Library.JSON;
                });
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Form open(Types types) {
        JsonMapper mapper = mapper(withoutLimits(factory()), types, format);
        return new Mapped(mapper.writerFor(Object.class), mapper.readerFor(Object.class), format == Library.MSGPACK);
    }

    /* By name, so that json works without the other formats. */
    private JsonFactory factory() {
        if (format == Library.JSON) {
            return new JsonFactory();
        }
        try {
            return (JsonFactory) format.load().getConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new CacheException(
                    "the serializer '" + name + "' cannot be made: "
                            + e.getClass().getName(),
                    e);
        }
    }

    /* The length of a value is bounded where it comes from; depth stays bounded, as the stack is. */
    private static JsonFactory withoutLimits(JsonFactory factory) {
        return factory.setStreamReadConstraints(StreamReadConstraints.builder()
                .maxStringLength(Integer.MAX_VALUE)
                .maxNumberLength(Integer.MAX_VALUE)
                .maxNameLength(Integer.MAX_VALUE)
                .build());
    }

    private static JsonMapper mapper(JsonFactory factory, Types types, Library format) {
        // The cache of the default factory is one for the whole process: it would keep the user's classes alive.
        LookupCache<Object, JavaType> known = new LRUMap<>(MOST_TYPES, MOST_TYPES);
        return JsonMapper.builder(factory)
                .addModule(JsonCollections.addTo(JsonValues.module(format == Library.JSON)))
                .typeFactory(TypeFactory.defaultInstance().withCache(known).withClassLoader(types.loader()))
                .annotationIntrospector(new CheckedAnnotations())
                .polymorphicTypeValidator(new JsonTyping.Validator(types))
                .setDefaultTyping(new JsonTyping(types))
                .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                .visibility(PropertyAccessor.GETTER, Visibility.NONE)
                .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
                .visibility(PropertyAccessor.SETTER, Visibility.NONE)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                // MessagePack's parser fails where there is nothing more to read, so its bytes are counted.
                .configure(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, format != Library.MSGPACK)
                .build();
    }

    /**
     * Annotations, without those by which a type names classes in its own way: that would check what is read, and not what is
     * written. Such types are written like others; names that are declared, not classes, stay as they are.
     */
    private static final class CheckedAnnotations extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
            JsonTypeInfo.Value info = super.findPolymorphicTypeInfo(config, annotated);
            boolean byClass = info != null
                    && (info.getIdType() == JsonTypeInfo.Id.CLASS || info.getIdType() == JsonTypeInfo.Id.MINIMAL_CLASS);
            return byClass ? null : info;
        }
    }

    /** Jackson's messages and paths show values, so they stay here; only what is wrong with a class is told. */
    private record Mapped(ObjectWriter writer, ObjectReader reader, boolean countsBytes) implements Form {
        @Override
        public byte[] write(Object value) throws IOException {
            try {
                return writer.writeValueAsBytes(value);
            } catch (InvalidDefinitionException e) {
                throw new FormException(e.getOriginalMessage());
            } catch (JsonMappingException e) {
                if (e.getCause() instanceof CacheException refused) {
                    throw refused;
                }
                if (e.getCause() instanceof FormException own) {
                    throw own;
                }
                throw new FormException("writing it failed with " + e.getClass().getName());
            } catch (JsonProcessingException e) {
                throw new FormException("writing it failed with " + e.getClass().getName());
            }
        }

        @Override
        public Object read(byte[] bytes, int from, int to) throws IOException {
            Object value;
            long end;
            try (JsonParser parser = reader.createParser(bytes, from, to - from)) {
                value = reader.readValue(parser);
                end = parser.currentLocation().getCharOffset(); // where MessagePack's says its bytes
            } catch (JsonProcessingException e) {
                String definition = e instanceof InvalidDefinitionException ? ": " + e.getOriginalMessage() : "";
                throw new FormException("reading failed with " + e.getClass().getName() + definition);
            }
            if (value == null) {
                throw new FormException("there is nothing");
            }
            if (countsBytes && end != to - from) {
                throw new FormException("there is more than a value");
            }
            return value;
        }
    }
}
