/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import java.io.IOException;

/**
 * Extension point: makes the bytes of values smaller, for the tiers below the heap.
 *
 * <p>Found by its {@link #name()} among the services of this type that {@link java.util.ServiceLoader} sees with the manager's
 * class loader, and named in the configuration: {@code codec: { compressor: zstd }}. The name is recorded beside the bytes of
 * each value, so that these are read by the compressor that wrote them.
 *
 * <p>A compressor does not decide what is worth compressing, does not record lengths (it is told both when it reads), and need
 * not find damage.
 *
 * <p>Implementations are thread-safe, have a public constructor without parameters, and pass the contract test
 * {@code io.omnicache.codec.bytes.CompressorContract} of the published test jar.
 */
public interface Compressor {
    /** Returns the name by which a configuration chooses this compressor: ASCII, at most 64 characters, always the same. */
    String name();

    /** Returns the compressed form of {@code plain}, which may be longer. */
    byte[] compress(byte[] plain);

    /**
     * Returns what was compressed.
     *
     * @param bytes nobody vouches for them; only those from {@code from} up to and without {@code to} are to be read
     * @param length how long the plain form is; no more memory than a small multiple of it may be used
     * @throws IOException if the bytes are not the compressed form of so many others
     */
    byte[] decompress(byte[] bytes, int from, int to, int length) throws IOException;
}
