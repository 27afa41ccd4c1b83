/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the JDK's hash tables are copied: with the capacity, and so in the order, that reading them from a stream gives. */
final class HashPlans {
    /* A load factor cannot be asked for, and shows in nothing but this: copies have the usual one. */
    private static final float LOAD_FACTOR = 0.75f;

    private static final int LEAST_CAPACITY = 16;

    private static final boolean CEILING = Runtime.version().feature() >= 19;

    private HashPlans() {}

    static Object hashMap(Object source, GraphCopy graph) throws Throwable {
        HashMap<?, ?> map = (HashMap<?, ?>) source;
        HashMap<@Nullable Object, @Nullable Object> copy = new HashMap<>(capacity(map));
        graph.begin(source, copy);
        putAll(copy, map, graph);
        return copy;
    }

    /* JDK 19 changed what readObject computes where the quotient is a whole number. */
    private static int capacity(Map<?, ?> map) {
        int capacity =
                CEILING ? (int) Math.ceil(map.size() / (double) LOAD_FACTOR) : (int) (map.size() / LOAD_FACTOR + 1.0f);
        return Math.max(LEAST_CAPACITY, capacity);
    }

    /* Whether it is in order of access cannot be asked for either; a clone has it. */
    @SuppressWarnings("unchecked")
    static Object linkedHashMap(Object source, GraphCopy graph) throws Throwable {
        var copy = (LinkedHashMap<@Nullable Object, @Nullable Object>) ((LinkedHashMap<?, ?>) source).clone();
        graph.begin(source, copy);
        for (Map.Entry<@Nullable Object, @Nullable Object> entry : copy.entrySet()) {
            if (GraphCopy.copy(entry.getKey(), graph) != entry.getKey()) {
                copy.clear();
                putAll(copy, (Map<?, ?>) source, graph); // what is copied already is not copied again
                return copy;
            }
            entry.setValue(GraphCopy.copy(entry.getValue(), graph));
        }
        return copy;
    }

    private static void putAll(Map<@Nullable Object, @Nullable Object> copy, Map<?, ?> source, GraphCopy graph)
            throws Throwable {
        for (Map.Entry<?, ?> entry : source.entrySet()) {
            Object key = GraphCopy.copy(entry.getKey(), graph);
            Object value = GraphCopy.copy(entry.getValue(), graph);
            if (key != entry.getKey()) {
                graph.requireNoCycle(source);
            }
            copy.put(key, value);
        }
    }

    static Object hashSet(Object source, GraphCopy graph) throws Throwable {
        Set<?> set = (Set<?>) source;
        return addAll(new HashSet<>(capacity(set)), set, graph);
    }

    static Object linkedHashSet(Object source, GraphCopy graph) throws Throwable {
        Set<?> set = (Set<?>) source;
        return addAll(new LinkedHashSet<>(capacity(set)), set, graph);
    }

    private static int capacity(Set<?> set) {
        return (int) (set.size() * (1 / LOAD_FACTOR));
    }

    private static Object addAll(Set<@Nullable Object> copy, Set<?> source, GraphCopy graph) throws Throwable {
        graph.begin(source, copy);
        for (Object element : source) {
            Object copied = GraphCopy.copy(element, graph);
            if (copied != element) {
                graph.requireNoCycle(source);
            }
            copy.add(copied);
        }
        return copy;
    }
}
