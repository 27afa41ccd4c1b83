/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.size;

import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** The bytes of objects that hold others, and what they hold. Collections of the JDK are asked through their public methods. */
/* Immutable. The formulas come from the fields of JDK 17 to 25. */
final class Shapes {
    /** What an object of the JDK that is not listed counts, and what cannot be read: bytes. */
    static final int UNKNOWN = 64;

    private static final Class<?> COPIES = Collections.nCopies(2, "").getClass();

    private final Layout layout;
    private final Scalars scalars;
    private final Map<String, Shape> listed = new HashMap<>();
    private final Shape map;
    private final Shape set;
    private final Shape list;
    private final Shape linked;

    Shapes(Layout layout, Scalars scalars) {
        this.layout = layout;
        this.scalars = scalars;
        this.map = new Shape(layout.object(4, 16), layout.object(3, 4), Slots.HASHED);
        this.set = map.in(layout.object(1, 0));
        this.list = new Shape(layout.object(1, 8), 0, Slots.GROWN);
        this.linked = new Shape(layout.object(2, 8), layout.object(3, 0), Slots.NONE);
        putLists();
        putMaps();
        putImmutable();
    }

    private void putLists() {
        put(list, "java.util.ArrayList", "java.util.Vector", "java.util.Stack", "java.util.PriorityQueue");
        put(linked, "java.util.LinkedList");
        put(new Shape(layout.object(1, 8), 0, Slots.GROWN), "java.util.ArrayDeque");
        put(new Shape(layout.object(1, 4), 0, Slots.EXACT), "java.util.Arrays$ArrayList");
        put(new Shape(layout.object(1, 8), 0, Slots.NONE), "java.util.Collections$CopiesList");
        Shape copied = new Shape(layout.object(2, 0) + layout.object(0, 0), 0, Slots.EXACT);
        put(copied, "java.util.concurrent.CopyOnWriteArrayList");
        put(copied.in(layout.object(1, 0)), "java.util.concurrent.CopyOnWriteArraySet");
        putQueue(layout.object(2, 0), "java.util.concurrent.ConcurrentLinkedQueue");
        putQueue(layout.object(3, 0), "java.util.concurrent.ConcurrentLinkedDeque");
        putQueue(layout.object(3, 1), "java.util.concurrent.LinkedTransferQueue");
    }

    /** A queue begins with a node that holds nothing (a LinkedTransferQueue no longer does in JDK 25). */
    private void putQueue(long node, String type) {
        put(new Shape(layout.object(2, 0) + node, node, Slots.NONE, true), type);
    }

    private void putMaps() {
        Shape linkedMap = new Shape(layout.object(6, 17), layout.object(5, 4), Slots.HASHED);
        Shape tree = new Shape(layout.object(7, 8), layout.object(5, 1), Slots.NONE);
        Shape concurrent = new Shape(layout.object(8, 20), layout.object(3, 4), Slots.HASHED);
        Shape skipping = new Shape(layout.object(8, 8), layout.object(3, 0) + layout.object(3, 0) / 2, Slots.NONE);
        put(map, "java.util.HashMap", "java.util.Hashtable");
        put(linkedMap, "java.util.LinkedHashMap");
        put(tree, "java.util.TreeMap");
        put(concurrent, "java.util.concurrent.ConcurrentHashMap");
        put(skipping, "java.util.concurrent.ConcurrentSkipListMap");
        put(set, "java.util.HashSet");
        put(linkedMap.in(layout.object(1, 0)), "java.util.LinkedHashSet");
        put(tree.in(layout.object(1, 0)), "java.util.TreeSet");
        put(skipping.in(layout.object(1, 0)), "java.util.concurrent.ConcurrentSkipListSet");
        put(new Shape(layout.object(4, 8), 0, Slots.IDENTICAL), "java.util.IdentityHashMap");
    }

    private void putImmutable() {
        Shape pair = new Shape(layout.object(2, 0), 0, Slots.NONE);
        put(
                pair,
                "java.util.ImmutableCollections$List12",
                "java.util.ImmutableCollections$Set12",
                "java.util.Collections$SingletonList",
                "java.util.Collections$SingletonSet");
        put(new Shape(layout.object(1, 1), 0, Slots.EXACT), "java.util.ImmutableCollections$ListN");
        put(new Shape(layout.object(1, 4), 0, Slots.DOUBLED), "java.util.ImmutableCollections$SetN");
        put(new Shape(layout.object(4, 0), 0, Slots.NONE), "java.util.ImmutableCollections$Map1");
        put(new Shape(layout.object(3, 4), 0, Slots.DOUBLED_PAIRS), "java.util.ImmutableCollections$MapN");
        put(new Shape(layout.object(6, 0), 0, Slots.NONE), "java.util.Collections$SingletonMap");
        put(
                new Shape(0, 0, Slots.NONE),
                "java.util.Collections$EmptyList",
                "java.util.Collections$EmptySet",
                "java.util.Collections$EmptyMap");
    }

    private void put(Shape shape, String... types) {
        for (String type : types) {
            listed.put(type, shape);
        }
    }

