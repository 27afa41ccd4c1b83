/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import io.omnicache.Compressor;
import io.omnicache.Serializer;
import io.omnicache.config.CodecOptions;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** The bytes of values: serialized, compressed if that pays, with a {@link Header}. Thread-safe. */
final class ValueForms {
    private static final System.Logger LOG = System.getLogger("io.omnicache.codec");

    private final PermittedTypes types;
    private final CodecOptions options;
    private final @Nullable Compressor compressor;

    /** By name: those that the options name, and those that stored bytes name. */
    private final Map<String, Serializer.Form> serializers = new ConcurrentHashMap<>();

    private final Map<String, Compressor> compressors = new ConcurrentHashMap<>();

    /** What each class was judged to be written by. Only classes that the manager's loader finds, which keeps them alive anyway. */
    private final Map<Class<?>, Choice> choices = new ConcurrentHashMap<>();

    /**
     * How values of a class are written.
     *
     * @param other what writes a value that the first refuses; null if it is refused then
     */
    private record Choice(
            String name, Serializer.Form form, @Nullable Choice other) {}

    ValueForms(PermittedTypes types, CodecOptions options) {
        this.types = types;
        this.options = options;
        this.compressor = options.compressor().equals(CodecOptions.NONE) ? null : compressor(options.compressor());
        if (!options.serializer().equals(CodecOptions.AUTO)) {
            serializer(options.serializer());
        }
    }

    /**
     * Returns the bytes of a value.
     *
     * @throws CacheException if values like it cannot be kept
     */
    byte[] encode(Object value) {
        Choice choice = choices.get(value.getClass());
        if (choice == null) {
            choice = judge(value);
            choices.put(value.getClass(), choice);
        }
        return encode(choice, value);
    }

    private byte[] encode(Choice choice, Object value) {
        try {
            return packed(choice.name(), write(choice, value));
        } catch (RefusedException e) {
            if (choice.other() == null) {
                throw refusal(value.getClass(), choice.name(), e);
            }
            return encode(choice.other(), value);
        }
    }

    private byte[] packed(String serializer, byte[] payload) {
        if (compressor != null && payload.length >= options.threshold() && payload.length <= options.limit()) {
            byte[] compressed = compressor.compress(payload);
            if (compressed.length < payload.length) {
                return new Header(serializer, compressor.name(), "", payload.length).before(compressed);
            }
        }
        return serializer.equals("json") && !JsonText.hasLineFeed(payload)
                ? JsonText.encoded(payload, 0, payload.length)
                : new Header(serializer, null, "", -1).before(payload);
    }

    /**
     * Returns a value again.
     *
     * @throws UnreadableException if the bytes are of no known form, or of a class that is unknown, changed or not permitted
     */
    Object decode(byte[] encoded) throws UnreadableException {
        ByteInput in = new ByteInput(encoded, 0, encoded.length);
        Header header = Header.read(in);
        if (!header.keyId().isEmpty()) {
            throw new UnreadableException("a value is encrypted with a key that is not known");
        }
        Serializer.Form form = readable(() -> serializer(header.serializer()));
        if (header.compressor() == null) {
            return read(header.serializer(), form, encoded, in.position(), encoded.length);
        }
        byte[] plain = unpacked(header, header.compressor(), encoded, in.position());
        return read(header.serializer(), form, plain, 0, plain.length);
    }

    private byte[] unpacked(Header header, String name, byte[] encoded, int from) throws UnreadableException {
        if (header.length() > options.limit()) {
            throw new UnreadableException(
                    "a compressed value is of " + header.length() + " bytes, the limit is " + options.limit());
        }
        Compressor named = readable(() -> compressor(name));
        try {
            return named.decompress(encoded, from, encoded.length, header.length());
        } catch (IOException | RuntimeException | LinkageError e) {
            throw new UnreadableException("a value cannot be decompressed by '" + name + "'", e);
        }
    }

    private interface Lookup<S> {
        S find();
    }

    private static <S> S readable(Lookup<S> lookup) throws UnreadableException {
        try {
            return lookup.find();
        } catch (CacheException | IllegalArgumentException e) {
            throw new UnreadableException("what a value was written by is not available: " + e.getMessage(), e);
        }
    }

    private Choice judge(Object value) {
        Choice choice = options.serializer().equals(CodecOptions.AUTO) ? automatic(value) : named(value);
        LOG.log(
                System.Logger.Level.DEBUG,
                "serializer chosen: cache={0} class={1} serializer={2}",
                types.cache(),
                value.getClass().getName(),
                choice.name());
        return choice;
    }

