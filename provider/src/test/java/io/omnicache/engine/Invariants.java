/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.engine.expiry.Expirable;
import io.omnicache.engine.expiry.TimerWheel;
import io.omnicache.event.Deliveries;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What holds of an engine while no operation runs. */
public final class Invariants {
    private Invariants() {}

    /**
     * Checks an engine at rest.
     *
     * @throws AssertionError naming everything that does not hold
     */
    public static void check(Engine<?, ?> engine) {
        List<String> wrong = new ArrayList<>();
        Generation<?> generation = engine.generation();
        long nodes = 0;
        long weights = 0;
        long linked = 0;
        for (Iterator<? extends Node<?>> all = generation.iterator(); all.hasNext(); nodes++) {
            Node<?> node = all.next();
            checkNode(generation, node, wrong);
            weights += node.valueWeight();
            linked += node instanceof TimedNode<?> timed && isLinked(timed) ? 1 : 0;
        }
        if (engine.tiers() == null) {
            expect(engine.size() == nodes, "size() is " + engine.size() + ", nodes are " + nodes, wrong);
        } else {
            checkBelow(engine, nodes, wrong);
        }
        checkBound(engine, generation, weights, wrong);
        checkWheel(generation.wheel(), linked, wrong);
        expect(undelivered(engine).isEmpty(), "undelivered events of " + undelivered(engine), wrong);
        if (!wrong.isEmpty()) {
            throw new AssertionError("cache '" + engine.parts().cache() + "': " + String.join("; ", wrong));
        }
    }

    /** Returns the keys of which synchronous listeners have not heard everything yet. */
    public static Set<?> undelivered(Engine<?, ?> engine) {
        Object queues = field(Deliveries.class, engine.parts().events(), "queues");
        return queues == null ? Set.of() : read(queues, "lanes").keySet();
    }

    /** Checks that no thread waits for an operation of another. */
    public static void checkNobodyWaits() {
        Map<?, ?> waiting = read(Operation.class, null, "WAITING");
        if (!waiting.isEmpty()) {
            throw new AssertionError("threads still wait for operations: " + waiting.keySet());
        }
    }

    /** Returns a count of the engine's statistics. */
    public static long count(Engine<?, ?> engine, Statistics.Counter counter) {
        return engine.statistics().get(counter);
    }

    /** Returns whether there is any state beside the eviction's order: for watching requests, or of a strategy that gives way. */
    public static boolean isWatched(Engine<?, ?> engine) {
        Eviction<?> eviction = engine.generation().eviction();
        Object orders = eviction == null ? null : field(Eviction.class, eviction, "orders");
        return orders != null && field(Orders.class, orders, "aside") != null;
    }

    /** Returns what is stored, expired or not, without leaving a trace. */
    public static <K, V> Map<K, V> contents(Engine<K, V> engine) {
        Map<K, V> contents = new HashMap<>();
        if (engine.tiers() != null) {
            engine.keys().forEachRemaining(key -> contents.put(key, engine.read(engine.peek(key))));
            return contents;
        }
        engine.generation().iterator().forEachRemaining(node -> contents.put(node.key, engine.read(node.value())));
        return contents;
    }

    /** What is in the heap is below it, too, and the same. */
    private static <K, V> void checkBelow(Engine<K, V> engine, long nodes, List<String> wrong) {
        expect(nodes <= engine.size(), "size() is " + engine.size() + ", nodes are " + nodes, wrong);
        for (Iterator<Node<K>> all = engine.generation().iterator(); all.hasNext(); ) {
            Node<K> node = all.next();
            Found below = engine.tiers().peek(node.key);
            expect(
                    below != null
                            || engine.live(node) == null
                            || engine.expiry().mindsAccess(),
                    "key " + node.key + " is in the heap and not below",
                    wrong);
            if (below != null && node.value() instanceof String value) {
                expect(value.equals(below.stored()), "of key " + node.key + " another value lies below", wrong);
            }
        }
    }

    private static void checkNode(Generation<?> generation, Node<?> node, List<String> wrong) {
        String name = "node of key " + node.key;
        expect(node.isAlive(), name + " is dead and in the table", wrong);
        expect(node.holder() == null, name + " is locked by " + node.holder(), wrong);
        expect(node.value() != null, name + " has no value", wrong);
        expect(generation.find(node.key) == node, name + " is not found by its key", wrong);
        if (generation.eviction() != null) {
            expect(node.order() != 0, name + " is unknown to the eviction order", wrong);
            expect(node.weight() == node.valueWeight(), name + " is counted with a wrong weight", wrong);
        }
        if (node instanceof TimedNode<?> timed && node.deadline() != Expirable.NEVER) {
            expect(isLinked(timed), name + " has a deadline and is not in the wheel", wrong);
            long latest = node.deadline() + TimerWheel.RESOLUTION_NANOS;
            expect(
                    node.deadline() > Long.MAX_VALUE / 2 || timed.due() <= latest,
                    name + " has its deadline at " + node.deadline() + " and is looked at after " + latest,
                    wrong);
        }
    }

    private static boolean isLinked(TimedNode<?> node) {
        return node.next() != null && node.previous() != null;
    }

    private static void checkBound(Engine<?, ?> engine, Generation<?> generation, long weights, List<String> wrong) {
        Eviction<?> eviction = generation.eviction();
        Parts.Limit<?, ?> limit = engine.bounds().limit();
        if (eviction != null && limit != null) {
            long total = eviction.total();
            expect(total == weights, "the bound counts " + total + ", the nodes weigh " + weights, wrong);
            expect(total <= limit.maximum(), "the bound of " + limit.maximum() + " is exceeded: " + total, wrong);
        }
    }

    private static void checkWheel(TimerWheel<?> wheel, long linked, List<String> wrong) {
        if (wheel != null) {
            expect(wheel.size() == linked, "the wheel holds " + wheel.size() + ", live ones are " + linked, wrong);
        }
    }

    private static void expect(boolean holds, String otherwise, List<String> wrong) {
        if (!holds) {
            wrong.add(otherwise);
        }
    }

    private static Map<?, ?> read(Object owner, String field) {
        return read(owner.getClass(), owner, field);
    }

    private static Map<?, ?> read(Class<?> type, Object owner, String name) {
        return (Map<?, ?>) field(type, owner, name);
    }

    private static Object field(Class<?> type, Object owner, String name) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field.get(owner);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(type + " has no field " + name, e);
        }
    }
}
