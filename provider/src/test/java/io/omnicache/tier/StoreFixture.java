/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Options, keys and entries of tiers that store in a directory, and copies of it; each kind adds what only it has. */
public abstract class StoreFixture {
    /** For classes that have only static methods, too. */
    protected StoreFixture() {}

    /** Returns options; those beside the directory are pairs of name and value. */
    public static Map<String, String> options(Path directory, String... more) {
        Map<String, String> all = new HashMap<>();
        all.put("directory", directory.toString());
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    /** Returns the key of a text. */
    public static TierKey key(String text) {
        return new TierKey(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the key of a number. */
    public static TierKey key(int number) {
        return key("key:" + number);
    }

    /** Returns an entry that does not expire. */
    public static TierRecord entry(String value, long version) {
        return new TierRecord(value.getBytes(StandardCharsets.UTF_8), version, 1_000, 2_000, TierRecord.NEVER);
    }

    /** Returns the value stored under a key as text, null if there is none. */
    public static String value(Tier tier, TierKey key) throws IOException {
        TierRecord stored = tier.read(key);
        return stored == null ? null : new String(stored.value(), StandardCharsets.UTF_8);
    }

    /** Copies a directory with all that is in it. */
    public static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(each, target);
                }
            }
        }
    }
}
