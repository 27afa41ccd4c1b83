/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A thousand keys in three versions each, every tenth removed at the end; what is read later is the newest version, or nothing. */
public final class VersionedEntries {
    /** How many keys there are. */
    public static final int KEYS = 1_000;

    /** A version after those that were written. */
    public static final int LATER = 4;

    private static final int VERSIONS = 3;
    private static final int REMOVED = 10;

    private VersionedEntries() {}

    /** Returns the value that a key has, unless it is removed. */
    public static String newest(int key) {
        return value(key, VERSIONS);
    }

    /** Returns a value that is newer than all that were written. */
    public static String later(int key) {
        return value(key, LATER);
    }

    private static String value(int key, int version) {
        return "value of " + key + " in version " + version + " " + "x".repeat(key % 100);
    }

    /** Writes all, version by version. */
    public static void fill(Tier tier) throws IOException {
        for (int version = 1; version <= VERSIONS; version++) {
            Map<TierKey, TierRecord> all = new LinkedHashMap<>();
            for (int i = 0; i < KEYS; i++) {
                all.put(StoreFixture.key(i), StoreFixture.entry(value(i, version), version));
            }
            tier.writeAll(all);
        }
        for (int i = 0; i < KEYS; i += REMOVED) {
            tier.delete(StoreFixture.key(i));
        }
    }

    /** Returns how many entries are missing; fails if one is another than it was, or back. */
    public static int missing(Tier tier, String what) throws IOException {
        int missing = 0;
        for (int i = 0; i < KEYS; i++) {
            String read = StoreFixture.value(tier, StoreFixture.key(i));
            if (i % REMOVED == 0) {
                assertThat(read).as("%s: removed key %d", what, i).isNull();
            } else if (read == null) {
                missing++;
            } else {
                assertThat(read).as("%s: key %d", what, i).isEqualTo(newest(i));
            }
        }
        return missing;
    }
}
