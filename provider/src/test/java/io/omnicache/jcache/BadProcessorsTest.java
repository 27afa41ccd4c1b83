/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.engine.Statistics.Counter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.CacheException;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import javax.cache.processor.MutableEntry;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** Processors that misbehave: the exception, its message, and that nothing else changed. */
final class BadProcessorsTest {
    private static Object setToNull(MutableEntry<String, Object> entry, Object... arguments) {
        entry.setValue(2);
        entry.setValue(null);
        return null;
    }

    @Test
    void processorThatSetsNullIsRefused() {
        try (Watched watched = new Watched()) {
            watched.cache.put("a", 1);
            assertRefusesNull(watched.assertFailsAndChangesNothingBut(
                    Map.of(Counter.HITS, 1L), () -> watched.cache.invoke("a", BadProcessorsTest::setToNull)));
            assertRefusesNull(watched.assertFailsAndChangesNothingBut(
                    Map.of(Counter.MISSES, 1L), () -> watched.cache.invoke("b", BadProcessorsTest::setToNull)));
            Map<Counter, Long> both = Map.of(Counter.HITS, 1L, Counter.MISSES, 1L);
            assertRefusesNull(watched.assertFailsAndChangesNothingBut(both, () -> {
                Map<String, EntryProcessorResult<Object>> results =
                        watched.cache.invokeAll(Set.of("a", "b"), BadProcessorsTest::setToNull);
                assertThat(results).containsOnlyKeys("a", "b");
                assertRefusesNull(assertThatThrownBy(results.get("a")::get));
                results.get("b").get();
            }));
        }
    }

    private static void assertRefusesNull(AbstractThrowableAssert<?, ? extends Throwable> failure) {
        failure.isInstanceOf(EntryProcessorException.class)
                .hasMessage("Cache 'users': the entry processor failed")
                .hasCauseInstanceOf(NullPointerException.class)
                .hasRootCauseMessage("an entry processor must not set the value to null");
    }

    @Test
    void processorThatThrowsChangesNothing() {
        try (Watched watched = new Watched()) {
            EntryProcessorException own = new EntryProcessorException("mine");
            watched.assertFailsAndChangesNothingBut(
                            Map.of(Counter.MISSES, 1L),
                            () -> watched.cache.invoke("a", (entry, arguments) -> {
                                entry.setValue(1);
                                throw own;
                            }))
                    .isSameAs(own);
            AssertionError error = new AssertionError("broken");
            watched.assertFailsAndChangesNothingBut(
                            Map.of(Counter.MISSES, 1L),
                            () -> watched.cache.invoke("a", (entry, arguments) -> {
                                throw error;
                            }))
                    .isSameAs(error);
        }
    }

    @Test
    void failuresOfAProcessorComeOutOfTheResultsOfTheirKeys() {
        try (Watched watched = new Watched(options -> options.byValue(true))) {
            Map<String, EntryProcessorResult<Object>> results =
                    watched.cache.invokeAll(Set.of("good", "bad", "silent", "unstorable"), (entry, arguments) -> {
                        switch (entry.getKey()) {
                            case "bad" -> throw new IllegalStateException("no");
                            case "unstorable" -> entry.setValue(new Object());
                            default -> entry.setValue(1);
                        }
                        return entry.getKey().equals("silent") ? null : "done";
                    });
            assertThat(results).containsOnlyKeys("good", "bad", "unstorable");
            assertThat(results.get("good").get()).isEqualTo("done");
            assertThatThrownBy(() -> results.get("bad").get())
                    .isInstanceOf(EntryProcessorException.class)
                    .hasRootCauseMessage("no");
            assertThatThrownBy(() -> results.get("unstorable").get())
                    .isInstanceOf(EntryProcessorException.class)
                    .hasMessage("Cache 'users': the entry processor failed")
                    .cause()
                    .isInstanceOf(CacheException.class)
                    .hasMessageStartingWith(
                            "Cache 'users': java.lang.Object cannot be stored by value: it is not Serializable.");
            assertThat(watched.state().entries()).containsOnlyKeys("good", "silent");
        }
    }

    @Test
    void entryOfAProcessorEndsWithItsCall() {
        try (Watched watched = new Watched()) {
            List<MutableEntry<String, Object>> kept = new ArrayList<>();
            watched.cache.invoke("a", (entry, arguments) -> {
                assertThat(entry.unwrap(MutableEntry.class)).isSameAs(entry);
                assertThatThrownBy(() -> entry.unwrap(String.class))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("a mutable entry cannot be unwrapped to java.lang.String");
                kept.add(entry);
                return null;
            });
            MutableEntry<String, Object> ended = kept.get(0);
            assertThat(ended).hasToString("ProcessedEntry");
            List<Runnable> uses =
                    List.of(ended::exists, ended::getKey, ended::getValue, ended::remove, () -> ended.setValue(1));
            for (Runnable use : uses) {
                assertThatThrownBy(use::run)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("a mutable entry ends with the call of its entry processor");
            }
            assertThat(watched.state().entries()).isEmpty();
        }
    }
}
