/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.omnicache.EventLog;
import io.omnicache.OmniCachingProvider;
import io.omnicache.engine.Statistics.Counter;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import javax.cache.Cache;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.EntryProcessorException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A loader that gives values of another type than the cache's: the exception, its message, and that nothing but the miss is counted. */
final class WrongLoadedValuesTest {
    private static final String REFUSED =
            "the loader of cache 'typed' gave a value of type java.lang.String, it must be of type java.lang.Long";

    private final OmniCachingProvider provider = new OmniCachingProvider();
    private final EventLog<String, Object> log = new EventLog<>();
    private final CacheFacade<String, Object> cache = typed();

    @AfterEach
    void close() {
        provider.close();
    }

    @SuppressWarnings("unchecked") // on purpose: that is what is checked
    private CacheFacade<String, Object> typed() {
        Configuration<?, ?> configuration = new MutableConfiguration<String, Object>()
                .setStatisticsEnabled(true)
                .setReadThrough(true)
                .setCacheLoaderFactory(new SingletonFactory<>(new Texts()))
                .addCacheEntryListenerConfiguration(log.configuration());
        ((MutableConfiguration<String, Long>) configuration).setTypes(String.class, Long.class);
        return (CacheFacade<String, Object>)
                provider.getCacheManager().createCache("typed", (Configuration<String, Object>) configuration);
    }

    /** Answers with texts. */
    private static final class Texts implements CacheLoader<String, Object> {
        @Override
        public Object load(String key) {
            return "text";
        }

        @Override
        public Map<String, Object> loadAll(Iterable<? extends String> keys) {
            return Map.of(keys.iterator().next(), "text");
        }
    }

    /** An operation, told by what it makes of a failing load. */
    private interface Operation {
        void on(Cache<String, Object> cache) throws Exception;
    }

    /** The operations that load, what they throw around the refusal, and how many misses they count. */
    enum Load {
        GET(null, 1, cache -> cache.get("x")),
        GET_ALL(null, 1, cache -> cache.getAll(Set.of("x"))),
        INVOKE(EntryProcessorException.class, 1, cache -> cache.invoke("x", (entry, arguments) -> entry.getValue())),
        INVOKE_ALL(
                EntryProcessorException.class,
                1,
                cache -> cache.invokeAll(Set.of("x"), (entry, arguments) -> entry.getValue())
                        .get("x")
                        .get()),
        LOAD_ALL(ExecutionException.class, 0, cache -> {
            CompletionListenerFuture done = new CompletionListenerFuture();
            cache.loadAll(Set.of("x"), true, done);
            done.get();
        });

        private final Class<? extends Exception> around;
        private final long misses;
        private final Operation operation;

        Load(Class<? extends Exception> around, long misses, Operation operation) {
            this.around = around;
            this.misses = misses;
            this.operation = operation;
        }
    }

    @ParameterizedTest
    @EnumSource(Load.class)
    void isRefusedAndOnlyTheMissIsCounted(Load load) {
        cache.put("a", 1L);
        Map<Counter, Long> expected = Watched.counts(cache);
        expected.merge(Counter.MISSES, load.misses, Long::sum);

        Throwable thrown = catchThrowable(() -> load.operation.on(cache));

        Throwable refusal = load.around == null ? thrown : thrown.getCause();
        if (load.around != null) {
            assertThat(thrown).isExactlyInstanceOf(load.around);
        }
        assertThat(refusal).isExactlyInstanceOf(CacheLoaderException.class).hasMessage(REFUSED);
        assertThat(Watched.counts(cache)).isEqualTo(expected);
        assertThat(log.events()).containsExactly("CREATED a: 1");
        assertThat(cache.getAll(Set.of("a"))).isEqualTo(Map.of("a", 1L));
        assertThat(cache.containsKey("x")).isFalse();
    }
}
