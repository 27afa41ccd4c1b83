/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.rows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Groups of 100 different keys each, drawn like single keys, as objects of their own. */
final class Batches {
    static final int KEYS = 100;

    private static final int COUNT = 1_024;

    private final List<Map<Object, Object>> groups = new ArrayList<>(COUNT);

    Batches(Loaded loaded) {
        if (!loaded.row.isOfMany()) {
            return;
        }
        int at = 0;
        for (int i = 0; i < COUNT; i++) {
            Map<Object, Object> group = new HashMap<>();
            while (group.size() < KEYS) {
                int key = loaded.drawn(at++);
                group.put(loaded.integer(key), loaded.value(key));
            }
            groups.add(group);
        }
    }

    Set<Object> keys(int at) {
        return entries(at).keySet();
    }

    Map<Object, Object> entries(int at) {
        return groups.get(at & (COUNT - 1));
    }
}
