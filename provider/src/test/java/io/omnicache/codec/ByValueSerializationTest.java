/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.codec.SerialSamples.Child;
import io.omnicache.codec.SerialSamples.Declared;
import io.omnicache.codec.SerialSamples.Echo;
import io.omnicache.codec.SerialSamples.External;
import io.omnicache.codec.SerialSamples.Greeter;
import io.omnicache.codec.SerialSamples.Replaced;
import io.omnicache.codec.SerialSamples.Singleton;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What Java serialization promises holds for values that are kept serialized. */
class ByValueSerializationTest {
    private final ByValue form = form(getClass().getClassLoader());

    /** How the values are copied; overridden to show that it makes no difference. */
    String copier() {
        return "serialization";
    }

    private ByValue form(ClassLoader loader) {
        return new ByValue("c", Copiers.named(copier(), loader), loader);
    }

    @SuppressWarnings("unchecked")
    private <T> T roundTrip(T value) {
        Object stored = form.store(value);
        assertThat(stored).isInstanceOf(Kept.class);
        Object first = form.read(stored);
        Object second = form.read(stored);
        assertThat(first).isNotSameAs(second);
        return (T) second;
    }

    @Test
    void whatIsKeptShowsNothingOfTheValueAndEqualsOnlyItself() {
        ArrayList<String> value = new ArrayList<>(List.of("secret"));
        Object stored = form.store(value);
        assertThat(stored.toString()).matches("Kept\\[(\\d+ bytes|copy)]");
        assertThat(stored).isNotEqualTo(form.store(value)).isNotEqualTo(value);
    }

    @Test
    void bytesAreCopiedAsSuchOnTheirWayInAndOut() {
        byte[] value = {1, 2, 3};
        Object stored = form.store(value);
        value[0] = 9;
        byte[] read = (byte[]) form.read(stored);
        assertThat(read).containsExactly(1, 2, 3);
        read[1] = 9;
        assertThat((byte[]) form.read(stored)).containsExactly(1, 2, 3);
        assertThat((byte[]) ByValue.heldBy(stored)).as("nothing but the bytes").hasSize(3);
        assertThat((byte[]) form.storeKey(value)).isNotSameAs(value).containsExactly(9, 2, 3);
    }

    @Test
    void valueIsSerializedOnceHoweverOftenItIsRead() {
        Counting.writes = 0;
        Object stored = form.store(new Counting());
        form.read(stored);
        form.read(stored);
        assertThat(Counting.writes).isOne();
    }

