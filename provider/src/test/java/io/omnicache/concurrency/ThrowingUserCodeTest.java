/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.OmniCache;
import io.omnicache.config.OmniConfiguration;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.cache.CacheException;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.expiry.Duration;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CacheWriterException;
import javax.cache.processor.EntryProcessorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** User code that throws: which exception comes, that nothing else changes, and that the key is free afterwards. */
class ThrowingUserCodeTest {
    /** What the exceptions say in which those of users are wrapped. */
    private static final Map<Class<? extends Throwable>, String> WRAPPED = Map.of(
            CacheWriterException.class, "the writer of cache 'throwing' failed",
            CacheLoaderException.class, "the loader of cache 'throwing' failed",
            EntryProcessorException.class, "Cache 'throwing': the entry processor failed",
            CacheEntryListenerException.class, "Cache 'throwing': a listener of an event CREATED failed",
            CacheException.class, "an undeclared checked exception");

    @RegisterExtension
    final TestCaches caches = new TestCaches();

    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** What is thrown. */
    private enum Kind {
        EXCEPTION(new IllegalArgumentException("planned")),
        UNDECLARED(new IOException("planned")),
        ERROR(new AssertionError("planned"));

        private final Throwable thrown;

        Kind(Throwable thrown) {
            this.thrown = thrown;
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aPolicyThatThrowsExceptionsLeavesTheDefaultAndErrorsAreThrown(Kind kind) {
        OmniCache<String, String> cache = caches.strings(
                "throwing",
                options -> options.expiry(
                        AskedPolicy.asked(() -> failing(Duration.ETERNAL), () -> failing(null), () -> failing(null))));
        cache.put("present", "before");
        failure.set(kind.thrown);
        for (Consumer<String> operation : Set.<Consumer<String>>of(
                key -> cache.put(key, "new"),
                cache::get,
                key -> cache.getAll(Set.of(key)),
                key -> cache.putAll(Map.of(key, "new")))) {
            operate(kind == Kind.ERROR, AssertionError.class, () -> operation.accept("present"));
        }
        operate(kind == Kind.ERROR, AssertionError.class, () -> cache.put("absent", "new"));
        assertThat(cache.containsKey("absent")).isEqualTo(kind != Kind.ERROR);
        assertUsable(cache);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aWeigherThatThrowsStoresNothing(Kind kind) {
        Loader<String> loader = new Loader<>(key -> "loaded");
        OmniCache<String, String> cache = caches.strings(
                "throwing",
                options -> options.readThrough(loader.factory()).weight(100, () -> (key, value) -> failing(1)));
        failure.set(kind.thrown);
        operate(true, kind.thrown.getClass(), () -> cache.put("present", "new"));
        Class<? extends Throwable> told = kind == Kind.UNDECLARED ? CacheException.class : kind.thrown.getClass();
        operate(true, told, () -> cache.get("present"));
        operate(true, told, () -> cache.getAll(Set.of("present", "absent")));
        operate(
                true,
                kind == Kind.ERROR ? AssertionError.class : EntryProcessorException.class,
                () -> cache.invoke("present", (entry, arguments) -> {
                    entry.setValue("new");
                    return null;
                }));
        assertThat(cache.size()).isZero();
        assertUsable(cache);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aListenerOrFilterThatThrowsLeavesTheChange(Kind kind) {
        OmniCache<String, String> cache = caches.strings(
                "throwing",
                options -> options.listener(new Heard(event -> failing(null)).synchronous())
                        .listener(new MutableCacheEntryListenerConfiguration<>(
                                () -> new Heard(event -> {}), () -> event -> failing(true), false, true)));
        failure.set(kind.thrown);
        operate(
                true,
                kind == Kind.ERROR ? AssertionError.class : CacheEntryListenerException.class,
                () -> cache.put("present", "new"));
        assertThat(cache.get("present")).isEqualTo("new");
        assertUsable(cache);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void loadersWritersAndProcessorsThatThrowChangeNothing(Kind kind) {
        Loader<String> loader = new Loader<>(key -> failing("loaded"));
        Writer writer = new Writer(key -> failing(null));
        OmniCache<String, String> cache = caches.strings(
                "throwing", options -> options.readThrough(loader.factory()).writeThrough(writer.factory()));
        cache.put("present", "before");
        failure.set(kind.thrown);
        boolean error = kind == Kind.ERROR;
        operate(true, error ? AssertionError.class : CacheWriterException.class, () -> cache.put("present", "new"));
        operate(true, error ? AssertionError.class : CacheWriterException.class, () -> cache.remove("present"));
        operate(
                true,
                error ? AssertionError.class : CacheWriterException.class,
                () -> cache.putAll(Map.of("present", "new", "absent", "new")));
        operate(true, error ? AssertionError.class : CacheLoaderException.class, () -> cache.get("absent"));
        operate(
                true,
                error ? AssertionError.class : CacheLoaderException.class,
                () -> cache.getAll(Set.of("present", "absent")));
        operate(
                true,
                error ? AssertionError.class : EntryProcessorException.class,
                () -> cache.invoke("present", (entry, arguments) -> failing(null)));
        assertThat(cache.get("present")).isEqualTo("before");
        assertThat(cache.size()).isEqualTo(1);
        assertUsable(cache);
    }

    @Test
    void equalsOfAValueThatThrowsReachesTheCallerAndChangesNothing() {
        OmniCache<String, Touchy> cache = caches.make(
                "throwing",
                OmniConfiguration.builder(String.class, Touchy.class).byValue(false));
        Touchy before = new Touchy();
        cache.put("present", before);
        failure.set(Kind.EXCEPTION.thrown);
        operate(true, IllegalArgumentException.class, () -> cache.replace("present", new Touchy(), new Touchy()));
        operate(true, IllegalArgumentException.class, () -> cache.remove("present", new Touchy()));
        failure.set(null);
        assertThat(cache.get("present")).isSameAs(before);
        assertThat(cache.remove("present")).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void hashCodeAndEqualsOfAKeyThatThrowLeaveNoLock(Kind kind) {
        OmniCache<Touchy, String> cache = caches.make(
                "throwing",
                OmniConfiguration.builder(Touchy.class, String.class)
                        .byValue(false)
                        .listener(new MutableCacheEntryListenerConfiguration<>(
                                () -> (CacheEntryCreatedListener<Touchy, String>) events -> {}, null, false, true)));
        Touchy key = new Touchy();
        cache.put(key, "before");
        failure.set(kind.thrown);
        operate(true, kind.thrown.getClass(), () -> cache.put(new Touchy(), "new"));
        operate(true, kind.thrown.getClass(), () -> cache.get(key));
        failure.set(null);
        assertThat(cache.get(key)).isEqualTo("before");
        // In the midst of a step: the key's hash code is asked for again when the events are queued.
        assertThatThrownBy(() -> cache.invoke(key, (entry, arguments) -> {
                    entry.remove();
                    failure.set(Kind.EXCEPTION.thrown);
                    return null;
                }))
                .isInstanceOf(IllegalArgumentException.class);
        failure.set(null);
        assertThat(Crew.start("next", () -> cache.putIfAbsent(key, "after")).result())
                .isTrue();
        assertThat(cache.remove(key)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void equalsOfAKeyThatThrowsReachesTheCallerAndLeavesNoLock(Kind kind) {
        OmniCache<Colliding, String> cache = caches.make(
                "throwing",
                OmniConfiguration.builder(Colliding.class, String.class).byValue(false));
        Colliding key = new Colliding("a");
        cache.put(key, "before");
        failure.set(kind.thrown);
        Class<? extends Throwable> told = kind.thrown.getClass();
        operate(true, told, () -> cache.get(new Colliding("a")));
        operate(true, told, () -> cache.put(new Colliding("a"), "new"));
        operate(true, told, () -> cache.put(new Colliding("b"), "new"));
        operate(true, told, () -> cache.putIfAbsent(new Colliding("b"), "new"));
        operate(true, told, () -> cache.remove(new Colliding("a")));
        operate(true, told, () -> cache.invoke(new Colliding("a"), (entry, arguments) -> entry.exists()));
        failure.set(null);
        assertThat(cache.size()).isOne();
        assertThat(cache.get(new Colliding("a"))).isEqualTo("before");
        assertThat(Crew.start("next", () -> cache.getAndPut(new Colliding("a"), "after"))
                        .result())
                .isEqualTo("before");
        assertThat(Crew.start("other", () -> cache.putIfAbsent(new Colliding("b"), "after"))
                        .result())
                .isTrue();
    }

    private void operate(boolean fails, Class<? extends Throwable> type, Runnable operation) {
        if (fails) {
            Throwable planned = failure.get();
            String message = planned.getClass() == type ? "planned" : WRAPPED.get(type);
            assertThatThrownBy(operation::run).isInstanceOf(type).hasMessage(message);
        } else {
            operation.run();
        }
    }

    private void assertUsable(OmniCache<String, String> cache) {
        failure.set(null);
        for (String key : Set.of("present", "absent")) {
            assertThat(Crew.start("next", () -> {
                                cache.put(key, "after");
                                return cache.getAndRemove(key);
                            })
                            .result())
                    .isEqualTo("after");
        }
    }

    private <T> T failing(T otherwise) {
        Throwable planned = failure.get();
        if (planned != null) {
            throwAny(planned);
        }
        return otherwise;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"
    }) // other languages throw checked exceptions undeclared
    private static <E extends Throwable> void throwAny(Throwable thrown) throws E {
        throw (E) thrown;
    }

    /** A key whose equals fails when that is planned; all have one hash code, and none is the same object as another. */
    private final class Colliding {
        private final String name;

        Colliding(String name) {
            this.name = name;
        }

        @Override
        public boolean equals(Object other) {
            failing(null);
            return other instanceof Colliding colliding && colliding.name.equals(name);
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    /** A key or value whose equals and hashCode fail when that is planned. */
    private final class Touchy {
        @Override
        public boolean equals(Object other) {
            failing(null);
            return this == other;
        }

        @Override
        public int hashCode() {
            failing(null);
            return 1;
        }
    }
}
