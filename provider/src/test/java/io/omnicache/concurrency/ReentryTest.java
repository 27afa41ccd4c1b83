/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.OmniCache;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.expiry.Duration;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** User code that comes back to the cache from inside a step: its own key is read as it was and cannot be written. */
class ReentryTest {
    @RegisterExtension
    final TestCaches caches = new TestCaches();

    private final AtomicReference<Callable<Object>> hook = new AtomicReference<>();
    private final AtomicReference<Object> came = new AtomicReference<>();
    private OmniCache<String, String> cache;

    /** Where user code runs inside a step. */
    private enum Place {
        LOADER,
        WRITER,
        PROCESSOR,
        POLICY;

        /** What a read of the step's own key finds: a load has nothing before it. */
        String before() {
            return this == LOADER ? null : "before";
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void readsOfItsOwnKeySeeTheStateBefore(Place place) {
        make(place);
        assertThat(inside(
                        place,
                        () -> Arrays.asList(
                                cache.get("own"),
                                cache.containsKey("own"),
                                cache.getAll(Set.of("own")).get("own"))))
                .isEqualTo(Arrays.asList(place.before(), place.before() != null, place.before()));
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void writesOfItsOwnKeyFailNamingCacheAndKey(Place place) {
        make(place);
        for (Callable<Object> write : writes("own")) {
            inside(
                    place,
                    () -> assertThatThrownBy(write::call)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("key own of cache 're-entry' cannot be changed from inside"));
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void otherKeysAreReadAndWrittenFreely(Place place) {
        make(place);
        for (Callable<Object> write : writes("other")) {
            inside(place, write);
        }
        assertThat(inside(place, () -> {
                    cache.put("third", "made inside");
                    return cache.getAndRemove("third");
                }))
                .isEqualTo("made inside");
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void anotherThreadMayChangeOtherKeysMeanwhile(Place place) {
        make(place);
        assertThat(inside(
                        place,
                        () -> Crew.start("another", () -> {
                                    cache.put("third", "made by another");
                                    return cache.getAndRemove("third");
                                })
                                .result()))
                .isEqualTo("made by another");
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void anotherThreadLooksAtTheKeyWithoutWaiting(Place place) {
        make(place);
        assertThat(inside(
                        place,
                        () -> Crew.start("another", () -> cache.containsKey("own"))
                                .result()))
                .isEqualTo(place.before() != null);
    }

    /** A get that took the lock would wait for the step, which waits for that get: the crew's deadline ends it. */
    @ParameterizedTest
    @EnumSource(value = Place.class, mode = EnumSource.Mode.EXCLUDE, names = "LOADER")
    void anotherThreadReadsTheOldValueWithoutWaiting(Place place) {
        make(place);
        assertThat(inside(
                        place,
                        () -> Crew.start(
                                        "another",
                                        () -> List.of(
                                                cache.get("own"),
                                                cache.getAll(Set.of("own")).get("own"),
                                                cache.iterator().next().getValue()))
                                .result()))
                .isEqualTo(List.of("before", "before", "before"));
        assertThat(cache.get("own")).isEqualTo("value");
    }

    @Test
    void anotherThreadReadsTheOldValuesOfABatchWithoutWaiting() {
        make(Place.WRITER);
        Map<String, String> before = Map.of("own", "before", "other", "before too");
        cache.putAll(before);
        hook.set(
                () -> Crew.start("another", () -> cache.getAll(before.keySet())).result());
        cache.putAll(Map.of("own", "value", "other", "value"));
        assertThat(came.get()).isEqualTo(before);
        assertThat(cache.get("own") + cache.get("other")).isEqualTo("valuevalue");
    }

    /** The loader of {@code loadAll} that replaces is a step as others are: until it ends, there is the value before it. */
    @Test
    void anotherThreadReadsTheValueThatALoadReplacesWithoutWaiting() throws Exception {
        make(Place.LOADER);
        cache.put("own", "before");
        hook.set(() -> Crew.start("another", () -> cache.get("own")).result());
        CompletionListenerFuture done = new CompletionListenerFuture();
        cache.loadAll(Set.of("own"), true, done);
        Eventually.holds("the load ends", done::isDone);
        done.get();
        assertThat(came.get()).isEqualTo("before");
        assertThat(cache.get("own")).isEqualTo("value");
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void anotherThreadThatChangesTheKeyWaitsForTheStep(Place place) {
        make(place);
        AtomicReference<Crew.Member<String>> waits = new AtomicReference<>();
        inside(place, () -> {
            waits.set(Crew.start("waits", () -> cache.getAndPut("own", "later")));
            Eventually.waits(waits.get().thread());
            return null;
        });
        assertThat(waits.get().result()).isEqualTo("value");
        assertThat(cache.get("own")).isEqualTo("later");
    }

    @Test
    void aReadThatExpiresItsOwnKeyInsideAProcessorSeesTheStateBefore() {
        OmniCache<String, String> zero = caches.strings(
                "zero",
                options -> options.expiry(AskedPolicy.asked(() -> Duration.ETERNAL, () -> Duration.ZERO, () -> null)));
        zero.put("own", "value");
        assertThat(zero.<String>invoke("own", (entry, arguments) -> zero.get("own")))
                .isEqualTo("value");
        assertThat(zero.get("own")).isEqualTo("value");
        assertThat(zero.get("own")).isNull();
    }

    private List<Callable<Object>> writes(String key) {
        return List.of(
                () -> returning(() -> cache.put(key, "x")),
                () -> cache.getAndPut(key, "x"),
                () -> cache.putIfAbsent(key, "x"),
                () -> cache.remove(key) || cache.getAndPut(key, "x") == null,
                () -> returning(() -> cache.putAll(Map.of(key, "x"))),
                () -> returning(() -> cache.removeAll(Set.of(key)), () -> cache.put(key, "x")),
                () -> cache.invoke(key, (entry, arguments) -> null));
    }

    private static Object returning(Runnable... actions) {
        Arrays.asList(actions).forEach(Runnable::run);
        return null;
    }

    /** Makes a cache that has user code of the one kind. */
    private void make(Place place) {
        cache = caches.strings("re-entry", options -> switch (place) {
            case LOADER ->
                options.readThrough(new Loader<>(key -> {
                            callHook();
                            return "value";
                        })
                        .factory());
            case WRITER -> options.writeThrough(new Writer(key -> callHook()).factory());
            case PROCESSOR -> options;
            case POLICY ->
                options.expiry(AskedPolicy.asked(() -> Duration.ETERNAL, () -> null, () -> {
                    callHook();
                    return null;
                }));
        });
    }

    /** Runs something once inside a step of key "own"; returns what came of it. */
    private Object inside(Place place, Callable<Object> action) {
        if (place == Place.LOADER) {
            cache.remove("own");
        } else {
            cache.put("own", "before");
        }
        hook.set(action);
        switch (place) {
            case LOADER -> cache.get("own");
            case WRITER, POLICY -> cache.put("own", "value");
            case PROCESSOR ->
                cache.invoke("own", (entry, arguments) -> {
                    callHook();
                    entry.setValue("value");
                    return null;
                });
        }
        assertThat(hook.get()).as("what is still to be run").isNull();
        return came.getAndSet(null);
    }

    private void callHook() {
        Callable<Object> action = hook.getAndSet(null);
        if (action != null) {
            try {
                came.set(action.call());
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
