/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.LogCapture;
import io.omnicache.codec.GraphSamples.Color;
import io.omnicache.codec.GraphSamples.Key;
import io.omnicache.codec.GraphSamples.Leaf;
import io.omnicache.codec.GraphSamples.Node;
import io.omnicache.codec.GraphSamples.Outer;
import io.omnicache.codec.GraphSamples.Pair;
import io.omnicache.codec.GraphSamples.Resolved;
import java.io.Serializable;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the copier {@code fields} copies itself, what it leaves to serialization, and that it says so. */
final class FieldCopierFallbackTest {
    private final ClassLoader loader = getClass().getClassLoader();
    private final ByValue form = new ByValue("c", Copiers.named("fields", loader), loader);

    static Stream<Object> provedEqual() {
        return Stream.of(
                new Node("node"),
                new Leaf(5),
                new Outer("outer"),
                new Pair(new ArrayList<>(), null),
                new Object[] {new int[] {1}, List.class, "text"},
                new ArrayList<>(List.of(new HashMap<>(Map.of("a", new HashSet<>(List.of(new Key(1))))))),
                List.of(new Node("in a list")),
                new TreeMap<>(Map.of(new GraphSamples.Point(1, 2).toString(), new int[1])),
                new EnumMap<>(Map.of(Color.GREEN, new Node("green"))),
                new CountingNumber());
    }

    @ParameterizedTest
    @MethodSource("provedEqual")
    void copiesItself(Object value) {
        assertThat(form.store(value)).isInstanceOf(Kept.Copy.class);
    }

    static Stream<Object> leftToSerialization() {
        List<String> list = new ArrayList<>(List.of("a"));
        Object[] cyclic = {null};
        cyclic[0] = new Pair(cyclic, new ArrayList<>());
        Node keyed = new Node("keyed");
        Key key = new Key(1);
        key.other = keyed;
        keyed.any = new HashMap<>(Map.of(key, "value"));
        return Stream.of(
                new Resolved(),
                new GraphSamples.Reading(),
                new GraphSamples.Replaced(),
                new SerialSamples.Declared(),
                new SerialSamples.External(),
                new ArrayList<>(List.of(new Resolved())),
                new IllegalStateException("has a stack trace"),
                (Comparator<String> & Serializable) (a, b) -> a.length() - b.length(),
                new TreeMap<>((Comparator<String> & Serializable) (a, b) -> a.length() - b.length()),
                Collections.unmodifiableList(list),
                Arrays.asList("a", "b"),
                new EnumMap<>(Color.class),
                new StringBuilder("text"),
                cyclic,
                keyed);
    }

    @ParameterizedTest
    @MethodSource("leftToSerialization")
    void leavesToSerializationWhatNobodyCanProve(Object value) {
        Object kept = form.store(value);
        assertThat(kept).isInstanceOf(Kept.Bytes.class);
        ByValue serializing = new ByValue("c", Copiers.serialization(), loader);
        Object expected = serializing.read(serializing.store(value));
        assertThat(GraphComparison.difference(form.read(kept), expected)).isNull();
    }

    @Test
    void saysOncePerReasonWhatIsLeftToSerialization() {
        try (LogCapture log = new LogCapture("io.omnicache.codec")) {
            for (int i = 0; i < 3; i++) {
                form.store(new ArrayList<>(List.of(new Resolved(), "secret")));
            }
            form.store(new Pair(new Resolved(), "secret"));
            String why = ", because " + Resolved.class.getName() + " has a serialization method of its own";
            assertThat(log.messages())
                    .containsExactly(
                            "FINE copied by serialization: class=java.util.ArrayList" + why,
                            "FINE copied by serialization: class=" + Pair.class.getName() + why);
        }
    }

    /** Remembers what it was made of in a message. */
    record Strict(String text, int[] numbers) implements Serializable {
        private static boolean refuses;

        Strict {
            if (refuses) {
                throw new IllegalArgumentException("not allowed: " + text);
            }
        }
    }

