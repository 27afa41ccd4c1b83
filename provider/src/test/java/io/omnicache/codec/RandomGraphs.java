/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import io.omnicache.codec.GraphSamples.Chain;
import io.omnicache.codec.GraphSamples.Color;
import io.omnicache.codec.GraphSamples.Key;
import io.omnicache.codec.GraphSamples.Leaf;
import io.omnicache.codec.GraphSamples.Node;
import io.omnicache.codec.GraphSamples.Normalized;
import io.omnicache.codec.GraphSamples.Outer;
import io.omnicache.codec.GraphSamples.Pair;
import io.omnicache.codec.GraphSamples.Point;
import io.omnicache.codec.GraphSamples.SubLeaf;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Random graphs of objects, with parts that are shared and cycles. */
@SuppressWarnings({"JavaUtilDate", "JdkObsolete"}) // values that users have
final class RandomGraphs {
    private static final int DEPTH = 5;

    private final Random random;
    private final boolean withHooks;
    private final boolean withCycles;
    private final List<Object> made = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Key> keys = new ArrayList<>();

    /** With {@code withHooks}, some parts can only be copied by serialization. */
    RandomGraphs(long seed, boolean withHooks, boolean withCycles) {
        this.random = new Random(seed);
        this.withHooks = withHooks;
        this.withCycles = withCycles;
    }

    /** A node from which everything else is reached; then some ends of it are tied together. */
    Object next() {
        Node root = node(DEPTH);
        for (int i = 0; withCycles && i < 3; i++) {
            nodes.get(random.nextInt(nodes.size())).any = made.get(random.nextInt(made.size()));
            if (!keys.isEmpty()) {
                keys.get(random.nextInt(keys.size())).other = made.get(random.nextInt(made.size()));
            }
        }
        return root;
    }

    private Node node(int depth) {
        Node node = withCycles && random.nextInt(4) == 0 ? new Outer("outer") : new Node("node " + random.nextInt(100));
        nodes.add(node);
        if (withCycles) {
            made.add(node);
        }
        node.any = any(depth - 1);
        node.next = random.nextInt(3) == 0 ? node(depth - 1) : null;
        node.children = random.nextInt(8) == 0 ? null : new ArrayList<>(some(depth - 1));
        made.add(node);
        return node;
    }

    private Object any(int depth) {
        if (!made.isEmpty() && random.nextInt(5) == 0) {
            return made.get(random.nextInt(made.size()));
        }
        Object object = depth <= 0 ? simple() : composed(depth);
        if (object != null) {
            made.add(object);
        }
        return object;
    }

    private Object composed(int depth) {
        return switch (random.nextInt(withHooks ? 8 : 7)) {
            case 0 -> node(depth);
            case 1 -> array(depth);
            case 2 -> collection(depth);
            case 3 -> map(depth);
            case 4 -> record(depth);
            case 5 -> new SubLeaf(random.nextLong(), any(depth - 1));
            case 6 -> fixed(depth);
            default -> hooked(depth);
        };
    }

