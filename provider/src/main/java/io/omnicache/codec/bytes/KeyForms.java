/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The canonical bytes of keys: equal keys give equal bytes, others do not.
 *
 * <p>Thread-safe.
 */
final class KeyForms {
    /*
     * A key is a tag and what belongs to it; each part of a key is written in the same way, so that the class of each part shows: Integer 1
     * and Long 1 differ. Which form a class has is judged at its first key:
     *
     *   a KeyCodec for the class      its bytes, with the name of the class
     *   a value of the JDK            JdkValues: numbers, texts, java.time, ...
     *   an enum                       names of class and constant
     *   a record                      name of the class, its shape, its components
     *   a collection of the JDK       its elements; sets and maps sorted
     *   what is Serializable          SerializedKey, which checks each key
     *   any other class               its fields, checked in the same way
     *
     * Anything else is refused: nothing is known of when such keys are equal.
     */
    private final PermittedTypes types;
    private final Map<String, CodedKey> codecs;
    private final SerializedKey serialized;

    /** Only classes that the manager's loader finds, which keeps them alive anyway. */
    private final Map<Class<?>, KeyForm> known = new ConcurrentHashMap<>();

    KeyForms(PermittedTypes types) {
        this.types = types;
        this.codecs = KeyCodecs.known(types.loader());
        this.serialized = new SerializedKey(types, this);
    }

    /**
     * Returns the bytes of a key.
     *
     * @throws CacheException if keys like it cannot be kept
     */
    byte[] encode(Object key) {
        ByteOutput out = new ByteOutput();
        try {
            write(key, out);
        } catch (CacheException e) {
            throw new CacheException(
                    "Cache '" + types.cache() + "': a key of " + key.getClass().getName()
                            + " cannot be kept below the heap: " + e.getMessage(),
                    e);
        } catch (StackOverflowError e) {
            throw new CacheException(
                    "Cache '" + types.cache() + "': a key of " + key.getClass().getName()
                            + " cannot be kept below the heap: it is nested too deeply, or contains itself",
                    e);
        }
        return out.toBytes();
    }

    /**
     * Returns the key again.
     *
     * @throws UnreadableException if the bytes are of no known form
     */
    Object decode(byte[] encoded) throws UnreadableException {
        ByteInput in = new ByteInput(encoded, 0, encoded.length);
        try {
            Object key = read(in);
            in.requireEnd();
            if (key == null) {
                throw new UnreadableException("a key is null");
            }
            return key;
        } catch (ClassNotFoundException e) {
            throw new UnreadableException("a key is of a class that is unknown or not permitted", e);
        } catch (RuntimeException | LinkageError | StackOverflowError e) { // sets ask their parts for hash codes
            throw new UnreadableException(
                    "a key cannot be read: " + e.getClass().getName(), e);
        }
    }

    void write(@Nullable Object part, ByteOutput out) {
        if (part == null) {
            out.int1(Tag.NULL);
        } else {
            formOf(part.getClass()).write(part, out);
        }
    }

    @Nullable
    Object read(ByteInput in) throws UnreadableException, ClassNotFoundException {
        int tag = in.int1();
        return switch (tag) {
            case Tag.NULL -> null;
            case Tag.ENUM -> EnumKey.read(in, types);
            case Tag.RECORD -> record(in.text()).read(in);
            case Tag.LIST, Tag.SET, Tag.MAP, Tag.ENTRY, Tag.OPTIONAL -> CollectionKey.read(tag, in, this);
            case Tag.CODED -> coded(in.text()).read(in);
            case Tag.FIELDS -> fields(in.text()).read(in);
            case Tag.SERIALIZED -> serialized.read(in);
            default -> JdkValues.read(tag, in);
        };
    }

    private RecordKey record(String name) throws UnreadableException, ClassNotFoundException {
        if (formOf(types.find(name)) instanceof RecordKey form) {
            return form;
        }
        throw new UnreadableException(name + " is no longer written as a record");
    }

    private FieldsKey fields(String name) throws UnreadableException, ClassNotFoundException {
        if (formOf(types.find(name)) instanceof FieldsKey form) {
            return form;
        }
        throw new UnreadableException(name + " is no longer written by its fields");
    }

    private CodedKey coded(String name) throws UnreadableException {
        CodedKey form = codecs.get(name);
        if (form == null) {
            throw new UnreadableException("there is no KeyCodec for " + name);
        }
        return form;
    }

    private KeyForm formOf(Class<?> type) {
        KeyForm form = known.get(type);
        if (form == null) {
            form = judge(type);
            known.put(type, form);
        }
        return form;
    }

    private KeyForm judge(Class<?> type) {
        CodedKey coded = codecs.get(type.getName());
        if (coded != null && coded.codec().type() == type) {
            return coded;
        }
        KeyForm value = JdkValues.of(type);
        if (value != null) {
            return value;
        }
        if (type.isArray()) {
            throw refusal(type, "an array is equal only to itself");
        }
        if (CollectionKey.isOne(type)) {
            return new CollectionKey(this);
        }
        if (CollectionKey.isCollection(type)) {
            throw refusal(type, "it is a collection that may be equal to others in ways of its own");
        }
        return ofUser(type);
    }

    private KeyForm ofUser(Class<?> type) {
        if (Enum.class.isAssignableFrom(type)) {
            Class<?> declaring = type.isEnum() ? type : type.getSuperclass();
            types.require(declaring);
            return new EnumKey(declaring.getName());
        }
        types.require(type);
        String obstacle = type.isRecord() ? RecordKey.obstacle(type) : "it is no record";
        if (obstacle == null) {
            return RecordKey.of(type, this);
        }
        if (Serializable.class.isAssignableFrom(type)) {
            return serialized;
        }
        if (type.isRecord()) {
            throw refusal(type, obstacle + " and not Serializable");
        }
        return FieldsKey.of(type, this);
    }

    CacheException refusal(Class<?> type, String reason) {
        return new CacheException(
                "no bytes of " + type.getName() + " are known to be the same for equal keys: " + reason
                        + ". Use a record, a value of the JDK or a list of such as the key, or offer an io.omnicache.KeyCodec<"
                        + type.getTypeName() + "> as a service");
    }
}
