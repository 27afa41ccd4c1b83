/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.config.OmniConfiguration;
import io.omnicache.engine.Statistics.Counter;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.Test;

/** Loaders and factories that misbehave: the exception, its message, and that nothing else changed. */
final class BadCustomisationsTest {
    private static CacheLoader<String, Object> loader(Function<String, Object> function) {
        return new CacheLoader<>() {
            @Override
            public Object load(String key) {
                return function.apply(key);
            }

            @Override
            public Map<String, Object> loadAll(Iterable<? extends String> keys) {
                Map<String, Object> loaded = new HashMap<>();
                keys.forEach(key -> loaded.put(key, function.apply(key)));
                return loaded;
            }
        };
    }

    private static Watched loading(Function<String, Object> function) {
        return new Watched(options -> options.readThrough(() -> loader(function)));
    }

    @Test
    void loaderThatReturnsNullIsAMissAndNothingIsStored() {
        try (Watched watched = loading(key -> null)) {
            assertThat(watched.cache.get("a")).isNull();
            assertThat(watched.cache.getAll(Set.of("a", "b"))).isEmpty();
            assertThat(watched.state().entries()).isEmpty();
            assertThat(watched.counts()).containsEntry(Counter.MISSES, 3L).containsEntry(Counter.PUTS, 0L);
            assertThat(watched.log.events()).isEmpty();
        }
    }

    @Test
    void loaderThatReturnsNoMapIsRefused() {
        CacheLoader<String, Object> nothing = new CacheLoader<>() {
            @Override
            public Object load(String key) {
                return key;
            }

            @Override
            public Map<String, Object> loadAll(Iterable<? extends String> keys) {
                return null;
            }
        };
        try (Watched watched = new Watched(options -> options.readThrough(() -> nothing))) {
            watched.assertFailsAndChangesNothingBut(
                            Map.of(Counter.MISSES, 2L), () -> watched.cache.getAll(Set.of("a", "b")))
                    .isInstanceOf(CacheLoaderException.class)
                    .hasMessage("the loader of cache 'users' returned null from loadAll, it must return a map");
        }
    }

    @Test
    void loaderThatThrowsAnErrorLetsItThroughAndOnlyTheMissIsCounted() {
        OutOfMemoryError error = new OutOfMemoryError("no space");
        Watched watched = loading(key -> {
            throw error;
        });
        try (watched) {
            Map<Counter, Long> miss = Map.of(Counter.MISSES, 1L);
            watched.assertFailsAndChangesNothingBut(miss, () -> watched.cache.get("a"))
                    .isSameAs(error);
            watched.assertFailsAndChangesNothingBut(miss, () -> watched.cache.getAll(Set.of("a")))
                    .isSameAs(error);
        }
    }

