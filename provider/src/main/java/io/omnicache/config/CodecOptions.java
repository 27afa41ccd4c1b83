/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How keys and values become bytes for the tiers below the heap.
 *
 * @param serializer the name of a {@link io.omnicache.Serializer}, or {@link #AUTO}
 * @param compressor the name of a {@link io.omnicache.Compressor}, or {@link #NONE}
 * @param threshold values of fewer bytes are not compressed; 1 or more
 * @param limit values of more bytes are neither compressed nor decompressed; at least the threshold
 * @param allow names of classes that bytes may name beside those that the cache declares; {@code *} stands for any characters
 * @param encryption how entries are encrypted; null if they are not
 */
public record CodecOptions(
        String serializer,
        String compressor,
        int threshold,
        int limit,
        List<String> allow,
        @Nullable EncryptionOptions encryption)
        implements Serializable {
    /** The serializer that chooses for each class of values. */
    public static final String AUTO = "auto";

    /** No compressor. */
    public static final String NONE = "none";

    /** What holds when nothing is said. */
    public static final CodecOptions DEFAULT = new CodecOptions(AUTO, NONE, 1 << 10, 64 << 20, List.of());

    private static final Pattern CLASS_PATTERN = Pattern.compile("[\\p{javaJavaIdentifierPart}.*]+");

    public CodecOptions {
        Objects.requireNonNull(serializer, "codec.serializer");
        Objects.requireNonNull(compressor, "codec.compressor");
        allow = List.copyOf(allow);
        if (threshold < 1) {
            throw new IllegalArgumentException("codec.threshold must be 1 or more, was " + threshold);
        }
        if (limit < threshold) {
            throw new IllegalArgumentException(
                    "codec.limit must be at least codec.threshold, which is " + threshold + ", was " + limit);
        }
        for (String pattern : allow) {
            if (!isPattern(pattern)) {
                throw new IllegalArgumentException("codec.allow: was '" + pattern + "', allowed is " + PATTERN);
            }
        }
    }

    /** Creates options without encryption. */
    public CodecOptions(String serializer, String compressor, int threshold, int limit, List<String> allow) {
        this(serializer, compressor, threshold, limit, allow, null);
    }

    static final String PATTERN = "the full name of a class, such as com.acme.User, or of several, such as com.acme.*";

    /** A pattern says at least where a name begins: one that permits every class permits what runs code when it is read. */
    static boolean isPattern(String text) {
        return CLASS_PATTERN.matcher(text).matches() && !text.startsWith("*");
    }

    /** Returns whether one of the patterns stands for this name of a class. */
    public boolean allows(String className) {
        for (String pattern : allow) {
            if (new NamePattern(pattern).matches(className)) {
                return true;
            }
        }
        return false;
    }

    /** Returns these options with another serializer. */
    public CodecOptions withSerializer(String name) {
        return new CodecOptions(name, compressor, threshold, limit, allow, encryption);
    }

    /** Returns these options with another compressor. */
    public CodecOptions withCompressor(String name) {
        return new CodecOptions(serializer, name, threshold, limit, allow, encryption);
    }

    /** Returns these options with another threshold, in bytes. */
    public CodecOptions withThreshold(int bytes) {
        return new CodecOptions(serializer, compressor, bytes, limit, allow, encryption);
    }

    /** Returns these options with another limit, in bytes. */
    public CodecOptions withLimit(int bytes) {
        return new CodecOptions(serializer, compressor, threshold, bytes, allow, encryption);
    }

    /** Returns these options with other patterns. */
    public CodecOptions withAllow(String... patterns) {
        return new CodecOptions(serializer, compressor, threshold, limit, List.of(patterns), encryption);
    }

    /** Returns these options with encryption. */
    public CodecOptions withEncryption(EncryptionOptions options) {
        return new CodecOptions(serializer, compressor, threshold, limit, allow, options);
    }
}
