/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.OmniCache;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused before it reaches an entry: the exception, its message, and that nothing changed. */
final class BadArgumentsTest {
    private static final EntryProcessor<String, Object, Object> NOTHING = (entry, arguments) -> null;
    private static final EntryProcessor<String, Object, Object> NO_PROCESSOR = null;

    private final Watched watched = new Watched(options -> options.byValue(true));

    @BeforeEach
    void fill() {
        watched.cache.put("a", 1);
    }

    @AfterEach
    void close() {
        watched.close();
    }

    private static Arguments call(String name, String what, Consumer<Cache<String, Object>> call) {
        return Arguments.of(Named.of(name, call), what);
    }

    private static Set<String> withNull() {
        Set<String> keys = new HashSet<>();
        keys.add("a");
        keys.add(null);
        return keys;
    }

    private static Map<String, Object> entry(String key, Object value) {
        Map<String, Object> entries = new HashMap<>(Map.of("b", 2));
        entries.put(key, value);
        return entries;
    }

    static Stream<Arguments> nullKeys() {
        return Stream.of(
                call("get", "key", cache -> cache.get(null)),
                call("containsKey", "key", cache -> cache.containsKey(null)),
                call("put", "key", cache -> cache.put(null, 1)),
                call("getAndPut", "key", cache -> cache.getAndPut(null, 1)),
                call("putIfAbsent", "key", cache -> cache.putIfAbsent(null, 1)),
                call("remove", "key", cache -> cache.remove(null)),
                call("remove old", "key", cache -> cache.remove(null, 1)),
                call("getAndRemove", "key", cache -> cache.getAndRemove(null)),
                call("replace old", "key", cache -> cache.replace(null, 1, 2)),
                call("replace", "key", cache -> cache.replace(null, 1)),
                call("getAndReplace", "key", cache -> cache.getAndReplace(null, 1)),
                call("invoke", "key", cache -> cache.invoke(null, NOTHING)),
                call("getAll", "key", cache -> cache.getAll(withNull())),
                call("removeAll", "key", cache -> cache.removeAll(withNull())),
                call("loadAll", "key", cache -> cache.loadAll(withNull(), true, null)),
                call("invokeAll", "key", cache -> cache.invokeAll(withNull(), NOTHING)),
                call("putAll", "key", cache -> cache.putAll(entry(null, 1))));
    }

    static Stream<Arguments> otherNulls() {
        return Stream.of(
                call("put", "value", cache -> cache.put("a", null)),
                call("getAndPut", "value", cache -> cache.getAndPut("a", null)),
                call("putIfAbsent", "value", cache -> cache.putIfAbsent("b", null)),
                call("remove old", "value", cache -> cache.remove("a", null)),
                call("replace old", "value", cache -> cache.replace("a", null, 2)),
                call("replace new", "value", cache -> cache.replace("a", 1, null)),
                call("replace", "value", cache -> cache.replace("a", null)),
                call("getAndReplace", "value", cache -> cache.getAndReplace("a", null)),
                call("putAll value", "value", cache -> cache.putAll(entry("c", null))),
                call("invoke", "entry processor", cache -> cache.invoke("a", NO_PROCESSOR)),
                call("invokeAll", "entry processor", cache -> cache.invokeAll(Set.of("a"), NO_PROCESSOR)),
                call("getAll", "set of keys", cache -> cache.getAll(null)),
                call("removeAll", "set of keys", cache -> cache.removeAll(null)),
                call("loadAll", "set of keys", cache -> cache.loadAll(null, true, null)),
                call("invokeAll keys", "set of keys", cache -> cache.invokeAll(null, NOTHING)),
                call("putAll", "map of entries", cache -> cache.putAll(null)),
                call("register", "listener configuration", cache -> cache.registerCacheEntryListener(null)),
                call("deregister", "listener configuration", cache -> cache.deregisterCacheEntryListener(null)));
    }

