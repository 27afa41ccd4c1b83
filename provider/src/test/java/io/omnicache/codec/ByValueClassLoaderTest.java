/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InvalidClassException;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.CacheException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values whose class only one class loader sees. */
class ByValueClassLoaderTest {
    private static final String SOURCE = """
            public class Zoo implements java.io.Serializable {
                private static final long serialVersionUID = %dL;
                public final java.util.List<String> animals = new java.util.ArrayList<>(java.util.List.of("cat"));
                public Zoo[] others = {};
                @Override public boolean equals(Object o) { return o instanceof Zoo z && z.animals.equals(animals); }
                @Override public int hashCode() { return animals.hashCode(); }
            }
            """;

    @TempDir
    Path folder;

    @TempDir
    Path otherFolder;

    private URLClassLoader loader;

    /** How the values are copied; overridden to show that it makes no difference. */
    String copier() {
        return "serialization";
    }

    private ByValue form(ClassLoader loader) {
        return new ByValue("c", Copiers.named(copier(), loader), loader);
    }

    @BeforeEach
    void compile() {
        loader = CompiledClasses.compile(folder, "Zoo", SOURCE.formatted(1));
    }

    @AfterEach
    void close() throws IOException {
        loader.close();
    }

    private static Object zoo(ClassLoader loader) {
        return CompiledClasses.newInstance(loader, "Zoo", new Class<?>[0]);
    }

    @Test
    void valueComesBackEqualAndOfTheManagersClass() {
        ByValue form = form(loader);
        Object zoo = zoo(loader);
        for (int i = 0; i < 3; i++) {
            Object copy = form.read(form.store(zoo));
            assertThat(copy).isEqualTo(zoo).isNotSameAs(zoo);
            assertThat(copy.getClass()).isSameAs(zoo.getClass());
        }
        assertThat(form.storeKey(zoo)).isEqualTo(zoo).isNotSameAs(zoo);
    }

    @Test
    void theThreadsContextLoaderDoesNotMatter() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(null);
        try {
            ByValue form = form(loader);
            assertThat(form.read(form.store(zoo(loader)))).isEqualTo(zoo(loader));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void valueOfAnotherLoadersClassBecomesOneOfTheManagersClass() throws Exception {
        try (URLClassLoader other = CompiledClasses.loader(folder)) {
            ByValue form = form(loader);
            Object foreign = zoo(other);
            Field others = foreign.getClass().getField("others");
            others.set(foreign, arrayOf(foreign));
            Object own = zoo(loader);
            for (Object value : List.of(foreign, own, foreign)) {
                Object copy = form.read(form.store(value));
                assertThat(copy).isEqualTo(own);
                assertThat(copy.getClass()).isSameAs(own.getClass());
            }
        }
    }

    private static final String STAR = "public enum Star { SUN, SIRIUS { } }";
    private static final String PLANET =
            "public record Planet(String name, Object star) implements java.io.Serializable {}";

    /* The constants and records of one loader, and what List.of and a record make of them. */
    private static List<Object> immutable(ClassLoader from) throws Exception {
        Object[] stars = from.loadClass("Star").getEnumConstants();
        Object planet = CompiledClasses.newInstance(
                from, "Planet", new Class<?>[] {String.class, Object.class}, "Mars", stars[0]);
        return List.of(stars[0], stars[1], planet, Set.of(stars[0]), List.of("a", planet), Map.of("b", stars[1]));
    }

    @Test
    void immutableValueOfAnotherLoadersClassBecomesOneOfTheManagersClass() throws Exception {
        CompiledClasses.compile(folder, "Star", STAR).close();
        CompiledClasses.compile(folder, "Planet", PLANET).close();
        try (URLClassLoader mine = CompiledClasses.loader(folder);
                URLClassLoader other = CompiledClasses.loader(folder);
                URLClassLoader child = new URLClassLoader(new URL[0], mine)) {
            List<Object> own = immutable(mine);
            List<Object> foreign = immutable(other);
            for (ClassLoader manager : List.of(mine, child)) {
                ByValue form = form(manager);
                for (int round = 0; round < 2; round++) {
                    for (int i = 0; i < own.size(); i++) {
                        assertThat(form.read(form.store(foreign.get(i)))).isEqualTo(own.get(i));
                        assertThat(form.storeKey(foreign.get(i))).isEqualTo(own.get(i));
                        assertThat(form.store(own.get(i))).isSameAs(own.get(i));
                        assertThat(form.storeKey(own.get(i))).isSameAs(own.get(i));
                    }
                }
            }
        }
    }

    @Test
    void immutableValueWhoseClassTheManagersLoaderDoesNotSeeIsRefused() throws Exception {
        CompiledClasses.compile(folder, "Star", STAR).close();
        CompiledClasses.compile(folder, "Planet", PLANET).close();
        ByValue form = form(getClass().getClassLoader());
        try (URLClassLoader other = CompiledClasses.loader(folder)) {
            for (Object value : immutable(other)) {
                assertThatThrownBy(() -> form.store(value))
                        .isInstanceOf(CacheException.class)
                        .hasMessageContainingAll("cannot be stored by value: class ", "is not available from");
                assertThatThrownBy(() -> form.storeKey(value)).isInstanceOf(CacheException.class);
            }
        }
    }

    private static Object arrayOf(Object element) {
        Object array = Array.newInstance(element.getClass(), 1);
        Array.set(array, 0, element);
        return array;
    }

    @Test
    void incompatibleClassOfTheSameNameIsNamed() throws IOException {
        try (URLClassLoader other = CompiledClasses.compile(otherFolder, "Zoo", SOURCE.formatted(2))) {
            ByValue form = form(loader);
            Object stored = form.store(zoo(other));
            assertThatThrownBy(() -> form.read(stored))
                    .isInstanceOf(CacheException.class)
                    .hasMessage("Cache 'c': stored object cannot be read: deserialization failed with"
                            + " java.io.InvalidClassException for Zoo")
                    .hasCauseInstanceOf(InvalidClassException.class);
        }
    }

    @Test
    void classThatTheManagersLoaderDoesNotSeeIsRefusedWhenItIsStored() {
        ByValue form = form(getClass().getClassLoader());
        assertThatThrownBy(() -> form.store(zoo(loader)))
                .isInstanceOf(CacheException.class)
                .hasMessageMatching(
                        "Cache 'c': Zoo cannot be stored by value: class Zoo is not available from the manager's"
                                + " class loader 'app' \\(.*AppClassLoader@[0-9a-f]+\\)")
                .hasRootCauseInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void classThatVanishedBeforeItIsReadIsNamed() throws IOException {
        String holder = "public class Holder implements java.io.Serializable {"
                + " private Object readResolve() { return new Part(); } }"
                + " class Part implements java.io.Serializable {}";
        try (URLClassLoader torn = CompiledClasses.compile(otherFolder, "Holder", holder)) {
            Object value = CompiledClasses.newInstance(torn, "Holder", new Class<?>[0]);
            Files.delete(otherFolder.resolve("Part.class"));
            ByValue form = form(torn);
            Object stored = form.store(value);
            assertThatThrownBy(() -> form.read(stored))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContainingAll(
                            "stored Holder cannot be read", "Part", "the manager's class loader 'compiled'");
        }
    }
}
