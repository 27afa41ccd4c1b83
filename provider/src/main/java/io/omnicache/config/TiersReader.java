/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the tiers of a cache, the fastest first: the heap, and what lies below it. */
final class TiersReader {
    static final String HEAP = "heap";
    private static final String ALLOWED = "a list of tiers, such as [ { heap: { entries: 10k } } ]";

    private static final String FALLBACKS =
            "none, or a block with the name of one other tier, such as { file: { directory: /var/cache/acme } }";

    /** What is kept on the heap where the tiers have no heap: what is being worked on. */
    private static final Bound NO_HEAP = new Bound.Entries(1);

    private TiersReader() {}

    /** Reads how much the heap may hold. */
    static Bound heap(Cursor cursor, ClassNames classes) {
        List<Cursor> tiers = tiers(cursor);
        Map.Entry<String, Cursor> first = only(tiers.get(0));
        return first.getKey().equals(HEAP) ? HeapReader.read(first.getValue(), classes) : NO_HEAP;
    }

    /** Reads what lies below the heap. */
    static List<TierOptions> below(Cursor cursor) {
        List<TierOptions> below = new ArrayList<>();
        List<Cursor> tiers = tiers(cursor);
        for (int i = 0; i < tiers.size(); i++) {
            Map.Entry<String, Cursor> tier = only(tiers.get(i));
            if (!tier.getKey().equals(HEAP)) {
                below.add(options(tier));
            } else if (i > 0) {
                throw tiers.get(i)
                        .wrong("was heap behind " + Words.list(kinds(tiers.subList(0, i)))
                                + ", allowed is one heap at most, as the first of the tiers");
            }
        }
        return List.copyOf(below);
    }

    private static List<Cursor> tiers(Cursor cursor) {
        List<Cursor> tiers = cursor.items(ALLOWED);
        if (tiers.isEmpty()) {
            throw cursor.wrong("was an empty list, allowed is " + ALLOWED);
        }
        return tiers;
    }

    private static List<String> kinds(List<Cursor> tiers) {
        return tiers.stream().map(tier -> only(tier).getKey()).toList();
    }

    private static Map.Entry<String, Cursor> only(Cursor tier) {
        Map<String, Cursor> entries = tier.entries("a block with the name of a tier");
        if (entries.size() != 1) {
            throw tier.wrong(
                    (entries.isEmpty() ? "nothing was given" : "was " + Words.list(entries.keySet()) + " together")
                            + ", allowed is exactly one tier in each item of the list");
        }
        return entries.entrySet().iterator().next();
    }

    private static TierOptions options(Map.Entry<String, Cursor> tier) {
        Map<String, Cursor> entries =
                new LinkedHashMap<>(tier.getValue().entries("a block with the options of the tier"));
        Cursor fallback = entries.remove(TierOptions.FALLBACK);
        Map<String, String> options = new LinkedHashMap<>();
        entries.forEach((name, value) -> options.put(name, value.text("a single value")));
        TierOptions read = new TierOptions(tier.getKey(), options);
        return fallback == null ? read : read.withFallback(fallback(fallback));
    }

    private static TierOptions fallback(Cursor cursor) {
        if (TierOptions.NONE.kind().equals(cursor.written())) {
            return TierOptions.NONE;
        }
        Map<String, Cursor> entries = cursor.entries(FALLBACKS);
        if (entries.size() != 1 || entries.containsKey(HEAP)) {
            throw cursor.wrong("was " + Words.list(entries.keySet()) + ", allowed is " + FALLBACKS);
        }
        return options(entries.entrySet().iterator().next());
    }
}