    private Choice named(Object value) {
        Choice choice = new Choice(options.serializer(), serializer(options.serializer()), null);
        try {
            requireReturn(choice, value);
        } catch (RefusedException e) {
            throw refusal(value.getClass(), choice.name(), e);
        }
        return choice;
    }

    /** Only where nothing can go wrong another serializer is chosen than Java's, which users know. */
    private Choice automatic(Object value) {
        Class<?> type = value.getClass();
        if (RawSerializer.takes(type)) {
            return new Choice(RawSerializer.NAME, serializer(RawSerializer.NAME), null);
        }
        Choice java = new Choice(JavaSerializer.NAME, serializer(JavaSerializer.NAME), null);
        try {
            if (type.isRecord() && Library.JSON.isPresent() && ProvedRecords.hold(type)) {
                Choice json = new Choice("json", serializer("json"), value instanceof Serializable ? java : null);
                requireReturn(json, value);
                return json;
            }
        } catch (RefusedException e) {
            if (!(value instanceof Serializable)) {
                throw refusal(type, "json", e);
            }
        }
        try {
            requireReturn(java, value);
            return java;
        } catch (RefusedException e) {
            throw refusal(type, java.name(), e);
        }
    }

    /** Writes and reads a first value of a class, so that what cannot be read back is refused before it is stored. */
    private void requireReturn(Choice choice, Object value) throws RefusedException {
        byte[] payload = write(choice, value);
        Object read;
        try {
            read = read(choice.name(), choice.form(), payload, 0, payload.length);
        } catch (UnreadableException e) {
            throw new RefusedException("it could not be read back: " + e.getMessage(), e);
        }
        if (read.getClass() != value.getClass()) {
            throw new RefusedException(
                    "it would come back as a " + read.getClass().getName(), null);
        }
    }

    private static byte[] write(Choice choice, Object value) throws RefusedException {
        try {
            return choice.form().write(value);
        } catch (IOException | CacheException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException | LinkageError e) { // of user code, whose message may show the value
            throw new RefusedException("writing it failed with " + e.getClass().getName(), e);
        } catch (StackOverflowError e) {
            throw new RefusedException("it is nested too deeply, or contains itself", e);
        }
    }

    private static Object read(String serializer, Serializer.Form form, byte[] bytes, int from, int to)
            throws UnreadableException {
        try {
            return form.read(bytes, from, to);
        } catch (ClassNotFoundException e) {
            throw new UnreadableException("a value names a class that is unknown or not permitted", e);
        } catch (FormException e) {
            throw new UnreadableException("a value cannot be read by '" + serializer + "': " + e.getMessage(), e);
        } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
            throw new UnreadableException(
                    "a value cannot be read by '" + serializer + "': "
                            + e.getClass().getName(),
                    e);
        }
    }

    private Serializer.Form serializer(String name) {
        Serializer.Form form = serializers.get(name);
        if (form == null) {
            form = open(name);
            serializers.put(name, form); // a second one does the same
        }
        return form;
    }

    private Serializer.Form open(String name) {
        try {
            return CodecServices.serializer(name, types.loader()).open(types);
        } catch (LinkageError e) { // a part of its library is missing, or does not work on this JVM
            throw new CacheException(
                    "the serializer '" + name + "' cannot be used: "
                            + e.getClass().getName() + " " + e.getMessage(),
                    e);
        }
    }

    private Compressor compressor(String name) {
        Compressor known = compressors.get(name);
        if (known == null) {
            known = CodecServices.compressor(name, types.loader());
            compressors.put(name, known);
        }
        return known;
    }

    private CacheException refusal(Class<?> type, String serializer, RefusedException e) {
        boolean advised = e.getCause() instanceof CacheException;
        String advice = advised
                ? ""
                : ". Make it " + (serializer.equals(JavaSerializer.NAME) ? "Serializable" : "fit") + ", or name another"
                        + " serializer, such as "
                        + Advice.serializer(serializer.equals("json") ? JavaSerializer.NAME : "json");
        return new CacheException(
                "Cache '" + types.cache() + "': a value of " + type.getName()
                        + " cannot be kept below the heap by the serializer '" + serializer + "': " + e.getMessage()
                        + advice,
                e.getCause());
    }

    /** A value that a serializer does not take. */
    private static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