    /** Returns the bytes of an object that {@link Scalars} do not know, without what it holds; tells the walk how many that is. */
    long own(Object object, Walk walk) {
        Class<?> type = object.getClass();
        if (Jdk.owns(type)) {
            return inherited(type, object, walk);
        }
        if (object instanceof Object[] elements) {
            return layout.references(elements.length);
        }
        Object[] plan = ClassPlan.of(type);
        Class<?> base = ClassPlan.base(plan);
        long own = ClassPlan.own(plan, layout);
        return isPart(base) ? own + inherited(base, object, walk) : own;
    }

    /** Gives the walk what an object holds, which said that it has so many elements. */
    void walk(Object object, int size, Walk walk, double scale) {
        if (object instanceof Object[] elements) {
            pick(elements.length, walk, scale, (at, each) -> walk.add(elements[at], each));
            return;
        }
        Class<?> type = object.getClass();
        if (Jdk.owns(type)) {
            walkInherited(object, size, walk, scale);
            return;
        }
        Object[] plan = ClassPlan.of(type);
        ClassPlan.walk(plan, object, walk, scale);
        if (isPart(ClassPlan.base(plan))) {
            walkInherited(object, size, walk, scale);
        }
    }

    /** Whether what a class inherits from the JDK is something; the abstract classes have next to no fields. */
    private static boolean isPart(Class<?> base) {
        return base != Object.class && !Modifier.isAbstract(base.getModifiers());
    }

    private long inherited(Class<?> type, Object object, Walk walk) {
        if (object instanceof Object[] elements) {
            return layout.references(elements.length);
        }
        if (object instanceof Map<?, ?> held) {
            return type == EnumMap.class ? enumMap((EnumMap<?, ?>) held, walk) : shaped(type, map, held.size(), walk);
        }
        if (object instanceof Collection<?> held) {
            Shape usual = object instanceof Set ? set : object instanceof List ? list : linked;
            return shaped(type, usual, held.size(), walk);
        }
        if (object instanceof Optional<?> optional) {
            return optional.isPresent() ? layout.object(1, 0) : 0;
        }
        if (object instanceof AtomicReference) {
            return layout.object(1, 0);
        }
        if (object instanceof Map.Entry) {
            return layout.object(2, 0);
        }
        long scalar = scalars.as(type, object);
        return scalar == Scalars.NONE ? UNKNOWN : scalar;
    }

    private long shaped(Class<?> type, Shape usual, int size, Walk walk) {
        Shape shape = listed.getOrDefault(type.getName(), usual);
        walk.holds(size, shape.counting());
        return shape.bytes(size, layout);
    }

    /** Its array has a place for each constant. */
    private long enumMap(EnumMap<?, ?> held, Walk walk) {
        walk.holds(held.size(), false);
        return layout.object(6, Integer.BYTES) + layout.references(Constants.beside(held.keySet()));
    }

    private static void walkInherited(Object object, int size, Walk walk, double scale) {
        if (object instanceof Map<?, ?> held) {
            walkMap(held, size, walk, scale);
        } else if (object.getClass() == COPIES) {
            walk.add(size == 0 ? null : ((List<?>) object).get(0), scale);
        } else if (object instanceof List<?> held && object instanceof RandomAccess) {
            pick(size, walk, scale, (at, each) -> walk.add(held.get(at), each));
        } else if (object instanceof Collection<?> held) {
            walkInOrder(held, size, walk, scale);
        } else if (object instanceof Map.Entry<?, ?> entry) {
            walk.add(entry.getKey(), scale);
            walk.add(entry.getValue(), scale);
        } else if (object instanceof Optional<?> optional) {
            walk.add(optional.orElse(null), scale);
        } else if (object instanceof AtomicReference<?> reference) {
            walk.add(reference.get(), scale);
        }
    }

    private static void walkInOrder(Collection<?> held, int size, Walk walk, double scale) {
        int picks = walk.picks(size);
        Iterator<?> all = held.iterator();
        for (int left = picks; left > 0 && all.hasNext(); left--) {
            walk.add(all.next(), scale * size / picks);
        }
    }

    private static void walkMap(Map<?, ?> held, int size, Walk walk, double scale) {
        int picks = walk.picks(size);
        if (picks == size) {
            held.forEach((key, value) -> { // unlike an iteration this leaves no view behind in the map
                walk.add(key, scale);
                walk.add(value, scale);
            });
            return;
        }
        Iterator<? extends Map.Entry<?, ?>> all = held.entrySet().iterator();
        for (int left = picks; left > 0 && all.hasNext(); left--) {
            Map.Entry<?, ?> entry = all.next();
            walk.add(entry.getKey(), scale * size / picks);
            walk.add(entry.getValue(), scale * size / picks);
        }
    }

    /** Picks one of each part of equal length, by chance: elements may have a pattern. */
    private static void pick(int size, Walk walk, double scale, Visitor visitor) {
        int picks = walk.picks(size);
        for (int i = 0; i < picks; i++) {
            visitor.visit((int) (((long) i * size + walk.chance(size)) / picks), scale * size / picks);
        }
    }

    private interface Visitor {
        void visit(int at, double scale);
    }
}
