/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.omnicache.Compressor;
import java.io.IOException;
import javax.cache.CacheException;

/** The compressor {@code zstd}. The only class that uses zstd-jni. Thread-safe. */
final class ZstdCompressor implements Compressor {
    private static final int LEVEL = 1;

    /* A context is dear to make: the library's static methods, which make one per call, take three to five times as long. */
    private final Pool<ZstdCompressCtx> compressing =
            new Pool<>(() -> new ZstdCompressCtx().setLevel(LEVEL), ZstdCompressCtx::close);
    private final Pool<ZstdDecompressCtx> decompressing = new Pool<>(ZstdDecompressCtx::new, ZstdDecompressCtx::close);

    /**
     * Creates the compressor.
     *
     * @throws CacheException if the library's native code cannot be loaded
     */
    ZstdCompressor() {
        try {
            compressing.give(compressing.take());
        } catch (LinkageError e) { // as errors, not exceptions: native access denied, no folder to unpack into, another
            // platform
            throw new CacheException(
                    "option 'codec.compressor': was 'zstd', whose native code cannot be loaded: " + e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return "zstd";
    }

    @Override
    public byte[] compress(byte[] plain) {
        ZstdCompressCtx context = compressing.take();
        byte[] compressed = context.compress(plain);
        compressing.give(context);
        return compressed;
    }

    @Override
    public byte[] decompress(byte[] bytes, int from, int to, int length) throws IOException {
        ZstdDecompressCtx context = decompressing.take();
        byte[] plain = new byte[length];
        int count;
        try {
            count = context.decompressByteArray(plain, 0, length, bytes, from, to - from);
        } catch (ZstdException e) {
            context.close();
            throw new IOException("not compressed by zstd", e);
        }
        decompressing.give(context);
        if (count != length) {
            throw new IOException("not the compressed form of " + length + " bytes");
        }
        return plain;
    }
}
