/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * The name of a cache in a database.
 *
 * @param manager the URI of its manager
 * @param name its own
 */
record CacheName(String manager, String name) {
    /** Returns a number in which hardly two names agree; its lower half is empty. */
    long mark() {
        CRC32C crc = new CRC32C();
        crc.update((written(manager) + '\n' + written(name)).getBytes(StandardCharsets.UTF_8));
        return crc.getValue() << Integer.SIZE;
    }

    /** Returns a text as a database takes it: different ones for different texts, the same for those of letters. */
    static String written(String text) {
        StringBuilder written = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == '\\' || Character.isISOControl(each) || Character.isSurrogate(each)) {
                written.append(String.format(Locale.ROOT, "\\u%04x", (int) each));
            } else {
                written.append(each);
            }
        }
        return written.toString();
    }
}
