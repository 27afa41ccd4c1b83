/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.EventLog;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.engine.Statistics.Counter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Keys and values of other types than the cache's, and values that cannot be stored: what could be stored is refused and changes nothing; what is only asked
 * for is not there.
 */
@SuppressWarnings({"unchecked", "rawtypes"}) // on purpose: that is what is checked
final class WrongTypesTest {
    private static final String WRONG_KEY = "Cache 'users' takes a key of type java.lang.String, was java.lang.Integer";
    private static final String WRONG_VALUE =
            "Cache 'typed' takes a value of type java.lang.Long, was java.lang.String";
    private static final String WRONG_LOADED =
            "the loader of cache 'typed' gave a value of type java.lang.String, it must be of type java.lang.Long";
    private static final Object PLAIN = new Object();

    private final Answers answers = new Answers();
    private Watched watched = new Watched(options -> options.byValue(true));

    @AfterEach
    void close() {
        watched.close();
    }

    /** Answers each key with what it is told to. */
    private static final class Answers implements CacheLoader<String, Object> {
        Object answer = PLAIN;

        @Override
        public Object load(String key) {
            return answer;
        }

        @Override
        public Map<String, Object> loadAll(Iterable<? extends String> keys) {
            return Map.of(keys.iterator().next(), answer);
        }
    }

    private void loading() {
        watched.close();
        watched = new Watched(options ->
                options.byValue(true).readThrough(new SingletonFactory<CacheLoader<String, Object>>(answers)));
    }

    private static Named<Consumer<Cache>> call(String name, Consumer<Cache> call) {
        return Named.of(name, call);
    }

    static List<Named<Consumer<Cache>>> stores() {
        return List.of(
                call("put", cache -> cache.put(5, 1)),
                call("getAndPut", cache -> cache.getAndPut(5, 1)),
                call("putAll", cache -> cache.putAll(Map.of("b", 2, 5, 5))),
                call("putIfAbsent", cache -> cache.putIfAbsent(5, 1)),
                call("replace", cache -> cache.replace(5, 1)),
                call("replace of an old value", cache -> cache.replace(5, 1, 2)),
                call("getAndReplace", cache -> cache.getAndReplace(5, 1)),
                call("invoke", cache -> cache.invoke(5, (entry, arguments) -> null)),
                call("invokeAll", cache -> cache.invokeAll(Set.of(5, "a"), (entry, arguments) -> null)),
                call("loadAll", cache -> cache.loadAll(Set.of(5, "a"), true, null)));
    }

    @ParameterizedTest
    @MethodSource("stores")
    void aKeyOfAnotherTypeIsRefusedWhereItCouldBeStored(Consumer<Cache> store) {
        watched.cache.put("a", 1);
        watched.assertFailsAndChangesNothing(store::accept)
                .isInstanceOf(ClassCastException.class)
                .hasMessage(WRONG_KEY);
    }

    static List<Named<Consumer<Cache>>> storesOfText() {
        return List.of(
                call("put", cache -> cache.put("a", "text")),
                call("getAndPut", cache -> cache.getAndPut("a", "text")),
                call("putAll", cache -> cache.putAll(Map.of("b", 2L, "c", "text"))),
                call("putIfAbsent", cache -> cache.putIfAbsent("b", "text")),
                call("replace", cache -> cache.replace("a", "text")),
                call("replace of an old value", cache -> cache.replace("a", 1L, "text")),
                call("getAndReplace", cache -> cache.getAndReplace("a", "text")));
    }

    @ParameterizedTest
    @MethodSource("storesOfText")
    void aValueOfAnotherTypeIsRefused(Consumer<Cache> store) {
        EventLog<String, Long> log = new EventLog<>();
        CacheFacade<String, Long> typed = (CacheFacade<String, Long>) watched.manager.createCache(
                "typed",
                OmniConfiguration.builder(String.class, Long.class)
                        .statistics(true)
                        .listener(log.configuration())
                        .build());
        typed.put("a", 1L);
        Map<Counter, Long> before = Watched.counts(typed);
        assertThatThrown(() -> store.accept(typed))
                .isInstanceOf(ClassCastException.class)
                .hasMessage(WRONG_VALUE);
        assertThat(Watched.counts(typed)).isEqualTo(before);
        assertThat(log.events()).containsExactly("CREATED a: 1");
        assertThat(typed.getAll(Set.of("a", "b", "c"))).isEqualTo(Map.of("a", 1L));
    }

