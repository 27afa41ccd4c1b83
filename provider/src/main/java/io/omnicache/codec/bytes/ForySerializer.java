/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import io.omnicache.Serializer;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import javax.cache.CacheException;
import org.apache.fory.Fory;
import org.apache.fory.ThreadSafeFory;
import org.apache.fory.exception.ForyException;

/**
 * The serializer {@code fory}: Apache Fory, by the classes' names, each of which is checked. The only class that uses it. Immutable.
 *
 * <p>Not portable between releases of Fory that change its form: their values are misses then.
 */
final class ForySerializer implements Serializer {
    private static final int MOST_DEPTH = 256;

    @Override
    public String name() {
        return "fory";
    }

    @Override
    public Form open(Types types) {
        ThreadSafeFory fory = Fory.builder()
                .withXlang(false)
                .withCompatible(false)
                .withClassVersionCheck(true) // a class that has changed is told from one that has not
                .withRefTracking(true)
                .withClassLoader(types.loader())
                .requireClassRegistration(
                        false) // registered numbers would have to be the same in each release of an application
                .suppressClassRegistrationWarnings(true)
                .withDeserializeUnknownClass(false)
                .withTypeChecker((resolver, name) -> require(types, name))
                .withMaxDepth(MOST_DEPTH)
                .buildThreadSafeForyPool(2 * Runtime.getRuntime().availableProcessors());
        return new Written(fory);
    }

    /* Fory also asks for the declared types of fields. What has no objects of its own runs no code of its own. */
    private static boolean require(Types types, String name) {
        try {
            types.find(name);
            return true;
        } catch (ClassNotFoundException e) {
            if (isAbstract(name, types.loader())) {
                return true;
            }
            throw new CacheException(
                    "class " + name + " is neither declared by the cache nor allowed, so it could not be read back; "
                            + Advice.allow(name),
                    e);
        }
    }

    private static boolean isAbstract(String name, ClassLoader loader) {
        try {
            Class<?> type = Class.forName(name, false, loader);
            return Modifier.isAbstract(type.getModifiers()) && !type.isArray() && !type.isPrimitive();
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private record Written(ThreadSafeFory fory) implements Form {
        @Override
        public byte[] write(Object value) throws FormException {
            try {
                return fory.serialize(value);
            } catch (ForyException e) {
                for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                    if (cause instanceof CacheException refused) {
                        throw refused;
                    }
                }
                throw new FormException("writing it failed with " + e.getClass().getName());
            }
        }

        @Override
        public Object read(byte[] bytes, int from, int to) throws FormException {
            Object value = fory.deserialize(Arrays.copyOfRange(bytes, from, to));
            if (value == null) {
                throw new FormException("there is nothing");
            }
            return value;
        }
    }
}