    static Stream<Arguments> arrays() {
        return Stream.<Object>of(
                        new int[] {1, 2},
                        new long[][] {{1}, {}, {2, 3}},
                        new String[] {"a", null, "b"},
                        new Object[] {1, new int[] {2}, new Object[] {"x"}},
                        new TimeUnit[] {TimeUnit.DAYS},
                        new Tree[] {new Tree("leaf", null)},
                        new Class<?>[] {int.class, void.class, int[].class, Tree.class, Tree[][].class})
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void arraysAreCopiedDeeply(Object array) {
        Object copy = roundTrip(array);
        assertThat(copy).hasSameClassAs(array);
        assertThat(Arrays.deepEquals(new Object[] {copy}, new Object[] {array})).isTrue();
    }

    @Test
    void bothHooksOfAClassRun() {
        Hooked copy = roundTrip(new Hooked("text", "password"));
        assertThat(copy.text).isEqualTo("text, written, read");
        assertThat(copy.password).isNull();
    }

    @Test
    void writeReplaceAndReadResolveRun() {
        Object stored = form.store(new Replaced("x"));
        assertThat(((Replaced) form.read(stored)).text).isEqualTo("x, replaced");
        Object one = form.store(Singleton.ONLY);
        assertThat(form.read(one)).isSameAs(Singleton.ONLY);
    }

    @Test
    void externalizableObjectWritesAndReadsItself() {
        External value = new External();
        value.text = "x";
        assertThat(roundTrip(value).text).isEqualTo("x, read");
    }

    @Test
    void fieldsOfAClassAreThoseItDeclares() {
        Declared value = new Declared();
        value.kept = 1;
        value.left = 2;
        Declared copy = roundTrip(value);
        assertThat(copy.kept).isOne();
        assertThat(copy.left).isZero();
    }

    @Test
    void constructorOfTheNonSerializableParentRuns() {
        Child copy = roundTrip(new Child());
        assertThat(copy.fromParent).isEqualTo("constructed");
    }

    @Test
    void sharedAndCyclicReferencesAreKept() {
        Tree parent = new Tree("parent", null);
        Tree child = new Tree("child", parent);
        parent.others.add(child);
        parent.others.add(child);
        Tree copy = roundTrip(parent);
        assertThat(copy.others.get(0)).isSameAs(copy.others.get(1));
        assertThat(copy.others.get(0).parent).isSameAs(copy);
        assertThat(copy.others.get(0).name).isEqualTo("child");
    }

    @Test
    void collectionsOfTheJdkAreCopied() {
        Map<TimeUnit, List<String>> byUnit = new EnumMap<>(TimeUnit.class);
        byUnit.put(TimeUnit.DAYS, new ArrayList<>(List.of("a")));
        assertThat(roundTrip(byUnit)).isEqualTo(byUnit);
        Map<String, Integer> reversed = new TreeMap<>(Collections.reverseOrder());
        reversed.putAll(Map.of("a", 1, "b", 2));
        assertThat(roundTrip(reversed).keySet()).containsExactly("b", "a");
    }

    @Test
    void lambdaIsCopied() {
        int[] number = {7};
        Supplier<Integer> lambda = (Supplier<Integer> & Serializable) () -> number[0];
        Object stored = form.store(lambda);
        number[0] = 8;
        assertThat(((Supplier<?>) form.read(stored)).get()).isEqualTo(7);
    }

    @Test
    void proxyIsCopiedWithItsHandler() {
        Greeter greeter = (Greeter)
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Greeter.class}, new Echo("hello"));
        assertThat(roundTrip(greeter).greet()).isEqualTo("hello");
        Runnable open = (Runnable)
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Runnable.class}, new Echo("x"));
        assertThat(Proxy.getInvocationHandler(roundTrip(open))).isInstanceOf(Echo.class);
    }

    @Test
    void keyIsCopiedToAnEqualObject() {
        List<String> key = new ArrayList<>(List.of("a"));
        Object stored = form.storeKey(key);
        key.add("late");
        assertThat(stored).isEqualTo(List.of("a")).hasSameHashCodeAs(List.of("a"));
        assertThat(form.readKey(stored)).isEqualTo(stored).isNotSameAs(stored);
    }

    @Test
    void manyClassesGetNumbersOfTheirOwn() {
        Object[] values = {
            new Tree("a", null), new Counting(), new Declared(), new Child(), new Hooked("t", ""), new ArrayList<>()
        };
        Object[] copy = roundTrip(values);
        assertThat(copy)
                .extracting(Object::getClass)
                .containsExactly(Arrays.stream(values).map(Object::getClass).toArray(Class<?>[]::new));
    }

    /** Counts its serializations. */
    static final class Counting implements Serializable {
        static int writes;

        private void writeObject(ObjectOutputStream out) throws IOException {
            writes++;
            out.defaultWriteObject();
        }
    }

    /** Refers to its parent and to others. */
    static final class Tree implements Serializable {
        final String name;
        final Tree parent;
        final List<Tree> others = new ArrayList<>();

        Tree(String name, Tree parent) {
            this.name = name;
            this.parent = parent;
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Tree tree && tree.name.equals(name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    /** Writes and reads itself by hooks. */
    static final class Hooked implements Serializable {
        String text;
        transient String password;

        Hooked(String text, String password) {
            this.text = text;
            this.password = password;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
            out.writeObject(", written");
            out.writeInt(5);
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            text += in.readObject();
            text += in.readInt() == 5 ? ", read" : ", damaged";
        }
    }
}
