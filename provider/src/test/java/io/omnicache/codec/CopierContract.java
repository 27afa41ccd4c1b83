/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.Copier;
import java.io.Serializable;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link Copier} does. To test one, extend this class and give it the copier. */
public abstract class CopierContract {
    private static final int THREADS = 8;
    private static final int COPIES_PER_THREAD = 200;

    /** The copier under test; may be called several times. */
    protected abstract Copier copier();

    private <T> T copy(T value) {
        return copier().copy(value, CopierContract.class.getClassLoader());
    }

    @Test
    final void nameIsPresentAndStaysTheSame() {
        String name = copier().name();
        assertThat(name).isNotBlank();
        assertThat(copier().name()).isEqualTo(name);
    }

    @Test
    final void copyIsEqualOfTheSameClassAndAnotherObject() {
        Order order = order();
        Order copy = copy(order);
        assertThat(copy).isEqualTo(order).isNotSameAs(order).hasSameClassAs(order);
        assertThat(copy.lines.get(0)).isEqualTo(order.lines.get(0)).isNotSameAs(order.lines.get(0));
    }

    @Test
    final void changeOfTheCopyDoesNotShowInTheOriginal() {
        Order order = order();
        Order copy = copy(order);
        copy.name = "changed";
        copy.lines.get(0).count = 99;
        copy.numbers[1] = 99;
        copy.attributes.put("more", List.of());
        copy.attributes.get("tags").set(0, "changed");
        assertThat(order).isEqualTo(order());
    }

    @Test
    final void changeOfTheOriginalDoesNotShowInTheCopy() {
        Order order = order();
        Order copy = copy(order);
        order.lines.add(new Line("late", 1));
        order.lines.get(0).count = 99;
        order.numbers[1] = 99;
        order.attributes.get("tags").clear();
        assertThat(copy).isEqualTo(order());
    }

    @Test
    final void nullFieldsStayNull() {
        Order order = order();
        order.name = null;
        order.lines.get(0).product = null;
        Order copy = copy(order);
        assertThat(copy.name).isNull();
        assertThat(copy.lines.get(0).product).isNull();
    }

    @Test
    final void cyclesAreKept() {
        Person one = new Person("one");
        Person two = new Person("two");
        one.friend = two;
        two.friend = one;
        Person copy = copy(one);
        assertThat(copy).isNotSameAs(one);
        assertThat(copy.friend.friend).isSameAs(copy);
        assertThat(copy.friend).isNotSameAs(two);
        assertThat(copy.friend.name).isEqualTo("two");
    }

    @Test
    final void objectsThatAreSharedStayShared() {
        Line line = new Line("shared", 1);
        Order order = order();
        order.lines.add(line);
        order.lines.add(line);
        Order copy = copy(order);
        assertThat(copy.lines.get(2)).isSameAs(copy.lines.get(1)).isNotSameAs(line);
    }

    @Test
    final void classesAreLookedUpInTheGivenLoader(@TempDir Path folder) throws Exception {
        String source = "public class Planet implements java.io.Serializable { public int moons = 1; }";
        try (URLClassLoader loader = CompiledClasses.compile(folder, "Planet", source)) {
            Object planet = CompiledClasses.newInstance(loader, "Planet", new Class<?>[0]);
            Object copy = copier().copy(planet, loader);
            assertThat(copy).isNotSameAs(planet);
            assertThat(copy.getClass()).isSameAs(loader.loadClass("Planet"));
            assertThat(copy.getClass().getField("moons").getInt(copy)).isOne();
        }
    }

    @Test
    final void manyThreadsMayCopyTheSameObject() throws Exception {
        Order order = order();
        Copier copier = copier();
        Callable<Order> copying = () -> {
            Order last = order;
            for (int i = 0; i < COPIES_PER_THREAD; i++) {
                Order copy = copier.copy(order, CopierContract.class.getClassLoader());
                assertThat(copy).isEqualTo(order()).isNotSameAs(last);
                copy.lines.clear();
                last = copy;
            }
            return last;
        };
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            var work = IntStream.range(0, THREADS).mapToObj(i -> copying).toList();
            for (Future<Order> result : threads.invokeAll(work)) {
                assertThat(result.get().name).isEqualTo("order");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(order).isEqualTo(order());
    }

    private static Order order() {
        Order order = new Order();
        order.lines.add(new Line("pen", 3));
        order.attributes.put("tags", new ArrayList<>(List.of("a", "b")));
        return order;
    }

    /** A value with mutable parts of several kinds. */
    public static final class Order implements Serializable {
        private static final long serialVersionUID = 1L;
        public String name = "order";
        public ArrayList<Line> lines = new ArrayList<>();
        public int[] numbers = {1, 2, 3};
        public HashMap<String, List<String>> attributes = new HashMap<>();

        @Override
        public boolean equals(Object o) {
            return o instanceof Order other
                    && Objects.equals(name, other.name)
                    && lines.equals(other.lines)
                    && IntStream.of(numbers)
                            .boxed()
                            .toList()
                            .equals(IntStream.of(other.numbers).boxed().toList())
                    && Map.copyOf(attributes).equals(other.attributes);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, lines, attributes);
        }

        @Override
        public String toString() {
            return name + lines + IntStream.of(numbers).boxed().toList() + attributes;
        }
    }

    /** A mutable part. */
    public static final class Line implements Serializable {
        private static final long serialVersionUID = 1L;
        public String product;
        public int count;

        public Line() {
            this("", 0);
        }

        Line(String product, int count) {
            this.product = product;
            this.count = count;
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Line other && Objects.equals(product, other.product) && count == other.count;
        }

        @Override
        public int hashCode() {
            return Objects.hash(product, count);
        }

        @Override
        public String toString() {
            return count + " " + product;
        }
    }

    /** Refers to another of its kind. */
    public static final class Person implements Serializable {
        private static final long serialVersionUID = 1L;
        public String name;
        public Person friend;

        public Person() {
            this("");
        }

        Person(String name) {
            this.name = name;
        }
    }
}
