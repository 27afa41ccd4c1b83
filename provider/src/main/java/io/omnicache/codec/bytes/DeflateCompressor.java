/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import io.omnicache.Compressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** The compressor {@code deflate}: the JDK's, without header and checksum. Thread-safe. */
final class DeflateCompressor implements Compressor {
    private static final Pool<Deflater> DEFLATERS =
            new Pool<>(() -> new Deflater(Deflater.BEST_SPEED, true), Deflater::end);
    private static final Pool<Inflater> INFLATERS = new Pool<>(() -> new Inflater(true), Inflater::end);

    private static final int BUFFER = 4096;

    @Override
    public String name() {
        return "deflate";
    }

    @Override
    public byte[] compress(byte[] plain) {
        Deflater deflater = DEFLATERS.take();
        deflater.setInput(plain);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(BUFFER, plain.length / 2));
        byte[] buffer = new byte[BUFFER];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.reset();
        DEFLATERS.give(deflater);
        return out.toByteArray();
    }

    @Override
    public byte[] decompress(byte[] bytes, int from, int to, int length) throws IOException {
        Inflater inflater = INFLATERS.take();
        try {
            inflater.setInput(bytes, from, to - from);
            byte[] plain = new byte[length];
            int count = inflater.inflate(plain);
            // Where nothing is left to be written, the end may still have to be read; one byte more would show here.
            boolean ended = inflater.finished() || (inflater.inflate(new byte[1]) == 0 && inflater.finished());
            if (count != length || !ended || inflater.getRemaining() > 0) {
                throw new IOException("not the compressed form of " + length + " bytes");
            }
            return plain;
        } catch (DataFormatException e) {
            throw new IOException("not compressed by deflate", e);
        } finally {
            inflater.reset();
            INFLATERS.give(inflater);
        }
    }
}
