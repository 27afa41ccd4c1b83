/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import io.omnicache.KeyCodec;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import javax.cache.CacheException;

/** Finds the key codecs that there are. */
final class KeyCodecs {
    private KeyCodecs() {}

    /**
     * Returns the forms of keys with a {@link KeyCodec}, by the name of their class.
     *
     * @throws CacheException if two are for one class, or a service cannot be loaded
     */
    @SuppressWarnings({"unchecked", "rawtypes"}) // a codec is asked for keys of its class alone
    static Map<String, CodedKey> known(ClassLoader loader) {
        Map<String, CodedKey> known = new HashMap<>();
        try {
            for (KeyCodec<?> codec : ServiceLoader.load((Class<KeyCodec<?>>) (Class) KeyCodec.class, loader)) {
                CodedKey other = known.put(codec.type().getName(), new CodedKey((KeyCodec<Object>) codec));
                if (other != null) {
                    throw new CacheException("two KeyCodec services are for keys of "
                            + codec.type().getName() + ": "
                            + other.codec().getClass().getName() + " and "
                            + codec.getClass().getName());
                }
            }
        } catch (ServiceConfigurationError e) {
            throw new CacheException("a KeyCodec service cannot be loaded: " + e.getMessage(), e);
        }
        return Map.copyOf(known);
    }
}
