/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.crypto;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/** Sixteen bytes that are never chosen twice. */
record Salt(long first, long second) {
    static final int BYTES = 2 * Long.BYTES;

    /** Chooses one. */
    static Salt random(SecureRandom random) {
        return new Salt(random.nextLong(), random.nextLong());
    }

    static Salt read(ByteBuffer in) {
        return new Salt(in.getLong(), in.getLong());
    }

    void write(ByteBuffer out) {
        out.putLong(first).putLong(second);
    }

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(first).putLong(second).array();
    }
}
