/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DatabindContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.PolymorphicTypeValidator;
import com.fasterxml.jackson.databind.jsontype.TypeIdResolver;
import com.fasterxml.jackson.databind.jsontype.impl.TypeIdResolverBase;
import io.omnicache.Serializer;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.CacheException;

/**
 * Writes the class of each object whose class does not follow from the declared type, as {@code com.acme.User#1f2e3d4c}: the name and the
 * {@link ClassShape}. Reads only what is permitted and of the same shape.
 */
final class JsonTyping extends ObjectMapper.DefaultTypeResolverBuilder {
    static final String PROPERTY = "@class";

    private static final long serialVersionUID = 1L;

    private final transient Serializer.Types types;

    /** Only classes that were required or found, which the manager's loader keeps alive anyway. */
    private final transient Map<Class<?>, String> ids = new ConcurrentHashMap<>();

    JsonTyping(Serializer.Types types) {
        super(ObjectMapper.DefaultTyping.NON_FINAL, new Validator(types));
        this.types = types;
        init(JsonTypeInfo.Id.CUSTOM, null);
        inclusion(JsonTypeInfo.As.PROPERTY);
        typeProperty(PROPERTY);
    }

    @Override
    protected TypeIdResolver idResolver(
            MapperConfig<?> config,
            JavaType base,
            PolymorphicTypeValidator validator,
            Collection<NamedType> subtypes,
            boolean forSerializing,
            boolean forDeserializing) {
        return new Ids(base);
    }

    /** For types that name classes by annotations of their own. */
    static final class Validator extends PolymorphicTypeValidator {
        private static final long serialVersionUID = 1L;

        private final transient Serializer.Types types;

        Validator(Serializer.Types types) {
            this.types = types;
        }

        @Override
        public Validity validateBaseType(MapperConfig<?> config, JavaType base) {
            return Validity.INDETERMINATE;
        }

        @Override
        public Validity validateSubClassName(MapperConfig<?> config, JavaType base, String name) {
            try {
                types.find(name);
                return Validity.INDETERMINATE;
            } catch (ClassNotFoundException e) {
                return Validity.DENIED;
            }
        }

        @Override
        public Validity validateSubType(MapperConfig<?> config, JavaType base, JavaType type) {
            try {
                types.require(type.getRawClass());
                return Validity.ALLOWED;
            } catch (CacheException e) {
                return Validity.DENIED;
            }
        }
    }

    private final class Ids extends TypeIdResolverBase {
        private final JavaType base;

        Ids(JavaType base) {
            this.base = base;
        }

        @Override
        public String idFromValue(Object value) {
            requireNaturalOrder(value);
            return id(value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass());
        }

        @Override
        public String idFromValueAndType(Object value, Class<?> type) {
            return value == null ? id(type) : idFromValue(value);
        }

        @Override
        public JavaType typeFromId(DatabindContext context, String id) throws IOException {
            int mark = id.indexOf('#');
            Class<?> type;
            try {
                type = types.find(mark < 0 ? id : id.substring(0, mark));
            } catch (ClassNotFoundException e) {
                throw new FormException("a class that is unknown or not permitted");
            }
            if (!id(type).equals(id)) {
                throw new FormException(type.getName() + " has changed");
            }
            return context.getTypeFactory().constructSpecializedType(base, type);
        }

        @Override
        public JsonTypeInfo.Id getMechanism() {
            return JsonTypeInfo.Id.CUSTOM;
        }
    }

    private String id(Class<?> type) {
        String id = ids.get(type);
        if (id == null) {
            types.require(type);
            JsonCollections.requireKept(type);
            boolean shaped = type.getClassLoader() != null && !type.isEnum() && !type.isArray();
            id = shaped ? type.getName() + "#" + ClassShape.of(type) : type.getName();
            ids.put(type, id);
        }
        return id;
    }

    private static void requireNaturalOrder(Object value) {
        Object comparator = null;
        if (value instanceof SortedMap<?, ?> map) {
            comparator = map.comparator();
        } else if (value instanceof SortedSet<?> set) {
            comparator = set.comparator();
        }
        if (comparator != null) {
            throw new CacheException("the comparator of a " + value.getClass().getName() + " would be lost");
        }
    }
}