    static List<Named<Consumer<Cache>>> reads() {
        return List.of(
                call("get", cache -> assertThat(cache.get(5)).isNull()),
                call("getAll", cache -> assertThat(cache.getAll(Set.of(5))).isEmpty()),
                call("containsKey", cache -> assertThat(cache.containsKey(5)).isFalse()),
                call("remove", cache -> assertThat(cache.remove(5)).isFalse()),
                call(
                        "remove of an old value",
                        cache -> assertThat(cache.remove(5, 1)).isFalse()),
                call("getAndRemove", cache -> assertThat(cache.getAndRemove(5)).isNull()),
                call("removeAll", cache -> cache.removeAll(Set.of(5))));
    }

    /** As the collections of the JDK do it, and the reference implementation. */
    @ParameterizedTest
    @MethodSource("reads")
    void aKeyOfAnotherTypeIsNotThere(Consumer<Cache> read) {
        watched.cache.put("a", 1);
        Map<String, Object> before = watched.state().entries();
        read.accept(watched.cache);
        assertThat(watched.state().entries()).isEqualTo(before);
    }

    @Test
    void aKeyOfAnotherTypeIsNotLoaded() {
        loading();
        watched.assertFailsAndChangesNothing(cache -> ((Cache) cache).get(5))
                .isInstanceOf(ClassCastException.class)
                .hasMessage(WRONG_KEY);
        watched.assertFailsAndChangesNothing(cache -> ((Cache) cache).getAll(Set.of(5)))
                .isInstanceOf(ClassCastException.class)
                .hasMessage(WRONG_KEY);
    }

    /** A value that cannot be kept does not lose the others of its batch. */
    @Test
    void theOtherValuesOfABatchAreKept() {
        CacheLoader<Object, Object> mixed = new CacheLoader<>() {
            @Override
            public Object load(Object key) {
                return loadAll(Set.of(key)).get(key);
            }

            @Override
            public Map<Object, Object> loadAll(Iterable<?> keys) {
                return Map.of("a", 1L, "b", "text", "c", 3L);
            }
        };
        Cache<String, Object> typed = watched.manager.createCache(
                "typed", (javax.cache.configuration.Configuration) new javax.cache.configuration.MutableConfiguration()
                        .setTypes(String.class, Long.class)
                        .setReadThrough(true)
                        .setCacheLoaderFactory(new SingletonFactory<>(mixed)));
        assertThatThrown(() -> typed.getAll(Set.of("a", "b", "c")))
                .isInstanceOf(CacheLoaderException.class)
                .hasMessage(WRONG_LOADED);
        assertThat(typed.containsKey("a")).isTrue();
        assertThat(typed.containsKey("b")).isFalse();
        assertThat(typed.containsKey("c")).isTrue();
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertThatThrown(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return org.assertj.core.api.Assertions.assertThatThrownBy(call);
    }

    static Stream<Named<Consumer<Cache>>> unserializable() {
        return Stream.of(
                call("put", cache -> cache.put("a", PLAIN)),
                call("getAndPut", cache -> cache.getAndPut("a", PLAIN)),
                call("putAll", cache -> cache.putAll(Map.of("b", 2, "c", PLAIN))),
                call("putIfAbsent", cache -> cache.putIfAbsent("c", PLAIN)),
                call("replace", cache -> cache.replace("a", PLAIN)),
                call("replace of an old value", cache -> cache.replace("a", 1, PLAIN)),
                call("getAndReplace", cache -> cache.getAndReplace("a", PLAIN)));
    }

    @ParameterizedTest
    @MethodSource("unserializable")
    void aValueThatCannotBeSerializedIsRefusedByValue(Consumer<Cache> store) {
        watched.cache.put("a", 1);
        watched.assertFailsAndChangesNothing(store::accept)
                .isInstanceOf(CacheException.class)
                .hasMessageStartingWith(
                        "Cache 'users': java.lang.Object cannot be stored by value: it is not Serializable.");
    }

    @Test
    void aLoadedValueThatCannotBeSerializedIsRefusedByValue() {
        loading();
        String message = "Cache 'users': java.lang.Object cannot be stored by value: it is not Serializable.";
        Map<Counter, Long> miss = Map.of(Counter.MISSES, 1L);
        watched.assertFailsAndChangesNothingBut(miss, () -> watched.cache.get("x"))
                .isInstanceOf(CacheException.class)
                .hasMessageStartingWith(message);
        watched.assertFailsAndChangesNothingBut(miss, () -> watched.cache.getAll(Set.of("x")))
                .isInstanceOf(CacheException.class)
                .hasMessageStartingWith(message);
        watched.assertFailsAndChangesNothingBut(Map.of(), () -> {
                    CompletionListenerFuture done = new CompletionListenerFuture();
                    watched.cache.loadAll(Set.of("x"), true, done);
                    done.get();
                })
                .cause()
                .hasMessageStartingWith(message);
    }
}
