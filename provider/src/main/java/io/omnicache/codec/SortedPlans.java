/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How the JDK's collections that keep their elements in order are copied: cloned, which compares nothing. */
final class SortedPlans {
    private SortedPlans() {}

    @SuppressWarnings("unchecked")
    static Object treeMap(Object source, GraphCopy graph) throws Throwable {
        TreeMap<?, ?> map = (TreeMap<?, ?>) source;
        requireShared(map.comparator(), source, graph);
        return withValuesCopied(source, (Map<Object, @Nullable Object>) map.clone(), graph);
    }

    static Object treeSet(Object source, GraphCopy graph) throws Throwable {
        TreeSet<?> set = (TreeSet<?>) source;
        requireShared(set.comparator(), source, graph);
        Object copy = set.clone();
        graph.begin(source, copy);
        for (Object element : set) {
            requireShared(element, source, graph);
        }
        return copy;
    }

    @SuppressWarnings("unchecked")
    static Object enumMap(Object source, GraphCopy graph) throws Throwable {
        EnumMap<?, ?> map = (EnumMap<?, ?>) source;
        requireContent(map.keySet(), source);
        return withValuesCopied(source, (Map<Object, @Nullable Object>) (Map<?, ?>) map.clone(), graph);
    }

    static Object enumSet(Object source, GraphCopy graph) throws Throwable {
        EnumSet<?> set = (EnumSet<?>) source;
        requireContent(set, source);
        requireShared(set.iterator().next(), source, graph);
        return JdkPlans.begun(source, set.clone(), graph);
    }

    /* Of which enum it is cannot be asked for, and that may be another one to the manager's loader. */
    private static void requireContent(Collection<?> constants, Object source) {
        if (constants.isEmpty()) {
            throw new UnprovenException(source.getClass(), "is empty");
        }
    }

    private static Object withValuesCopied(Object source, Map<Object, @Nullable Object> copy, GraphCopy graph)
            throws Throwable {
        graph.begin(source, copy);
        for (Map.Entry<Object, @Nullable Object> entry : copy.entrySet()) {
            requireShared(entry.getKey(), source, graph);
            entry.setValue(GraphCopy.copy(entry.getValue(), graph));
        }
        return copy;
    }

    /* The JDK's own comparators that serialization makes the same again. */
    private static boolean isSingleton(@Nullable Object object) {
        return object == String.CASE_INSENSITIVE_ORDER || object == (Comparator<?>) Collections.reverseOrder();
    }

    private static void requireShared(@Nullable Object part, Object source, GraphCopy graph) throws Throwable {
        if (!isSingleton(part) && GraphCopy.copy(part, graph) != part) {
            throw new UnprovenException(source.getClass(), "has a comparator or keys that have to be copied");
        }
    }
}
