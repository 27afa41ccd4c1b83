/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import java.io.IOException;

/**
 * Extension point: turns the values of caches into bytes for the tiers below the heap, and back.
 *
 * <p>Found by its {@link #name()} among the services of this type that {@link java.util.ServiceLoader} sees with the manager's
 * class loader, and named in the configuration: {@code codec: { serializer: json }}. The name is recorded beside the bytes of
 * each value, so that these are read by the serializer that wrote them, whatever the configuration says by then.
 *
 * <p>A serializer does not compress, does not encrypt, writes no header, does not encode keys (see {@link KeyCodec}), and does
 * not see {@code null}. It must keep the class of a value: what it reads is of the class that was written.
 *
 * <p>Implementations are thread-safe, have a public constructor without parameters, and pass the contract test
 * {@code io.omnicache.codec.bytes.SerializerContract} of the published test jar.
 */
public interface Serializer {
    /** Returns the name by which a configuration chooses this serializer: ASCII, at most 64 characters, always the same. */
    String name();

    /** Returns what writes and reads the values of one cache. */
    Form open(Types types);

    /** Writes and reads the values of one cache. Thread-safe. */
    interface Form {
        /**
         * Returns the bytes of a value.
         *
         * @throws IOException if it cannot be written; the message names classes, never values
         */
        byte[] write(Object value) throws IOException;

        /**
         * Returns a value again.
         *
         * @param bytes nobody vouches for them; only those from {@code from} up to and without {@code to} are to be read
         * @throws IOException if they cannot be read
         * @throws ClassNotFoundException if they name a class that is unknown or not permitted
         */
        Object read(byte[] bytes, int from, int to) throws IOException, ClassNotFoundException;
    }

    /**
     * The classes that bytes may name: those that the cache declares and the closed types that they are made of, values of the
     * JDK, and what the configuration allows. Thread-safe.
     */
    interface Types {
        /** Returns the class loader of the cache's manager. */
        ClassLoader loader();

        /**
         * Checks a class before its name is written.
         *
         * @throws javax.cache.CacheException if bytes may not name it; the message says what to configure
         */
        void require(Class<?> type);

        /**
         * Returns the class of a name that was read. It is not initialized.
         *
         * @throws ClassNotFoundException if there is none, or bytes may not name it
         */
        Class<?> find(String name) throws ClassNotFoundException;
    }
}
