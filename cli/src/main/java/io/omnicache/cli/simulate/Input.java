/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/**
 * The bytes of one file or of standard input, unpacked if they are gzip; how many packed ones were read is known. Not
 * thread-safe.
 */
final class Input implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final int GZIP_MAGIC = 0x1f8b;

    private final Counted packed;
    private final InputStream bytes;

    /** Takes the stream over, and closes it in the end. */
    Input(InputStream stream) throws IOException {
        packed = new Counted(stream);
        BufferedInputStream buffered = new BufferedInputStream(packed, BUFFER);
        buffered.mark(2);
        boolean gzip = (buffered.read() << Byte.SIZE | buffered.read()) == GZIP_MAGIC;
        buffered.reset();
        bytes = gzip ? new BufferedInputStream(new GZIPInputStream(buffered, BUFFER), BUFFER) : buffered;
    }

    /** Returns how the content begins, a character for each byte, without taking it. */
    String beginning() throws IOException {
        bytes.mark(BUFFER);
        String beginning = new String(bytes.readNBytes(BUFFER), StandardCharsets.ISO_8859_1);
        bytes.reset();
        return beginning;
    }

    /** Returns the next byte, or -1 at the end. */
    int read() throws IOException {
        return bytes.read();
    }

    /** Fills the buffer as far as the content goes and returns how many bytes it now holds. */
    int read(byte[] buffer) throws IOException {
        return bytes.readNBytes(buffer, 0, buffer.length);
    }

    /** Returns how many bytes of the file were read so far. */
    long position() {
        return packed.count;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }

    private static final class Counted extends java.io.FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
