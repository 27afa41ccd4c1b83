/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.size;

import java.io.File;
import java.lang.Character.UnicodeScript;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A program that prints, for kinds of values, the bytes of heap that one takes and what {@link Sizes} say. */
final class HeapUse {
    private static final int TOTAL = 2 << 20;
    private static final int QUIET = 1_024;

    /** A kind that is not meant: what is loaded at the start shows in its figure. */
    static final String WARM_UP = "warm-up";

    private HeapUse() {}

    record Point(int x, long y, String name) {}

    record Customer(UUID id, String name, Point home, List<String> tags, Instant since, Optional<Integer> age) {}

    /** What an application keeps: strings, numbers, a date, a nested list of objects, a map. */
    static final class Order {
        private final long id;
        private final String customer;
        private final BigDecimal amount;
        private final LocalDateTime at;
        private final List<Line> lines = new ArrayList<>();
        private final Map<String, String> attributes = new HashMap<>();
        private final Locale locale = Locale.ROOT;

        Order(int id) {
            this.id = id;
            this.customer = "customer " + id;
            this.amount = new BigDecimal(id + ".25");
            this.at = LocalDateTime.of(2026, 1, 1, 0, 0).plusSeconds(id);
            for (int i = 0; i < id % 7; i++) {
                lines.add(new Line("article " + id + i, i));
                attributes.put("attribute " + id + i, "value " + i);
            }
        }
    }

    static final class Line {
        private final String article;
        private final int quantity;
        private final double price;

        Line(String article, int quantity) {
            this.article = article;
            this.quantity = quantity;
            this.price = quantity * 2.5;
        }
    }

    /** Refers to its parent, which refers to it. */
    static final class Tree {
        private final Tree parent;
        private final Tree[] children;
        private final String name;

        Tree(Tree parent, int depth, String name) {
            this.parent = parent;
            this.name = name + depth;
            this.children = new Tree[depth == 0 ? 0 : 3];
            for (int i = 0; i < children.length; i++) {
                children[i] = new Tree(this, depth - 1, name);
            }
        }
    }

    static final class Tagged extends ArrayList<String> {
        private static final long serialVersionUID = 1L;
        private final String tag;

        Tagged(int number) {
            tag = "tag " + number;
            for (int i = 0; i < 20; i++) {
                add("element " + number + i);
            }
        }
    }

    static Map<String, IntFunction<Object>> kinds() {
        Map<String, IntFunction<Object>> kinds = new LinkedHashMap<>();
        kinds.put(WARM_UP, i -> 1_000L + i);
        kinds.put("Long", i -> 1_000L + i);
        kinds.put("Double", i -> i + 0.5);
        kinds.put("String Latin-1 10", i -> text(10, 'a', i));
        kinds.put("String Latin-1 100", i -> text(100, 'a', i));
        kinds.put("String UTF-16 10", i -> text(10, '\u0416', i));
        kinds.put("String UTF-16 100", i -> text(100, '\u0416', i));
        kinds.put("byte[0..500]", i -> new byte[i % 500]);
        kinds.put("byte[10,000]", i -> new byte[10_000]);
        kinds.put("long[10]", i -> new long[10]);
        kinds.put(
                "String[7]",
                i -> IntStream.range(0, 7).mapToObj(n -> "s" + i + n).toArray(String[]::new));
        kinds.put("UUID", i -> new UUID(i, i));
        kinds.put("BigInteger", i -> BigInteger.ONE.shiftLeft(i % 200));
        kinds.put("BigDecimal", i -> new BigDecimal(i + ".50"));
        kinds.put("Instant", Instant::ofEpochSecond);
        kinds.put("LocalDate", LocalDate::ofEpochDay);
        kinds.put("ZonedDateTime", i -> ZonedDateTime.ofInstant(Instant.ofEpochSecond(i), ZoneId.of("Europe/Berlin")));
        kinds.put("Date", i -> new Date(i));
        kinds.put("URI", i -> URI.create("https://example.com/orders/" + i + "?page=" + i));
        putCollections(kinds);
        putOthers(kinds);
        kinds.put("record", i -> new Point(i, i, "point " + i));
        kinds.put("record, nested", HeapUse::customer);
        kinds.put("POJO with list and map", Order::new);
        kinds.put("tree with parents", i -> new Tree(null, 3, "node " + i));
        kinds.put("subclass of ArrayList", Tagged::new);
        kinds.put("list of 2,000 POJOs", i -> list(2_000, Order::new));
        kinds.put("list of 100 lists of 100 POJOs", i -> list(100, n -> list(100, Order::new)));
        return kinds;
    }

    private static void putCollections(Map<String, IntFunction<Object>> kinds) {
        kinds.put("ArrayList of 3", i -> list(3, n -> "e" + i + n));
        kinds.put("ArrayList of 50", i -> list(50, n -> "e" + i + n));
        kinds.put("List.of 2", i -> List.of("a" + i, "b" + i));
        kinds.put("List.of 5", i -> List.of("a" + i, "b" + i, "c" + i, "d" + i, "e" + i));
        kinds.put("LinkedList of 20", i -> new LinkedList<>(list(20, n -> "e" + i + n)));
        kinds.put("ArrayDeque of 20", i -> new ArrayDeque<>(list(20, n -> "e" + i + n)));
        kinds.put("HashMap of 5", i -> map(new HashMap<>(), 5, i));
        kinds.put("HashMap of 100", i -> map(new HashMap<>(), 100, i));
        kinds.put("HashMap of 5,000", i -> map(new HashMap<>(), 5_000, i));
        kinds.put("LinkedHashMap of 10", i -> map(new LinkedHashMap<>(), 10, i));
        kinds.put("TreeMap of 10", i -> map(new TreeMap<>(), 10, i));
        kinds.put("ConcurrentHashMap of 10", i -> map(new ConcurrentHashMap<>(), 10, i));
        kinds.put("Map.of 2", i -> Map.of("a" + i, i + 1_000, "b" + i, i + 1_000));
        kinds.put("Map.copyOf 20", i -> Map.copyOf(map(new HashMap<>(), 20, i)));
        kinds.put("HashSet of 10", i -> new HashSet<>(list(10, n -> "e" + i + n)));
        kinds.put("Set.of 3", i -> Set.of("a" + i, "b" + i, "c" + i));
        kinds.put(
                "unmodifiable list of 10",
                i -> IntStream.range(0, 10).mapToObj(n -> "e" + i + n).toList());
    }