    @Test
    void saysNoMessageOfUserCode() {
        List<Object> value = new ArrayList<>(List.of(new Strict("secret", new int[] {1})));
        try (LogCapture log = new LogCapture("io.omnicache.codec")) {
            Strict.refuses = true;
            assertThat(form.store(value)).isInstanceOf(Kept.Bytes.class);
            assertThat(log.messages())
                    .containsExactly("FINE copied by serialization: class=java.util.ArrayList, because of"
                            + " java.lang.IllegalArgumentException");
        } finally {
            Strict.refuses = false;
        }
    }

    @Test
    void saysNoMessageOfAClassLoader(@TempDir Path folder) throws Exception {
        String source = "public class Comet implements java.io.Serializable { Tail tail; } class Tail {}";
        CompiledClasses.compile(folder, "Comet", source).close();
        Files.delete(folder.resolve("Tail.class"));
        try (URLClassLoader torn = CompiledClasses.loader(folder);
                LogCapture log = new LogCapture("io.omnicache.codec")) {
            Object comet = torn.loadClass("Comet").getConstructor().newInstance();
            assertThatThrownBy(() -> new ByValue("c", Copiers.named("fields", torn), torn).store(comet))
                    .isInstanceOf(LinkageError.class);
            assertThat(log.messages())
                    .containsExactly("FINE copied by serialization: class=Comet, because Comet cannot be looked into:"
                            + " java.lang.NoClassDefFoundError");
        }
    }

    @Test
    void runsNoConstructorOfASerializableClass() {
        Node node = new Node("node");
        int made = Node.made;
        Node copy = (Node) form.read(form.store(node));
        assertThat(Node.made).isEqualTo(made);
        assertThat(copy.cache).isNull();
        assertThat(copy.hits).isZero();
    }

    @Test
    void sharingIsKeptAmongManyObjects() {
        List<Object> nodes = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            nodes.add(new Node("node " + i));
        }
        nodes.addAll(List.copyOf(nodes));
        List<?> copy = (List<?>) form.read(form.store(nodes));
        for (int i = 0; i < 2_000; i++) {
            assertThat(copy.get(i)).isSameAs(copy.get(i + 2_000)).isNotSameAs(nodes.get(i));
            assertThat(((Node) copy.get(i)).name).isEqualTo("node " + i);
        }
    }

    @Test
    void classConstantOfAnotherLoaderBecomesTheManagers(@TempDir Path folder) throws Exception {
        String source = "public class Moon implements java.io.Serializable {}";
        try (URLClassLoader mine = CompiledClasses.compile(folder, "Moon", source);
                URLClassLoader other = CompiledClasses.loader(folder)) {
            ByValue own = new ByValue("c", Copiers.named("fields", mine), mine);
            Object[] kept = {other.loadClass("Moon"), CompiledClasses.newInstance(other, "Moon", new Class<?>[0])};
            Object[] copy = (Object[]) own.read(own.store(kept));
            assertThat(copy[0]).isSameAs(mine.loadClass("Moon")).isNotSameAs(kept[0]);
            assertThat(copy[1].getClass()).isSameAs(copy[0]);
        }
    }

    @Test
    void constantOfAnotherLoadersEnumBecomesTheManagers(@TempDir Path folder) throws Exception {
        try (URLClassLoader mine = CompiledClasses.compile(folder, "Star", "public enum Star { SUN { } }");
                URLClassLoader other = CompiledClasses.loader(folder)) {
            ByValue own = new ByValue("c", Copiers.named("fields", mine), mine);
            Object foreign = other.loadClass("Star").getEnumConstants()[0];
            Object expected = mine.loadClass("Star").getEnumConstants()[0];
            assertThat((Object[]) own.read(own.store(new Object[] {foreign}))).containsExactly(expected);
            Object kept = own.store(new Object[] {expected});
            assertThat(kept).isInstanceOf(Kept.Copy.class);
            assertThat((Object[]) own.read(kept)).containsExactly(expected);
        }
    }

    /** Below a class of the JDK that is Serializable, has no fields, and no hooks. */
    @SuppressWarnings("serial")
    static final class CountingNumber extends Number {
        int count = 3;

        @Override
        public int intValue() {
            return count;
        }

        @Override
        public long longValue() {
            return count;
        }

        @Override
        public float floatValue() {
            return count;
        }

        @Override
        public double doubleValue() {
            return count;
        }
    }
}
