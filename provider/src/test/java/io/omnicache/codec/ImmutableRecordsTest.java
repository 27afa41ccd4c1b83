/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.Eventually;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.math.BigDecimal;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which records are shared between the user and the cache. */
@SuppressWarnings("JavaUtilDate") // the JDK's best known value that can change
final class ImmutableRecordsTest {
    private static final ImmutabilityCheck CLASSES = new ImmutabilityCheck(ImmutableRecordsTest.class.getClassLoader());

    private final ByValue form =
            new ByValue("c", Copiers.serialization(), getClass().getClassLoader());

    private void assertShared(Object value) {
        assertThat(form.store(value)).isSameAs(value);
        assertThat(form.storeKey(value)).isSameAs(value);
    }

    private void assertCopied(Object value) {
        Object stored = form.store(value);
        assertThat(stored).isNotSameAs(value);
        assertThat(form.read(stored)).isEqualTo(value).isNotSameAs(value);
    }

    @Test
    void recordOfFinalImmutableTypesIsJudgedOncePerClass() {
        assertThat(Immutability.always(Point.class)).isTrue();
        assertThat(Immutability.always(Nested.class)).isTrue();
        assertShared(new Nested(new Point(1, 2), "x", Instant.EPOCH, TimeUnit.DAYS, ZoneOffset.UTC));
        assertShared(new Nested(null, null, null, null, null));
    }

    @Test
    void sealedComponentIsAsImmutableAsItsPermittedClasses() {
        assertThat(Immutability.always(Drawing.class)).isTrue();
        assertThat(Immutability.always(Plan.class)).isFalse();
        assertShared(new Drawing(new Circle(1)));
        assertShared(new Plan(new Circle(1)));
        assertCopied(new Plan(new Free(new ArrayList<>(List.of(1)))));
    }

    @Test
    void recursiveTypesAreJudgedOncePerClass() {
        assertThat(Immutability.always(Chain.class)).isTrue();
        assertThat(Immutability.always(Ping.class)).isTrue();
        assertThat(Immutability.always(Pong.class)).isTrue();
        assertShared(new Chain(1, new Chain(2, null)));
    }

    @Test
    void recursiveTypeThatReachesAMutableOneIsJudgedForEachObject() {
        assertThat(Immutability.always(Loop.class)).isFalse();
        assertThat(Immutability.always(Back.class)).isFalse();
        assertShared(new Loop(new Back(null, null)));
        assertCopied(new Loop(new Back(new Loop(null), new Date(1))));
    }

    @Test
    void openComponentIsJudgedForEachObject() {
        assertShared(new Box<>("text"));
        assertShared(new Box<>(ZoneId.of("Europe/Paris")));
        assertShared(new Box<>(null));
        assertShared(new Box<>(new Box<>(new Point(1, 2))));
        assertShared(new Box<>(List.of(Optional.of(new Point(1, 2)))));
        assertCopied(new Box<>(new Date(1)));
        assertCopied(new Box<>(new Box<>(new ArrayList<>(List.of(1)))));
        assertShared(new Price(new BigDecimal("2.50"), "EUR"));
    }

    @Test
    void recordWithAMutablePartIsCopiedDeeply() {
        Tagged tagged = new Tagged("a", new ArrayList<>(List.of("x")), new int[] {1});
        Object stored = form.store(tagged);
        tagged.tags.add("late");
        tagged.numbers[0] = 99;
        Tagged copy = (Tagged) form.read(stored);
        assertThat(copy.tags).containsExactly("x");
        assertThat(copy.numbers).containsExactly(1);
    }

    @Test
    void accessorThatHidesAMutablePartDoesNotMislead() {
        Liar liar = new Liar(new ArrayList<>(List.of("x")));
        assertThat(liar.part()).isEqualTo("harmless");
        assertCopied(liar);
    }

    @Test
    void accessorsAreNotCalled() {
        assertShared(new Touchy("x"));
    }

