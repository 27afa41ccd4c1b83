/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Signed 64-bit keys, big-endian. Not thread-safe. */
final class TraceKeys implements KeyReader {
    private final Input input;
    private final byte[] chunk = new byte[Long.BYTES << 10];
    private ByteBuffer keys = ByteBuffer.allocate(0);
    private long malformed;

    TraceKeys(Input input) {
        this.input = input;
    }

    @Override
    public @Nullable Object next() throws IOException {
        if (!keys.hasRemaining()) {
            keys = ByteBuffer.wrap(chunk, 0, input.read(chunk));
        }
        if (keys.remaining() >= Long.BYTES) {
            return keys.getLong();
        }
        if (keys.hasRemaining()) {
            malformed++; // the file ends within a key
            keys.position(keys.limit());
        }
        return null;
    }

    @Override
    public long malformed() {
        return malformed;
    }
}
