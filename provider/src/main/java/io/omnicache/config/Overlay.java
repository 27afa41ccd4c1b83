/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Lays one tree of settings over another: blocks and lists are joined, all else is replaced. */
final class Overlay {
    /** What a word above takes away below it in the same block, since only one of them can hold. */
    private static final Map<String, Map<String, Set<String>>> REPLACED = Map.of(
            "expiry",
            Map.of(
                    "created", Set.of("accessed", "modified", "touched"),
                    "accessed", Set.of("created", "modified", "touched"),
                    "modified", Set.of("created", "accessed", "touched"),
                    "touched", Set.of("created", "accessed", "modified")),
            "encryption",
            Map.of(
                    "key", Set.of("keys", "active", "keyProvider"),
                    "keys", Set.of("key", "keyProvider"),
                    "keyProvider", Set.of("key", "keys", "active")),
            "heap",
            Map.of(
                    "entries", Set.of("bytes", "weight", "weigher"),
                    "bytes", Set.of("entries", "weight", "weigher"),
                    "weight", Set.of("entries", "bytes"),
                    "weigher", Set.of("entries", "bytes")));

    private final boolean replacing;

    private Overlay(boolean replacing) {
        this.replacing = replacing;
    }

    /** Lays a source that counts more over one that counts less. */
    static Setting lay(Setting upper, Setting lower) {
        return new Overlay(true).over("", upper, lower);
    }

    /**
     * Joins two parts of one source, which must not say different things in one place.
     *
     * @throws ConfigurationException if they do
     */
    static Setting join(Setting upper, Setting lower) {
        return new Overlay(false).over("", upper, lower);
    }

    private Setting over(String name, Setting upper, Setting lower) {
        if (upper instanceof Setting.Block above && lower instanceof Setting.Block below) {
            return blocks(name, above, below);
        }
        if (upper instanceof Setting.Sequence above && lower instanceof Setting.Sequence below) {
            TreeMap<Integer, Setting> items = new TreeMap<>(below.items());
            above.items().forEach((at, item) -> items.merge(at, item, (old, fresh) -> over("", fresh, old)));
            return new Setting.Sequence(below.place(), items);
        }
        if (!replacing) {
            throw new ConfigurationException(upper.place() + ": contradicts " + lower.place());
        }
        return upper;
    }

    private Setting blocks(String name, Setting.Block above, Setting.Block below) {
        Map<String, Setting> entries = new LinkedHashMap<>(below.entries());
        if (replacing) {
            Map<String, Set<String>> replaced = REPLACED.getOrDefault(name, Map.of());
            above.entries().keySet().forEach(word -> entries.keySet().removeAll(replaced.getOrDefault(word, Set.of())));
        }
        above.entries().forEach((word, entry) -> entries.merge(word, entry, (old, fresh) -> over(word, fresh, old)));
        return new Setting.Block(below.place(), entries);
    }
}
