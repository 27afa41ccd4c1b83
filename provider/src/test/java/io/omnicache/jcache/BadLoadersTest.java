/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.engine.Statistics.Counter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loaders that misbehave while an entry processor reads: the exception, its message, and that nothing else changed. */
final class BadLoadersTest {
    private static final Map<Counter, Long> MISS = Map.of(Counter.MISSES, 1L);
    private static final Set<String> BOTH = new LinkedHashSet<>(List.of("a", "b"));
    private static final EntryProcessor<String, Object, Object> READ = (entry, arguments) -> entry.getValue();

    private final Loader loader = new Loader();
    private final Watched watched = new Watched(options -> options.readThrough(() -> loader));

    @AfterEach
    void close() {
        watched.close();
    }

    /** Answers as it is told to, one key at a time. */
    private static final class Loader implements CacheLoader<String, Object> {
        private Supplier<Object> answer = () -> null;

        @Override
        public Object load(String key) {
            return answer.get();
        }

        @Override
        public Map<String, Object> loadAll(Iterable<? extends String> keys) {
            Map<String, Object> loaded = new LinkedHashMap<>();
            keys.forEach(key -> loaded.put(key, answer.get()));
            return loaded;
        }

        private void fails(RuntimeException failure) {
            answer = () -> {
                throw failure;
            };
        }

        private void fails(Error error) {
            answer = () -> {
                throw error;
            };
        }
    }

    @Test
    void nothingInsteadOfAValueLeavesTheEntryAbsent() {
        Object seen = watched.cache.invoke("a", (entry, arguments) -> entry.getValue() + " " + entry.exists());
        assertThat(seen).isEqualTo("null false");
        assertThat(watched.cache.invokeAll(BOTH, READ)).isEmpty();
        assertThat(watched.state().entries()).isEmpty();
        assertThat(watched.log.events()).isEmpty();
        assertThat(watched.counts())
                .containsEntry(Counter.MISSES, 3L)
                .containsEntry(Counter.HITS, 0L)
                .containsEntry(Counter.PUTS, 0L)
                .containsEntry(Counter.REMOVALS, 0L);
    }

    @Test
    void anExceptionReachesTheCallerInsideTheOneOfTheProcessor() {
        loader.fails(new IllegalStateException("down"));
        watched.assertFailsAndChangesNothingBut(MISS, () -> watched.cache.invoke("a", READ))
                .isExactlyInstanceOf(EntryProcessorException.class)
                .hasMessage("Cache 'users': the entry processor failed")
                .hasCauseExactlyInstanceOf(CacheLoaderException.class)
                .cause()
                .hasMessage("the loader of cache 'users' failed")
                .hasRootCauseMessage("down");
        watched.assertFailsAndChangesNothingBut(Map.of(Counter.MISSES, 2L), () -> {
                    Map<String, EntryProcessorResult<Object>> results = watched.cache.invokeAll(BOTH, READ);
                    assertThat(results).containsOnlyKeys("a", "b");
                    results.get("b").get();
                })
                .isExactlyInstanceOf(EntryProcessorException.class)
                .hasMessage("Cache 'users': the entry processor failed")
                .hasCauseExactlyInstanceOf(CacheLoaderException.class);
    }

    @Test
    void anErrorIsThrownAsItIsAndEndsABatch() {
        Error error = new InternalError("broken");
        loader.fails(error);
        watched.assertFailsAndChangesNothingBut(MISS, () -> watched.cache.invoke("a", READ))
                .isSameAs(error);
        watched.assertFailsAndChangesNothingBut(MISS, () -> watched.cache.invokeAll(BOTH, READ))
                .isSameAs(error);
    }

    /** What the processor itself has caught is its own affair: the entry is absent, and may be set. */
    @Test
    void aProcessorMayGoOnWithoutWhatCouldNotBeLoaded() {
        loader.fails(new IllegalStateException("down"));
        watched.cache.invoke("a", (entry, arguments) -> {
            try {
                return entry.getValue();
            } catch (CacheLoaderException e) {
                entry.setValue("instead");
                return null;
            }
        });
        assertThat(watched.state().entries()).isEqualTo(Map.of("a", "instead"));
        assertThat(watched.log.events()).containsExactly("CREATED a: instead");
        assertThat(watched.counts()).containsEntry(Counter.MISSES, 1L).containsEntry(Counter.PUTS, 1L);
    }
}