    @Test
    void errorInTheBackgroundReachesTheListenerAsAnException() {
        AssertionError error = new AssertionError("broken");
        Watched watched = loading(key -> {
            throw error;
        });
        try (watched) {
            Watched.State before = watched.state();
            CompletionListenerFuture done = new CompletionListenerFuture();
            watched.cache.loadAll(Set.of("a"), false, done);
            assertThatThrownBy(done::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(CacheLoaderException.class)
                    .hasMessage("the loader of cache 'users' failed")
                    .hasCause(error);
            assertThat(watched.state()).isEqualTo(before);
        }
    }

    @Test
    void loadAllReportsItsEndWithAndWithoutALoader() throws Exception {
        try (Watched watched = loading(key -> key + "!");
                Watched none = new Watched()) {
            CompletionListenerFuture done = new CompletionListenerFuture();
            watched.cache.loadAll(Set.of("a"), false, done);
            done.get();
            assertThat(watched.state().entries()).isEqualTo(Map.of("a", "a!"));
            assertThat(watched.log.events()).containsExactly("CREATED a: a!");
            CompletionListenerFuture nothing = new CompletionListenerFuture();
            none.cache.loadAll(Set.of("a"), false, nothing);
            assertThat(nothing.isDone()).isTrue();
            none.cache.loadAll(Set.of("a"), false, null);
            assertThat(none.state().entries()).isEmpty();
        }
    }

    @Test
    void cacheWhosePartsCannotBeMadeDoesNotExistAndClosesWhatWasMade() {
        Policy policy = new Policy();
        try (Watched watched = new Watched()) {
            MutableConfiguration<String, Object> broken = new MutableConfiguration<String, Object>()
                    .setExpiryPolicyFactory(() -> policy)
                    .setCacheWriterFactory(() -> {
                        throw new IllegalStateException("no writer today");
                    });
            assertThatThrownBy(() -> watched.manager.createCache("broken", broken))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("no writer today");
            assertThat(policy.closed).isOne();
            assertThat(watched.manager.getCacheNames()).containsExactly("users");
            assertThat(watched.manager.<String, Object>getCache("broken")).isNull();
            Policy closed = new Policy();
            OmniConfiguration<Object, Object> unknown = OmniConfiguration.builder(Object.class, Object.class)
                    .entries(1)
                    .strategy("none")
                    .expiry(() -> closed)
                    .build();
            assertThatThrownBy(() -> watched.manager.createCache("unknown", unknown))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "Cache 'unknown', option 'strategy': was 'none', allowed is one of adaptive, fifo, lfu, lru, sieve, size, ttl");
            assertThat(closed.closed).isOne();
            OmniConfiguration<Object, Object> copied = OmniConfiguration.builder(Object.class, Object.class)
                    .copier("kryo")
                    .build();
            assertThatThrownBy(() -> watched.manager.createCache("copied", copied))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Cache 'copied', option 'copier': was 'kryo', allowed is one of fields, serialization");
        }
    }

    @Test
    void factoryThatThrowsACheckedExceptionUndeclaredClosesWhatWasMade() {
        Policy policy = new Policy();
        IOException undeclared = new IOException("no writer today");
        try (Watched watched = new Watched()) {
            MutableConfiguration<String, Object> broken = new MutableConfiguration<String, Object>()
                    .setExpiryPolicyFactory(() -> policy)
                    .setCacheWriterFactory(() -> throwAny(undeclared));
            assertThatThrownBy(() -> watched.manager.createCache("broken", broken))
                    .isSameAs(undeclared);
            assertThat(policy.closed).isOne();
            assertThat(watched.manager.getCacheNames()).containsExactly("users");
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as other languages can
    private static <T, E extends Throwable> T throwAny(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @Test
    void errorOfOneClosingDoesNotKeepTheOthersOpen() {
        Policy policy = new Policy();
        AssertionError error = new AssertionError("broken");
        try (Watched watched = new Watched()) {
            MutableConfiguration<String, Object> closing = new MutableConfiguration<String, Object>()
                    .setCacheLoaderFactory(() -> new UnclosableLoader(error))
                    .setExpiryPolicyFactory(() -> policy);
            watched.manager.createCache("closing", closing);
            assertThatThrownBy(() -> watched.manager.destroyCache("closing")).isSameAs(error);
            assertThat(policy.closed).isOne();
        }
    }

    private record UnclosableLoader(Error error) implements CacheLoader<String, Object>, Closeable {
        @Override
        public Object load(String key) {
            return key;
        }

        @Override
        public Map<String, Object> loadAll(Iterable<? extends String> keys) {
            return Map.of();
        }

        @Override
        public void close() {
            throw error;
        }
    }

    private static final class Policy implements ExpiryPolicy, Closeable {
        private static final ExpiryPolicy ETERNAL = new EternalExpiryPolicy();
        private int closed;

        @Override
        public javax.cache.expiry.Duration getExpiryForCreation() {
            return ETERNAL.getExpiryForCreation();
        }

        @Override
        public javax.cache.expiry.Duration getExpiryForAccess() {
            return ETERNAL.getExpiryForAccess();
        }

        @Override
        public javax.cache.expiry.Duration getExpiryForUpdate() {
            return ETERNAL.getExpiryForUpdate();
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
