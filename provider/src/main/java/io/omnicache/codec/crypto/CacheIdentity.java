/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Whose entries are encrypted.
 *
 * @param manager the URI of the manager: the tenant
 * @param cache the name of the cache
 */
record CacheIdentity(String manager, String cache) {
    /** Returns bytes that no other cache has, and that are not the beginning of another's. */
    byte[] bytes() {
        byte[] first = manager.getBytes(StandardCharsets.UTF_8);
        byte[] second = cache.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 * Integer.BYTES + first.length + second.length)
                .putInt(first.length)
                .put(first)
                .putInt(second.length)
                .put(second)
                .array();
    }
}
