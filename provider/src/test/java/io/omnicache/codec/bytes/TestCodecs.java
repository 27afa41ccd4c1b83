/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import io.omnicache.config.CodecOptions;
import java.util.List;

/** Codecs of caches of any objects, and of declared ones. */
final class TestCodecs {
    static final ClassLoader LOADER = TestCodecs.class.getClassLoader();

    private TestCodecs() {}

    /** A codec of a cache that declares nothing and allows the classes of the tests. */
    static EntryCodec allowing() {
        return any(CodecOptions.DEFAULT.withAllow("io.omnicache.codec.bytes.*"));
    }

    static EntryCodec any(CodecOptions options) {
        return EntryCodecs.of("users", Object.class, Object.class, options, LOADER);
    }

    static EntryCodec of(Class<?> key, Class<?> value) {
        return EntryCodecs.of("users", key, value, CodecOptions.DEFAULT, LOADER);
    }

    static PermittedTypes types(ClassLoader loader, String... allowed) {
        return new PermittedTypes("users", List.of(Object.class), CodecOptions.DEFAULT.withAllow(allowed), loader);
    }

    static Object valueAgain(EntryCodec codec, Object value) throws UnreadableException {
        return codec.decodeValue(new byte[0], codec.encodeValue(new byte[0], value));
    }

    static Object keyAgain(EntryCodec codec, Object key) throws UnreadableException {
        return codec.decodeKey(codec.encodeKey(key));
    }
}
