/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.crypto;

import io.omnicache.config.EncryptionOptions;
import io.omnicache.config.KeySource;
import io.omnicache.config.Secret;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a cache.
 *
 * @param active the id of the one that is written with
 * @param keys by id; each of {@link KeySource#KEY_BYTES} bytes
 */
record KeyRing(String active, Map<String, Secret> keys) {
    /** Checks ids and lengths; the messages say what is wrong without showing a key. */
    KeyRing {
        keys = Map.copyOf(keys);
        keys.forEach((id, key) -> {
            if (!EncryptionOptions.isId(id)) {
                throw new IllegalArgumentException("'" + id + "' is no id of a key");
            }
            if (key.length() != KeySource.KEY_BYTES) {
                throw new IllegalArgumentException(
                        "the key '" + id + "' has " + key.length() + " bytes, allowed are " + KeySource.KEY_BYTES);
            }
        });
        if (!keys.containsKey(active)) {
            throw new IllegalArgumentException(
                    "the active key '" + active + "' is none of the keys " + new TreeSet<>(keys.keySet()));
        }
    }

    /** Returns the key of an id, null if there is none. */
    @Nullable
    Secret key(String id) {
        return keys.get(id);
    }

    /** Shows the ids only. */
    @Override
    public String toString() {
        return "KeyRing" + new TreeSet<>(keys.keySet()) + ", active " + active;
    }
}
