/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import io.omnicache.config.CodecOptions;
import java.util.List;

/** Makes the codecs of caches. */
public final class EntryCodecs {
    private EntryCodecs() {}

    /**
     * Returns the codec of a cache, which may read what another one with other options has written.
     *
     * @param cache the cache's name, for messages
     * @param loader the class loader of the cache's manager
     * @throws IllegalArgumentException if a serializer or compressor is named that does not exist; the message lists those that do
     * @throws javax.cache.CacheException if the library that one of them needs is missing, or a service cannot be loaded
     */
    public static EntryCodec of(
            String cache, Class<?> keyType, Class<?> valueType, CodecOptions options, ClassLoader loader) {
        PermittedTypes types = new PermittedTypes(cache, List.of(keyType, valueType), options, loader);
        return new Forms(new KeyForms(types), new ValueForms(types, options));
    }

    private record Forms(KeyForms keys, ValueForms values) implements EntryCodec {
        @Override
        public byte[] encodeKey(Object key) {
            return keys.encode(key);
        }

        @Override
        public Object decodeKey(byte[] encoded) throws UnreadableException {
            return keys.decode(encoded);
        }

        @Override
        public byte[] encodeValue(byte[] key, Object value) {
            return values.encode(value);
        }

        @Override
        public Object decodeValue(byte[] key, byte[] encoded) throws UnreadableException {
            return values.decode(encoded);
        }
    }
}