    private static void putOthers(Map<String, IntFunction<Object>> kinds) {
        kinds.put("BigDecimal of 300 digits", i -> new BigDecimal("1".repeat(300) + i));
        kinds.put("BitSet", i -> bits(i % 500));
        kinds.put("File", i -> new File("/var/lib/orders/" + i));
        kinds.put("ByteBuffer", i -> ByteBuffer.allocate(i % 500));
        kinds.put("slice of a ByteBuffer", i -> ByteBuffer.allocate(4_096).slice(0, 10));
        kinds.put("AtomicReference", i -> new AtomicReference<>("value " + i));
        kinds.put("EnumMap of 2, enum of 7", i -> days(new EnumMap<>(TimeUnit.class), i));
        kinds.put("EnumMap of 1, enum of 150 or more", i -> new EnumMap<>(Map.of(UnicodeScript.LATIN, "value " + i)));
        kinds.put("EnumSet, enum of 7", i -> EnumSet.of(TimeUnit.DAYS));
        kinds.put("EnumSet, enum of 150 or more", i -> EnumSet.of(UnicodeScript.LATIN, UnicodeScript.GREEK));
        kinds.put("IdentityHashMap of 1", i -> map(new IdentityHashMap<>(), 1, i));
        kinds.put("IdentityHashMap of 100", i -> map(new IdentityHashMap<>(), 100, i));
        kinds.put("nCopies of 1,000", i -> Collections.nCopies(1_000, "value " + i));
        kinds.put("CopyOnWriteArrayList of 10", i -> new CopyOnWriteArrayList<>(list(10, n -> "e" + i + n)));
        kinds.put("CopyOnWriteArraySet of 10", i -> new CopyOnWriteArraySet<>(list(10, n -> "e" + i + n)));
        kinds.put("ConcurrentLinkedQueue of 5", i -> filled(new ConcurrentLinkedQueue<>(), i));
        kinds.put("ConcurrentLinkedDeque of 5", i -> filled(new ConcurrentLinkedDeque<>(), i));
        kinds.put("LinkedTransferQueue of 5", i -> filled(new LinkedTransferQueue<>(), i));
    }

    private static Queue<Object> filled(Queue<Object> queue, int number) {
        IntStream.range(0, 5).forEach(i -> queue.add("e" + number + i));
        return queue;
    }

    private static BitSet bits(int highest) {
        BitSet bits = new BitSet(highest + 1);
        bits.set(highest);
        return bits;
    }

    private static Map<TimeUnit, Object> days(Map<TimeUnit, Object> map, int number) {
        map.put(TimeUnit.DAYS, "value " + number);
        map.put(TimeUnit.HOURS, number + 1_000L);
        return map;
    }

    private static String text(int length, char character, int number) {
        String digits = String.valueOf(number);
        return String.valueOf(character).repeat(length - digits.length()) + digits;
    }

    private static Customer customer(int number) {
        return new Customer(
                new UUID(number, number),
                "name " + number,
                new Point(number, number, "home " + number),
                IntStream.range(0, number % 5)
                        .mapToObj(n -> "tag " + number + n)
                        .collect(Collectors.toList()),
                Instant.ofEpochSecond(number),
                number % 2 == 0 ? Optional.empty() : Optional.of(1_000 + number));
    }

    private static <T> List<T> list(int size, IntFunction<T> element) {
        List<T> list = new ArrayList<>();
        IntStream.range(0, size).forEach(i -> list.add(element.apply(i)));
        return list;
    }

    private static Map<String, Object> map(Map<String, Object> map, int size, int number) {
        IntStream.range(0, size).forEach(i -> map.put("key " + number + i, number + 1_000L));
        return map;
    }

    /** Prints a line for each kind: the bytes that a value takes, what is estimated, the error in percent; between tabs. */
    public static void main(String[] arguments) {
        System.out.println("layout\t" + Layout.ofThisVm());
        kinds().forEach((name, kind) -> {
            Sizes sizes = new Sizes("test");
            int count = (int) Math.max(8, Math.min(50_000, TOTAL / sizes.of(kind.apply(8))));
            Object[] values = new Object[count];
            long before = used();
            for (int i = 0; i < count; i++) {
                values[i] = kind.apply(i + 200);
            }
            double real = used() - before;
            double estimated = 0;
            for (Object value : values) {
                estimated += sizes.of(value);
            }
            System.out.printf(
                    Locale.ROOT,
                    "value\t%s\t%.0f\t%.0f\t%.1f%n",
                    name,
                    real / count,
                    estimated / count,
                    100 * (estimated / real - 1));
        });
    }

    /** Returns the bytes of heap that are in use after collections that free nothing more: what was closed goes in turns. */
    static long used() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        long least = Long.MAX_VALUE;
        for (int quiet = 0; quiet < 2; quiet++) {
            memory.gc();
            long used = memory.getHeapMemoryUsage().getUsed();
            if (used < least - QUIET) {
                quiet = 0;
            }
            least = Math.min(least, used);
        }
        return least;
    }
}
