/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the JDK's unmodifiable collections that hold their elements themselves are copied; shared if all of these are. */
final class FixedPlans {
    private FixedPlans() {}

    static Object listOf(Object source, GraphCopy graph) throws Throwable {
        graph.begin(source, null);
        List<?> list = (List<?>) source;
        @Nullable Object[] elements = list.toArray();
        if (!copyAll(elements, graph)) {
            return source;
        }
        graph.requireNoCycle(source);
        // What Stream.toList gives is of the same class, but may hold null, and be asked for it.
        return refusesNull(list, elements)
                ? List.of(elements)
                : Arrays.stream(elements).toList();
    }

    /* copyOf returns its argument if that is a list as List.of makes it. */
    private static boolean refusesNull(List<?> list, @Nullable Object[] elements) {
        for (Object element : elements) {
            if (element == null) {
                return false;
            }
        }
        return List.copyOf(list) == list;
    }

    static Object setOf(Object source, GraphCopy graph) throws Throwable {
        graph.begin(source, null);
        @Nullable Object[] elements = ((Set<?>) source).toArray();
        if (!copyAll(elements, graph)) {
            return source;
        }
        graph.requireNoCycle(source);
        return Set.of(elements);
    }

    static Object mapOf(Object source, GraphCopy graph) throws Throwable {
        graph.begin(source, null);
        Map.Entry<?, ?>[] entries = new Map.Entry<?, ?>[((Map<?, ?>) source).size()];
        boolean differs = false;
        int at = 0;
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) source).entrySet()) {
            Object key = GraphCopy.copy(entry.getKey(), graph);
            Object value = GraphCopy.copy(entry.getValue(), graph);
            differs |= key != entry.getKey() || value != entry.getValue();
            entries[at++] = Map.entry(key, value);
        }
        if (!differs) {
            return source;
        }
        graph.requireNoCycle(source);
        return Map.ofEntries(entries);
    }

    static Object singletonList(Object source, GraphCopy graph) throws Throwable {
        return Collections.singletonList(onlyOne((Collection<?>) source, graph));
    }

    static Object singleton(Object source, GraphCopy graph) throws Throwable {
        return Collections.singleton(onlyOne((Collection<?>) source, graph));
    }

    static Object singletonMap(Object source, GraphCopy graph) throws Throwable {
        graph.begin(source, null);
        Map.Entry<?, ?> entry = ((Map<?, ?>) source).entrySet().iterator().next();
        return Collections.singletonMap(GraphCopy.copy(entry.getKey(), graph), GraphCopy.copy(entry.getValue(), graph));
    }

    private static @Nullable Object onlyOne(Collection<?> source, GraphCopy graph) throws Throwable {
        graph.begin(source, null);
        return GraphCopy.copy(source.iterator().next(), graph);
    }

    /* Puts copies in place of the elements; whether one of them differs from its original. */
    private static boolean copyAll(@Nullable Object[] elements, GraphCopy graph) throws Throwable {
        boolean differs = false;
        for (int i = 0; i < elements.length; i++) {
            Object copy = GraphCopy.copy(elements[i], graph);
            differs |= copy != elements[i];
            elements[i] = copy;
        }
        return differs;
    }
}
