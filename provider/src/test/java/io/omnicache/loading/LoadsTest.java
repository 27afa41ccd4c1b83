/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.Eventually;
import io.omnicache.LogCapture;
import io.omnicache.ManualClock;
import io.omnicache.config.LoaderRetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.junit.jupiter.api.Test;

final class LoadsTest {
    private static final LoaderRetry THRICE = new LoaderRetry(3, Duration.ofMillis(100), Duration.ofMillis(150));

    private final ManualClock clock = new ManualClock();
    private final List<RuntimeException> failures = new ArrayList<>();
    private int calls;

    /** A loader that fails as often as there are failures left, and then answers. */
    private Loads<String, String> loads(LoaderRetry retry) {
        return new Loads<>("users", loader(key -> key + "!"), retry, clock);
    }

    private CacheLoader<String, String> loader(Function<String, String> answer) {
        return new CacheLoader<>() {
            @Override
            public String load(String key) {
                calls++;
                if (!failures.isEmpty()) {
                    throw failures.remove(0);
                }
                return answer.apply(key);
            }

            @Override
            public Map<String, String> loadAll(Iterable<? extends String> keys) {
                Map<String, String> loaded = new HashMap<>();
                keys.forEach(key -> loaded.put(key, load(key)));
                return loaded;
            }
        };
    }

    @Test
    void failingLoaderIsCalledAgainAfterDelaysThatDouble() {
        failures.add(new IllegalStateException("first"));
        failures.add(new IllegalStateException("second"));
        assertThat(loads(THRICE).load("a")).isEqualTo("a!");
        assertThat(calls).isEqualTo(3);
        assertThat(clock.sleeps()).containsExactly(Duration.ofMillis(100), Duration.ofMillis(150));
    }

    @Test
    void lastFailureIsTheCauseWhenAllAttemptsFail() {
        for (String name : List.of("first", "second", "third", "not reached")) {
            failures.add(new IllegalStateException(name));
        }
        assertThatThrownBy(() -> loads(THRICE).load("a"))
                .isInstanceOf(CacheLoaderException.class)
                .hasMessage("the loader of cache 'users' failed")
                .hasRootCauseMessage("third");
        assertThat(calls).isEqualTo(3);
    }

    @Test
    void bulkLoadIsRetriedAsAWhole() {
        failures.add(new IllegalStateException("first"));
        assertThat(loads(THRICE).loadAll(List.of("a", "b"))).isEqualTo(Map.of("a", "a!", "b", "b!"));
        assertThat(clock.sleeps()).containsExactly(Duration.ofMillis(100));
    }

    @Test
    void withoutRetryTheFirstFailureCountsAndNobodyWaits() {
        CacheLoaderException own = new CacheLoaderException("mine");
        failures.add(own);
        assertThatThrownBy(() -> loads(LoaderRetry.NONE).load("a")).isSameAs(own);
        assertThat(calls).isOne();
        assertThat(clock.sleeps()).isEmpty();
    }

    @Test
    void errorIsNeitherWrappedNorRetried() {
        Loads<String, String> loads = new Loads<>(
                "users",
                loader(key -> {
                    throw new AssertionError("broken");
                }),
                THRICE,
                clock);
        assertThatThrownBy(() -> loads.load("a"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("broken");
        assertThat(calls).isOne();
    }

    @Test
    void interruptionEndsTheWaitingAndStaysVisible() {
        failures.add(new IllegalStateException("first"));
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> loads(THRICE).load("a"))
                    .isInstanceOf(CacheLoaderException.class)
                    .hasRootCauseMessage("first")
                    .satisfies(thrown -> assertThat(thrown.getSuppressed())
                            .singleElement()
                            .isInstanceOf(InterruptedException.class));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(calls).isOne();
    }

    @Test
    void answersThatWereNotAskedForAndNullsAreDropped() {
        Map<String, String> answer = new HashMap<>(Map.of("a", "1", "other", "2"));
        answer.put("b", null);
        Loads<String, String> loads = new Loads<>("users", answering(answer), LoaderRetry.NONE, clock);
        assertThat(loads.loadAll(List.of("a", "b", "c"))).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void nullInsteadOfAMapIsAFailure() {
        Loads<String, String> loads = new Loads<>("users", answering(null), LoaderRetry.NONE, clock);
        assertThatThrownBy(() -> loads.loadAll(List.of("a")))
                .isInstanceOf(CacheLoaderException.class)
                .hasMessage("the loader of cache 'users' returned null from loadAll, it must return a map");
    }

    @Test
    void loaderCannotChangeTheKeys() {
        CacheLoader<String, String> greedy = new CacheLoader<>() {
            @Override
            public String load(String key) {
                return key;
            }

            @Override
            public Map<String, String> loadAll(Iterable<? extends String> keys) {
                Iterator<? extends String> each = keys.iterator();
                each.next();
                each.remove();
                return Map.of();
            }
        };
        Loads<String, String> loads = new Loads<>("users", greedy, LoaderRetry.NONE, clock);
        assertThatThrownBy(() -> loads.loadAll(new ArrayList<>(List.of("a"))))
                .isInstanceOf(CacheLoaderException.class)
                .hasCauseInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void loadThreadsAreDaemonsWithoutAContextLoaderAndLogWhatTasksThrow() {
        AtomicReference<Thread> thread = new AtomicReference<>();
        try (LogCapture log = new LogCapture("io.omnicache.loading")) {
            LoadThreads.execute(() -> {
                thread.set(Thread.currentThread());
                throw new IllegalStateException("listener broken");
            });
            Eventually.await("the failure is logged", () -> !log.messages().isEmpty());
            assertThat(log.messages()).containsExactly("WARNING a completion listener failed");
        }
        assertThat(thread.get().isDaemon()).isTrue();
        assertThat(thread.get().getName()).startsWith("omnicache-load-");
        assertThat(thread.get().getContextClassLoader()).isNull();
    }

    private static CacheLoader<String, String> answering(Map<String, String> answer) {
        return new CacheLoader<>() {
            @Override
            public String load(String key) {
                return answer.get(key);
            }

            @Override
            public Map<String, String> loadAll(Iterable<? extends String> keys) {
                return answer;
            }
        };
    }
}
