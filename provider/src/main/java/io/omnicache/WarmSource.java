/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import javax.cache.Cache;

/**
 * Where the entries come from that a cache is filled with before it is needed, see {@link OmniCache#warm}. Immutable as far as what it is given is;
 * read once for each call.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public sealed interface WarmSource<K, V> {
    /** Entries of anything that can be iterated, such as {@code map.entrySet()}. */
    static <K, V> WarmSource<K, V> entries(Iterable<? extends Map.Entry<? extends K, ? extends V>> entries) {
        return new Entries<>(entries);
    }

    /** The entries of another cache, of whatever provider. */
    static <K, V> WarmSource<K, V> cache(Cache<? extends K, ? extends V> cache) {
        return new Cached<>(cache);
    }

    /** Keys, whose values the loader of the cache is asked for. */
    static <K, V> WarmSource<K, V> keys(Iterable<? extends K> keys) {
        return new Keys<>(keys);
    }

    /**
     * A file of lines in UTF-8, each a JSON object {@code {"key": ..., "value": ...}}; what else is in it is ignored, and so are empty lines. Keys and
     * values become objects of the types that the cache was made for. Needs {@code com.fasterxml.jackson.core:jackson-databind}.
     */
    static <K, V> WarmSource<K, V> jsonLines(Path file) {
        return new JsonLines<>(file);
    }

    /**
     * A file of comma-separated values in UTF-8 (RFC 4180) whose first line names the columns. The first column is the key. If there is one more, it is the
     * value; several are the fields of the value, by their names. Needs {@code com.fasterxml.jackson.dataformat:jackson-dataformat-csv}.
     */
    static <K, V> WarmSource<K, V> csv(Path file) {
        return new Csv<>(file);
    }

    /**
     * What a tier below the heap of a cache has stored, of the same manager URI and the same codec. What has expired, or cannot be read, is left out; what
     * remains begins to live anew.
     *
     * @param kind the name of the tier's kind, such as {@code file}
     * @param options its options, such as {@code directory}; the tier must not be in use, or {@code readOnly}
     * @param cache the name of the cache that has stored it
     */
    static <K, V> WarmSource<K, V> tier(String kind, Map<String, String> options, String cache) {
        return new Stored<>(kind, options, cache);
    }

    /** See {@link WarmSource#entries}. */
    record Entries<K, V>(Iterable<? extends Map.Entry<? extends K, ? extends V>> entries) implements WarmSource<K, V> {
        /** Checks that nothing is null. */
        public Entries {
            Objects.requireNonNull(entries, "entries");
        }
    }

    /** See {@link WarmSource#cache}. */
    record Cached<K, V>(Cache<? extends K, ? extends V> cache) implements WarmSource<K, V> {
        /** Checks that nothing is null. */
        public Cached {
            Objects.requireNonNull(cache, "cache");
        }
    }

    /** See {@link WarmSource#keys}. */
    record Keys<K, V>(Iterable<? extends K> keys) implements WarmSource<K, V> {
        /** Checks that nothing is null. */
        public Keys {
            Objects.requireNonNull(keys, "keys");
        }
    }

    /** See {@link WarmSource#jsonLines}. */
    record JsonLines<K, V>(Path file) implements WarmSource<K, V> {
        /** Checks that nothing is null. */
        public JsonLines {
            Objects.requireNonNull(file, "file");
        }
    }

    /** See {@link WarmSource#csv}. */
    record Csv<K, V>(Path file) implements WarmSource<K, V> {
        /** Checks that nothing is null. */
        public Csv {
            Objects.requireNonNull(file, "file");
        }
    }

    /** See {@link WarmSource#tier}. */
    record Stored<K, V>(String kind, Map<String, String> options, String cache) implements WarmSource<K, V> {
        /** Checks that nothing is null. */
        public Stored {
            Objects.requireNonNull(kind, "kind");
            options = Map.copyOf(options);
            Objects.requireNonNull(cache, "cache");
        }

        /** Names the options, without their values: a value may hold a secret. */
        @Override
        public String toString() {
            return "Stored[" + kind + options.keySet() + ", cache=" + cache + "]";
        }
    }
}
