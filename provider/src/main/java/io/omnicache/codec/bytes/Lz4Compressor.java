/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import io.omnicache.Compressor;
import java.io.IOException;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;

/** The compressor {@code lz4}; by itself it takes pure Java where its native code cannot be loaded. The only class that uses lz4-java. Thread-safe. */
final class Lz4Compressor implements Compressor {
    private final LZ4Factory lz4 = LZ4Factory.fastestInstance();

    @Override
    public String name() {
        return "lz4";
    }

    @Override
    public byte[] compress(byte[] plain) {
        return lz4.fastCompressor().compress(plain);
    }

    @Override
    public byte[] decompress(byte[] bytes, int from, int to, int length) throws IOException {
        byte[] plain = new byte[length];
        int count;
        try {
            count = lz4.safeDecompressor().decompress(bytes, from, to - from, plain, 0, length);
        } catch (LZ4Exception e) {
            throw new IOException("not compressed by lz4", e);
        }
        if (count != length) {
            throw new IOException("not the compressed form of " + length + " bytes");
        }
        return plain;
    }
}
