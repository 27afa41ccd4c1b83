/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import io.omnicache.Compressor;
import io.omnicache.Serializer;
import io.omnicache.config.CodecOptions;
import io.omnicache.config.NamedServices;
import io.omnicache.config.Suggestion;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** The serializers and compressors there are: the built-in ones, and those that {@link java.util.ServiceLoader} finds. Thread-safe. */
public final class CodecServices {
    /** A built-in service with the library that it needs, which is not touched before it is made. */
    private record BuiltIn<S>(Supplier<S> maker, @Nullable Library library) {
        S make(String option, String name) {
            if (library != null) {
                library.require(option, name);
            }
            return maker.get();
        }
    }

    private static final Map<String, BuiltIn<Serializer>> SERIALIZERS = Map.of(
            RawSerializer.NAME,
            new BuiltIn<>(RawSerializer::new, null),
            JavaSerializer.NAME,
            new BuiltIn<>(JavaSerializer::new, null),
            "json",
            new BuiltIn<>(() -> JacksonSerializer.of("json"), Library.JSON),
            "cbor",
            new BuiltIn<>(() -> JacksonSerializer.of("cbor"), Library.CBOR),
            "smile",
            new BuiltIn<>(() -> JacksonSerializer.of("smile"), Library.SMILE),
            "msgpack",
            new BuiltIn<>(() -> JacksonSerializer.of("msgpack"), Library.MSGPACK),
            "fory",
            new BuiltIn<>(() -> new ForySerializer(), Library.FORY));

    private static final Map<String, BuiltIn<Compressor>> COMPRESSORS = Map.of(
            "deflate", new BuiltIn<>(DeflateCompressor::new, null),
            "zstd", new BuiltIn<>(() -> new ZstdCompressor(), Library.ZSTD),
            "lz4", new BuiltIn<>(() -> new Lz4Compressor(), Library.LZ4));

    private CodecServices() {}

    /**
     * Returns the serializer called {@code name}.
     *
     * @throws IllegalArgumentException if there is none; the message lists those that exist
     * @throws CacheException if the library that it needs is missing, or a service cannot be loaded
     */
    static Serializer serializer(String name, ClassLoader loader) {
        return find("codec.serializer", name, SERIALIZERS, () -> serializers(loader), CodecOptions.AUTO);
    }

    /**
     * Returns the compressor called {@code name}.
     *
     * @throws IllegalArgumentException if there is none; the message lists those that exist
     * @throws CacheException if the library that it needs is missing, or a service cannot be loaded
     */
    static Compressor compressor(String name, ClassLoader loader) {
        return find("codec.compressor", name, COMPRESSORS, () -> compressors(loader), CodecOptions.NONE);
    }

    private static <S> S find(
            String option,
            String name,
            Map<String, BuiltIn<S>> builtIn,
            Supplier<Map<String, S>> offered,
            String none) {
        BuiltIn<S> own = builtIn.get(name);
        if (own != null) {
            return own.make(option, name);
        }
        Map<String, S> services = offered.get();
        S service = services.get(name);
        if (service == null) {
            Set<String> known = names(builtIn.keySet(), services.keySet(), none);
            throw new IllegalArgumentException("option '" + option + "': was '" + name + "', allowed is one of "
                    + String.join(", ", known) + Suggestion.didYouMean(name, known));
        }
        return service;
    }

    /**
     * Returns the names that the option {@code serializer} takes.
     *
     * @throws CacheException if two serializers have one name, or a service cannot be loaded
     */
    public static Set<String> serializerNames(ClassLoader loader) {
        return names(SERIALIZERS.keySet(), serializers(loader).keySet(), CodecOptions.AUTO);
    }

    /**
     * Returns the names that the option {@code compressor} takes.
     *
     * @throws CacheException if two compressors have one name, or a service cannot be loaded
     */
    public static Set<String> compressorNames(ClassLoader loader) {
        return names(COMPRESSORS.keySet(), compressors(loader).keySet(), CodecOptions.NONE);
    }

    private static Set<String> names(Collection<String> builtIn, Collection<String> offered, String none) {
        Set<String> names = new TreeSet<>(builtIn);
        names.addAll(offered);
        names.add(none);
        return names;
    }

    private static Map<String, Serializer> serializers(ClassLoader loader) {
        return offered(Serializer.class, "serializer", Serializer::name, SERIALIZERS.keySet(), loader);
    }

    private static Map<String, Compressor> compressors(ClassLoader loader) {
        return offered(Compressor.class, "compressor", Compressor::name, COMPRESSORS.keySet(), loader);
    }

    private static <S> Map<String, S> offered(
            Class<S> type, String what, Function<S, String> name, Set<String> builtIn, ClassLoader loader) {
        Map<String, S> offered = NamedServices.known(type, what, name, List.of(), loader);
        offered.forEach((taken, service) -> {
            if (builtIn.contains(taken) || taken.length() > Header.MOST_NAME || !isAscii(taken)) {
                throw new CacheException("the " + what + " service "
                        + service.getClass().getName() + " is named '" + taken + "', allowed is ASCII of at most "
                        + Header.MOST_NAME + " characters and none of " + builtIn);
            }
        });
        return offered;
    }

    private static boolean isAscii(String name) {
        return !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }
}
