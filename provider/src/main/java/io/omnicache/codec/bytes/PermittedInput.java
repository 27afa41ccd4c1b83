/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import io.omnicache.Serializer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import javax.cache.CacheException;

/** Reads an object of Java serialization; denies every class that is not permitted, and what grows beyond its bytes. Confined to one thread. */
final class PermittedInput extends ObjectInputStream {
    /*
     * Each reference and each element takes a byte at least, so the length of the input bounds both; a hash table is made larger
     * than its number of elements, hence the factor. Depth: sets in sets, each element twice, take 2 to the power of their depth
     * to hash. A filter of the JVM applies too: setObjectInputFilter merges it.
     */
    private static final long MOST_DEPTH = 256;
    private static final long SMALL_ARRAY = 64;
    private static final long ARRAY_FACTOR = 4;

    private final Serializer.Types types;
    private final long length;

    PermittedInput(byte[] bytes, int from, int to, Serializer.Types types) throws IOException {
        super(new ByteArrayInputStream(bytes, from, to - from));
        this.types = types;
        this.length = (long) to - from;
        setObjectInputFilter(this::check);
    }

    private ObjectInputFilter.Status check(ObjectInputFilter.FilterInfo info) {
        boolean small = info.depth() <= MOST_DEPTH
                && info.references() <= length
                && info.arrayLength() <= SMALL_ARRAY + ARRAY_FACTOR * length;
        Class<?> type = info.serialClass();
        boolean permitted = small && (type == null || isPermitted(type));
        return permitted ? ObjectInputFilter.Status.ALLOWED : ObjectInputFilter.Status.REJECTED;
    }

    private boolean isPermitted(Class<?> type) {
        try {
            types.require(type);
            return true;
        } catch (CacheException e) {
            return false;
        }
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass descriptor) throws ClassNotFoundException {
        return types.find(descriptor.getName());
    }

    @Override
    protected Class<?> resolveProxyClass(String[] interfaces) throws IOException {
        throw new InvalidClassException("a proxy, which is never permitted");
    }
}