    static Stream<Arguments> everything() {
        return Stream.concat(
                Stream.concat(nullKeys(), otherNulls()),
                Stream.of(
                        call("clear", "", Cache::clear),
                        call("removeAll()", "", Cache::removeAll),
                        call(
                                "iterator",
                                "",
                                cache -> assertThat(cache.iterator()).isNull()),
                        beyond("size", OmniCache::size),
                        beyond("cleanUp", OmniCache::cleanUp),
                        beyond("strategy", OmniCache::strategy),
                        beyond("useStrategy", cache -> cache.useStrategy("lru")),
                        beyond("maximum", OmniCache::maximum),
                        beyond("resize", cache -> cache.resize(1)),
                        beyond("isBoundedByGuard", OmniCache::isBoundedByGuard),
                        beyond("missRatioCurve", OmniCache::missRatioCurve),
                        beyond("enableMissRatioCurve", cache -> cache.enableMissRatioCurve(true)),
                        beyond("warm", cache -> cache.warm(null)),
                        beyond("tiers", OmniCache::tiers),
                        beyond("encryption", OmniCache::encryption),
                        beyond("addTierListener", cache -> cache.addTierListener(null)),
                        beyond("removeTierListener", cache -> cache.removeTierListener(null))));
    }

    /** A call that is not in the standard. */
    private static Arguments beyond(String name, Consumer<OmniCache<String, Object>> call) {
        return call(name, "", cache -> call.accept((OmniCache<String, Object>) cache));
    }

    @ParameterizedTest
    @MethodSource({"nullKeys", "otherNulls"})
    void nullIsRefusedByName(Consumer<Cache<String, Object>> call, String what) {
        watched.assertFailsAndChangesNothing(call)
                .isInstanceOf(NullPointerException.class)
                .hasMessage("Cache 'users': the " + what + " must not be null");
    }

    @ParameterizedTest
    @MethodSource("everything")
    void closedCacheRefusesEverythingBeforeAnyOtherCheck(Consumer<Cache<String, Object>> call, String what) {
        watched.cache.close();
        assertThatThrownBy(() -> call.accept(watched.cache))
                .as(what)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Cache 'users' is closed");
        assertThat(watched.log.events()).containsExactly("CREATED a: 1");
    }

    @ParameterizedTest
    @MethodSource("everything")
    void closedCacheAsksNeitherLoaderNorWriter(Consumer<Cache<String, Object>> call, String what) {
        Source source = new Source();
        try (Watched closed = new Watched(options ->
                options.readThrough(new SingletonFactory<>(source)).writeThrough(new SingletonFactory<>(source)))) {
            closed.cache.close();
            assertThatThrownBy(() -> call.accept(closed.cache)).as(what).hasMessage("Cache 'users' is closed");
        }
        assertThat(source.asked).isEmpty();
    }

    /** Writes down that it was asked. */
    private static final class Source implements CacheLoader<String, Object>, CacheWriter<String, Object> {
        private final List<String> asked = new ArrayList<>();

        @Override
        public Object load(String key) {
            asked.add("load");
            return key;
        }

        @Override
        public Map<String, Object> loadAll(Iterable<? extends String> keys) {
            asked.add("loadAll");
            return Map.of();
        }

        @Override
        public void write(Cache.Entry<? extends String, ?> entry) {
            asked.add("write");
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends String, ?>> entries) {
            asked.add("writeAll");
        }

        @Override
        public void delete(Object key) {
            asked.add("delete");
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            asked.add("deleteAll");
        }
    }

    @Test
    void iteratorOfACacheThatWasClosedRefusesToGoOn() {
        Iterator<Cache.Entry<String, Object>> entries = watched.cache.iterator();
        entries.next();
        watched.cache.close();
        for (ThrowingCallable use : List.<ThrowingCallable>of(entries::hasNext, entries::next, entries::remove)) {
            assertThatThrownBy(use).isInstanceOf(IllegalStateException.class).hasMessage("Cache 'users' is closed");
        }
    }

