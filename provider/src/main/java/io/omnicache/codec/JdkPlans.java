/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import java.lang.reflect.Array;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedList;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How objects of the JDK's own classes are copied by what those classes offer to everybody. Immutable. */
@SuppressWarnings({"JavaUtilDate", "JdkObsolete"}) // values that users have
final class JdkPlans {
    /*
     * Exact classes, by name so that naming them loads none. Each was compared with its readObject or readResolve in JDK 17
     * and 25. Not here, because what serialization keeps cannot be asked for: the list or map behind
     * Collections.unmodifiable... and synchronized... (it may be in the graph a second time), the array behind Arrays.asList
     * (its type, and the same), views such as subList, what takes part in its own serialization in ways nobody sees
     * (Throwable).
     */
    private static final Map<String, CopyPlan> PLANS = Map.ofEntries(
            Map.entry("java.util.ArrayList", JdkPlans::arrayList),
            Map.entry("java.util.LinkedList", (source, graph) -> fill(new LinkedList<>(), source, graph)),
            Map.entry(
                    "java.util.ArrayDeque",
                    (source, graph) -> fill(new ArrayDeque<>(((ArrayDeque<?>) source).size()), source, graph)),
            Map.entry("java.util.HashSet", HashPlans::hashSet),
            Map.entry("java.util.LinkedHashSet", HashPlans::linkedHashSet),
            Map.entry("java.util.HashMap", HashPlans::hashMap),
            Map.entry("java.util.LinkedHashMap", HashPlans::linkedHashMap),
            Map.entry("java.util.TreeMap", SortedPlans::treeMap),
            Map.entry("java.util.TreeSet", SortedPlans::treeSet),
            Map.entry("java.util.EnumMap", SortedPlans::enumMap),
            Map.entry("java.util.RegularEnumSet", SortedPlans::enumSet),
            Map.entry("java.util.JumboEnumSet", SortedPlans::enumSet),
            Map.entry("java.util.ImmutableCollections$List12", FixedPlans::listOf),
            Map.entry("java.util.ImmutableCollections$ListN", FixedPlans::listOf),
            Map.entry("java.util.ImmutableCollections$Set12", FixedPlans::setOf),
            Map.entry("java.util.ImmutableCollections$SetN", FixedPlans::setOf),
            Map.entry("java.util.ImmutableCollections$Map1", FixedPlans::mapOf),
            Map.entry("java.util.ImmutableCollections$MapN", FixedPlans::mapOf),
            Map.entry("java.util.Collections$EmptyList", CopyPlan.SHARED),
            Map.entry("java.util.Collections$EmptySet", CopyPlan.SHARED),
            Map.entry("java.util.Collections$EmptyMap", CopyPlan.SHARED),
            Map.entry("java.util.Collections$SingletonList", FixedPlans::singletonList),
            Map.entry("java.util.Collections$SingletonSet", FixedPlans::singleton),
            Map.entry("java.util.Collections$SingletonMap", FixedPlans::singletonMap),
            Map.entry("java.util.Date", JdkPlans::date),
            Map.entry("java.sql.Date", JdkPlans::dateOfSql),
            Map.entry("java.sql.Time", JdkPlans::dateOfSql),
            Map.entry("java.sql.Timestamp", JdkPlans::dateOfSql),
            Map.entry(
                    "java.util.concurrent.atomic.AtomicBoolean",
                    (source, graph) -> begun(source, new AtomicBoolean(((AtomicBoolean) source).get()), graph)),
            Map.entry(
                    "java.util.concurrent.atomic.AtomicInteger",
                    (source, graph) -> begun(source, new AtomicInteger(((AtomicInteger) source).get()), graph)),
            Map.entry(
                    "java.util.concurrent.atomic.AtomicLong",
                    (source, graph) -> begun(source, new AtomicLong(((AtomicLong) source).get()), graph)));

    private JdkPlans() {}

    /** The plan for one of the listed classes, else null. */
    @Nullable
    static CopyPlan of(Class<?> type) {
        Module module = type.getModule();
        return module == Object.class.getModule() || "java.sql".equals(module.getName())
                ? PLANS.get(type.getName())
                : null;
    }

    /** The plan for arrays, with elements that are all shared or not. */
    static CopyPlan array(boolean shared) {
        return shared ? JdkPlans::arrayOfShared : JdkPlans::arrayOfObjects;
    }

    static Object begun(Object source, Object copy, GraphCopy graph) {
        graph.begin(source, copy);
        return copy;
    }

    private static Object arrayList(Object source, GraphCopy graph) throws Throwable {
        ArrayList<?> list = (ArrayList<?>) source;
        int size = list.size();
        ArrayList<@Nullable Object> copy = new ArrayList<>(size);
        graph.begin(source, copy);
        for (int i = 0; i < size; i++) {
            copy.add(GraphCopy.copy(list.get(i), graph));
        }
        return copy;
    }

    private static Object fill(Collection<@Nullable Object> copy, Object source, GraphCopy graph) throws Throwable {
        graph.begin(source, copy);
        for (Object element : (Collection<?>) source) {
            copy.add(GraphCopy.copy(element, graph));
        }
        return copy;
    }

    private static Object arrayOfObjects(Object source, GraphCopy graph) throws Throwable {
        @Nullable Object[] elements = (@Nullable Object[]) source;
        // No clone: until it is filled it must not show the originals.
        @Nullable
        Object[] copy = (@Nullable Object[]) Array.newInstance(source.getClass().getComponentType(), elements.length);
        graph.begin(source, copy);
        for (int i = 0; i < copy.length; i++) {
            copy[i] = GraphCopy.copy(elements[i], graph);
        }
        return copy;
    }

    private static Object arrayOfShared(Object source, GraphCopy graph) {
        int length = Array.getLength(source);
        Object copy = Array.newInstance(source.getClass().getComponentType(), length);
        System.arraycopy(source, 0, copy, 0, length);
        return begun(source, copy, graph);
    }

    /* getTime also brings a date that was set by its old methods into its lasting form, so that readers change nothing. */
    private static Object date(Object source, GraphCopy graph) {
        return begun(source, new Date(((Date) source).getTime()), graph);
    }

    private static Object dateOfSql(Object source, GraphCopy graph) {
        Date copy = (Date) ((Date) source).clone();
        copy.getTime();
        return begun(source, copy, graph);
    }
}