    @Test
    void staticFieldsDoNotCount() {
        assertShared(new WithStatic("x"));
        assertCopied(new WithStatic(new Date(2)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 100_000})
    void deepObjectsAreSharedUpToABoundAndNeverOverflowTheStack(int depth) {
        Box<?> box = new Box<>(1);
        for (int i = 1; i < depth; i++) {
            box = new Box<>(box);
        }
        assertThat(CLASSES.isImmutable(box)).isEqualTo(depth < 256);
    }

    @Test
    void objectThatSharesItsPartsManyTimesIsNotWalkedForever() {
        Object pair = 1;
        for (int i = 0; i < 60; i++) {
            pair = new Pair(pair, pair);
        }
        assertThat(CLASSES.isImmutable(pair)).isFalse();
    }

    @Test
    void longListIsNotWalkedToItsEnd() {
        assertThat(CLASSES.isImmutable(IntStream.range(0, 10_000).boxed().toList()))
                .isFalse();
        assertThat(CLASSES.isImmutable(IntStream.range(0, 100).boxed().toList()))
                .isTrue();
    }

    @Test
    void recordWhoseComponentTypeIsMissingIsTakenForMutable(@TempDir Path folder) throws Exception {
        String source = "public record Torn(Gone gone) {}  final class Gone {}";
        CompiledClasses.compile(folder, "Torn", source).close();
        Files.delete(folder.resolve("Gone.class"));
        try (URLClassLoader loader = CompiledClasses.loader(folder)) {
            assertThat(Immutability.always(loader.loadClass("Torn"))).isFalse();
        }
    }

    @Test
    void verdictsKeepNoClassLoaderAlive(@TempDir Path folder) throws Exception {
        WeakReference<ClassLoader> loader = offerRecordOfAnotherLoader(folder);
        Eventually.await("the class loader is collected", () -> {
            System.gc();
            return loader.refersTo(null);
        });
        assertThat(form.read("still in use")).isEqualTo("still in use");
    }

    /* One that the manager's class loader does not find, and does. */
    private WeakReference<ClassLoader> offerRecordOfAnotherLoader(Path folder) throws Exception {
        String source = "public record Far(int a, Object b) {}";
        try (URLClassLoader loader = CompiledClasses.compile(folder, "Far", source)) {
            Class<?>[] types = {int.class, Object.class};
            Object far = CompiledClasses.newInstance(loader, "Far", types, 1, "b");
            assertThatThrownBy(() -> form.store(far)).isInstanceOf(CacheException.class);
            assertThat(new ByValue("c", Copiers.serialization(), loader).store(far))
                    .isSameAs(far);
            return new WeakReference<>(loader);
        }
    }

    record Point(int x, int y) {}

    record Nested(Point point, String text, Instant time, TimeUnit unit, ZoneOffset zone) {}

    sealed interface Shape permits Circle, Square {}

    record Circle(int r) implements Shape {}

    record Square(int a) implements Shape {}

    record Drawing(Shape shape) {}

    sealed interface Idea permits Sketch, Free {}

    record Free(List<Integer> parts) implements Idea, Serializable {}

    sealed interface Sketch extends Idea permits RoundSketch {}

    record RoundSketch(Circle circle) implements Sketch {}

    record Plan(Object idea) implements Serializable {}

    record Chain(int value, Chain next) {}

    record Ping(Pong pong) {}

    record Pong(Ping ping) {}

    record Loop(Back back) implements Serializable {}

    record Back(Loop loop, Date date) implements Serializable {}

    record Box<T>(T content) implements Serializable {}

    record Price(BigDecimal amount, String currency) {}

    record Pair(Object a, Object b) {}

    @SuppressWarnings("ArrayRecordComponent") // what is tested
    record Tagged(String name, List<String> tags, int[] numbers) implements Serializable {}

    record Liar(Object part) implements Serializable {
        @Override
        public Object part() {
            return "harmless";
        }
    }

    record Touchy(Object part) {
        @Override
        public Object part() {
            throw new IllegalStateException("not to be called");
        }
    }

    record WithStatic(Object part) implements Serializable {
        static final Date EPOCH = new Date(0);
    }
}