    @Test
    void iteratorRefusesToRemoveTwiceAndToGoPastItsEnd() {
        Iterator<Cache.Entry<String, Object>> entries = watched.cache.iterator();
        assertThatThrownBy(entries::remove)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("remove() needs a next() before it, and only once");
        Cache.Entry<String, Object> entry = entries.next();
        assertThat(entry).hasToString("CacheEntry");
        assertThat(entry.unwrap(Cache.Entry.class)).isSameAs(entry);
        assertThatThrownBy(() -> entry.unwrap(String.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an entry cannot be unwrapped to java.lang.String");
        entries.remove();
        assertThatThrownBy(entries::remove).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(entries::next)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("Cache 'users' has no more entries");
        assertThat(watched.state().entries()).isEmpty();
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // on purpose: that is what is checked
    void keyOrValueOfAnotherTypeIsRefused() {
        Cache raw = watched.cache;
        watched.assertFailsAndChangesNothing(cache -> raw.put(5, "five"))
                .isInstanceOf(ClassCastException.class)
                .hasMessage("Cache 'users' takes a key of type java.lang.String, was java.lang.Integer");
        watched.assertFailsAndChangesNothing(cache -> raw.putAll(Map.of("b", 2, 5, 5)))
                .isInstanceOf(ClassCastException.class)
                .hasMessage("Cache 'users' takes a key of type java.lang.String, was java.lang.Integer");
        String wrongKey = "Cache 'users' takes a key of type java.lang.String, was java.lang.Integer";
        watched.assertFailsAndChangesNothing(cache -> raw.invoke(5, NOTHING)).hasMessage(wrongKey);
        watched.assertFailsAndChangesNothing(cache -> raw.invokeAll(Set.of(5, "a"), NOTHING))
                .isInstanceOf(ClassCastException.class)
                .hasMessage(wrongKey);
        watched.assertFailsAndChangesNothing(cache -> raw.loadAll(Set.of(5, "a"), true, null))
                .isInstanceOf(ClassCastException.class)
                .hasMessage(wrongKey);
        Cache<Object, Object> typed = watched.manager.createCache(
                "typed", new javax.cache.configuration.MutableConfiguration().setTypes(String.class, Long.class));
        assertThatThrownBy(() -> typed.getAndPut("a", "text"))
                .isInstanceOf(ClassCastException.class)
                .hasMessage("Cache 'typed' takes a value of type java.lang.Long, was java.lang.String");
        assertThatThrownBy(() -> typed.invoke("a", (entry, arguments) -> {
                    entry.setValue("text");
                    return null;
                }))
                .isInstanceOf(EntryProcessorException.class)
                .hasCauseInstanceOf(ClassCastException.class)
                .hasRootCauseMessage("Cache 'typed' takes a value of type java.lang.Long, was java.lang.String");
        assertThat(typed).isEmpty();
    }

    @Test
    void listenerConfigurationThatIsRegisteredAlreadyIsRefused() {
        watched.assertFailsAndChangesNothing(cache -> cache.registerCacheEntryListener(watched.log.configuration()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cache 'users': the listener configuration is registered already");
        watched.cache.put("b", 2);
        assertThat(watched.log.events()).containsExactly("CREATED a: 1", "CREATED b: 2");
    }

    @Test
    @SuppressWarnings("unchecked") // the type of a configuration has no parameters here
    void unknownTypesCannotBeUnwrapped() {
        assertThatThrownBy(() -> watched.cache.unwrap(String.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cache 'users' cannot be unwrapped to java.lang.String, only to OmniCache or Cache");
        assertThatThrownBy(() -> watched.cache.getConfiguration(javax.cache.configuration.MutableConfiguration.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cache 'users': its configuration is an OmniConfiguration, not a"
                        + " javax.cache.configuration.MutableConfiguration");
    }

    @Test
    void closingTwiceDoesNothing() {
        watched.cache.close();
        watched.cache.close();
        assertThat(watched.cache.isClosed()).isTrue();
        assertThat(watched.cache).hasToString("OmniCache[users]");
    }
}