    private Object simple() {
        return switch (random.nextInt(16)) {
            case 0 -> null;
            case 1 -> random.nextInt();
            case 2 -> "text " + random.nextInt(10);
            case 3 -> new Leaf(random.nextLong());
            case 4 -> Color.values()[random.nextInt(2)];
            case 5 -> new Point(random.nextInt(5), 1);
            case 6 -> new Date(random.nextInt());
            case 7 -> Timestamp.from(Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)));
            case 8 -> new AtomicInteger(random.nextInt());
            case 9 -> new AtomicLong(random.nextLong());
            case 10 -> new AtomicBoolean(random.nextBoolean());
            case 11 ->
                List.of(String.class, int.class, Node.class, Node[].class).get(random.nextInt(4));
            case 12 -> BigDecimal.valueOf(random.nextLong(), 2);
            case 13 -> new Chain(1, new Chain(2, null));
            case 14 -> key();
            default -> primitives();
        };
    }

    private Object primitives() {
        return switch (random.nextInt(10)) {
            case 0 -> new byte[] {1, (byte) random.nextInt()};
            case 1 -> new short[] {1};
            case 2 -> new char[] {'a'};
            case 3 -> random.ints(3).toArray();
            case 4 -> random.longs(3).toArray();
            case 5 -> new float[] {random.nextFloat()};
            case 6 -> new double[] {random.nextDouble()};
            case 7 -> new boolean[] {true};
            case 8 -> new String[] {"a", null};
            default -> new Color[] {Color.RED, Color.GREEN};
        };
    }

    private Object array(int depth) {
        return switch (random.nextInt(3)) {
            case 0 -> some(depth - 1).toArray();
            case 1 -> new Node[] {node(depth - 1), null};
            default -> new Node[][] {{node(depth - 1)}, {}};
        };
    }

    private List<Object> some(int depth) {
        int size = random.nextInt(10) == 0 ? random.nextInt(30) : random.nextInt(4);
        List<Object> some = new ArrayList<>();
        IntStream.range(0, size).forEach(i -> some.add(any(depth - i)));
        return some;
    }

    private List<Object> present(int depth) {
        List<Object> some = some(depth);
        some.removeIf(part -> part == null);
        return some;
    }

    private Key key() {
        Key key = new Key(random.nextInt(1_000));
        keys.add(key);
        return key;
    }

    /* What has a hash code by its content; mixed with null where that is allowed. */
    private Object hashed() {
        return switch (random.nextInt(5)) {
            case 0 -> key();
            case 1 -> new Point(random.nextInt(20), 2);
            case 2 -> random.nextInt(1_000);
            case 3 -> new Pair("pair", random.nextInt(1_000));
            default -> "key " + random.nextInt(1_000);
        };
    }

    private Collection<Object> collection(int depth) {
        return switch (random.nextInt(7)) {
            case 0 -> new LinkedList<>(some(depth - 1));
            case 1 -> new ArrayDeque<>(present(depth - 1));
            case 2 -> addHashed(new HashSet<>());
            case 3 -> addHashed(new LinkedHashSet<>());
            case 4 -> new TreeSet<>(List.of("b", "a" + random.nextInt()));
            case 5 -> new TreeSet<>(Collections.reverseOrder());
            default -> new ArrayList<>(some(depth - 1));
        };
    }

    private Collection<Object> addHashed(Set<Object> set) {
        IntStream.range(0, random.nextInt(20)).forEach(i -> set.add(hashed()));
        if (random.nextInt(4) == 0) {
            set.add(null);
        }
        return set;
    }

    private Object map(int depth) {
        return switch (random.nextInt(6)) {
            case 0 -> fill(new HashMap<>(), depth);
            case 1 -> fill(new LinkedHashMap<>(), depth);
            case 2 -> fill(new LinkedHashMap<>(16, 0.75f, true), depth);
            case 3 -> sorted(new TreeMap<>(), depth);
            case 4 -> sorted(new TreeMap<>(String.CASE_INSENSITIVE_ORDER), depth);
            default -> new EnumMap<>(Map.of(Color.GREEN, node(depth - 1)));
        };
    }

    private Map<Object, Object> fill(Map<Object, Object> map, int depth) {
        IntStream.range(0, random.nextInt(15)).forEach(i -> map.put(hashed(), any(depth - 1 - i)));
        return map;
    }

    private Map<String, Object> sorted(Map<String, Object> map, int depth) {
        IntStream.range(0, random.nextInt(5)).forEach(i -> map.put("key " + random.nextInt(), any(depth - 1 - i)));
        return map;
    }

    private Object record(int depth) {
        return switch (random.nextInt(3)) {
            case 0 -> new Pair(any(depth - 1), any(depth - 1));
            case 1 -> new Normalized("text", some(depth - 1));
            default -> new Pair(List.of("a", 1), Map.of(Color.RED, 2));
        };
    }

    private Object fixed(int depth) {
        return switch (random.nextInt(10)) {
            case 0 -> List.of(present(depth - 1).toArray());
            case 1 -> some(depth - 1).stream().toList();
            case 2 -> Set.of(key());
            case 3 -> Set.of("a", 1, Color.RED);
            case 4 -> Map.of("a", node(depth - 1));
            case 5 -> Map.of("a", node(depth - 1), "b", 1, "c", new Date(1));
            case 6 -> Collections.singletonList(any(depth - 1));
            case 7 -> Collections.singleton(any(depth - 1));
            case 8 -> Collections.singletonMap("key", any(depth - 1));
            default ->
                Stream.of(List.of(), Collections.emptyList(), Collections.emptyMap(), EnumSet.of(Color.RED))
                        .toList();
        };
    }

    private Object hooked(int depth) {
        List<Object> some = some(depth - 1);
        return switch (random.nextInt(9)) {
            case 0 -> new GraphSamples.Resolved();
            case 1 -> new GraphSamples.Reading();
            case 2 -> new GraphSamples.Replaced();
            case 3 -> new Object[] {some, Collections.unmodifiableList(some)};
            case 4 -> Arrays.asList("a", "b");
            case 5 -> EnumSet.noneOf(Color.class);
            case 6 -> new IllegalStateException("with a stack trace");
            case 7 -> new SerialSamples.External();
            default -> random.nextInt(10) == 0 ? new GraphSamples.Unserializable() : new StringBuilder("abc");
        };
    }
}
