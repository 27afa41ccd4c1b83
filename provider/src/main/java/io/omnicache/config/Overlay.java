/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** What the messages call that which has a name in these blocks. */
    private static final Map<Object, String> KINDS = Map.of("caches", "cache", "templates", "template");

    private final boolean replacing;

    private Overlay(boolean replacing) {
        this.replacing = replacing;
    }

    /** Lays a source that counts more over one that counts less. */
    static Setting lay(Setting upper, Setting lower) {
        return new Overlay(true).over(List.of(), upper, lower);
    }

    /**
     * Joins two parts of one source, which must not say different things in one place.
     *
     * @throws ConfigurationException if they do
     */
    static Setting join(Setting upper, Setting lower) {
        return new Overlay(false).over(List.of(), upper, lower);
    }

    /**
     * Lays one part over another.
     *
     * @param way the names and positions that lead to both
     */
    private Setting over(List<Object> way, Setting upper, Setting lower) {
        if (upper instanceof Setting.Block above && lower instanceof Setting.Block below) {
            return blocks(way, above, below);
        }
        if (upper instanceof Setting.Sequence above && lower instanceof Setting.Sequence below) {
            TreeMap<Integer, Setting> items = new TreeMap<>(below.items());
            above.items()
                    .forEach((at, item) -> items.merge(at, item, (old, fresh) -> over(longer(way, at), fresh, old)));
            return new Setting.Sequence(below.place(), items);
        }
        if (!replacing) {
            throw new ConfigurationException(contradiction(way, upper, lower));
        }
        return upper;
    }

    private Setting blocks(List<Object> way, Setting.Block above, Setting.Block below) {
        Map<String, Setting> entries = new LinkedHashMap<>(below.entries());
        if (replacing) {
            Map<String, Set<String>> replaced =
                    way.isEmpty() ? Map.of() : REPLACED.getOrDefault(way.get(way.size() - 1), Map.of());
            above.entries().keySet().forEach(word -> entries.keySet().removeAll(replaced.getOrDefault(word, Set.of())));
        }
        above.entries()
                .forEach((word, entry) ->
                        entries.merge(word, entry, (old, fresh) -> over(longer(way, word), fresh, old)));
        return new Setting.Block(below.place(), entries);
    }

    private static List<Object> longer(List<Object> way, Object next) {
        List<Object> longer = new ArrayList<>(way);
        longer.add(next);
        return longer;
    }

    /** Shows no value: what is stated twice may be a key or a password. */
    private static String contradiction(List<Object> way, Setting upper, Setting lower) {
        String kind = way.size() < 2 ? null : KINDS.get(way.get(0));
        String subject = kind == null ? "" : kind + " '" + way.get(1) + "'";
        StringBuilder path = new StringBuilder();
        for (Object part : way.subList(kind == null ? 0 : 2, way.size())) {
            String name = path.isEmpty() ? part.toString() : "." + part;
            path.append(part instanceof Integer ? "[" + part + "]" : name);
        }
        return Cursor.message(
                upper.place(),
                subject,
                path.toString(),
                "was " + shape(upper) + " beside " + shape(lower) + " of " + lower.place()
                        + ", allowed is one of the two");
    }

    private static String shape(Setting setting) {
        if (setting instanceof Setting.Block) {
            return "a block of options";
        }
        return setting instanceof Setting.Sequence ? "a list" : "a single value";
    }
}
