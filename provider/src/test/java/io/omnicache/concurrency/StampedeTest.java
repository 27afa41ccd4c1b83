/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.OmniCache;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.integration.CacheLoaderException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many threads that miss the same key: the loader is called once, and all share what it comes to. */
class StampedeTest {
    private static final int THREADS = 64;

    @RegisterExtension
    final TestCaches caches = new TestCaches();

    private final AtomicInteger asking = new AtomicInteger();
    private final AtomicReference<OmniCache<String, Text>> cache = new AtomicReference<>();

    @Test
    void shareOneValue() {
        Loader<Text> loader = loader(() -> "loaded");
        assertThat(stampede(loader)).containsOnly("loaded").hasSize(THREADS);
        assertThat(loader.calls("k")).isEqualTo(1);
    }

    @Test
    void shareThatThereIsNone() {
        Loader<Text> loader = loader(() -> null);
        assertThat(stampede(loader)).containsOnlyNulls().hasSize(THREADS);
        assertThat(loader.calls("k")).isEqualTo(1);
        assertThat(cache.get().size()).isZero();
    }

    @Test
    void shareOneFailure() {
        IllegalArgumentException failure = new IllegalArgumentException("no such row");
        Loader<Text> loader = loader(() -> {
            throw failure;
        });
        assertThat(stampede(loader))
                .hasSize(THREADS)
                .allSatisfy(came -> assertThat((Throwable) came)
                        .isInstanceOf(CacheLoaderException.class)
                        .hasRootCause(failure));
        assertThat(loader.calls("k")).isEqualTo(1);
    }

    @Test
    void shareAnError() {
        Loader<Text> loader = loader(() -> {
            throw new AssertionError("broken");
        });
        assertThat(stampede(loader))
                .hasSize(THREADS)
                .allSatisfy(came -> assertThat((Throwable) came)
                        .satisfiesAnyOf(
                                error -> assertThat(error).isInstanceOf(AssertionError.class),
                                shared -> assertThat(shared)
                                        .isInstanceOf(CacheLoaderException.class)
                                        .hasRootCauseInstanceOf(AssertionError.class)));
        assertThat(loader.calls("k")).isEqualTo(1);
    }

    @Test
    void shareAValueThatExpiresAtOnceAndIsNotStored() {
        Loader<Text> loader = loader(() -> "loaded");
        cache.set(caches.texts(
                "stampede",
                options -> options.readThrough(loader.factory()).expiry(CreatedExpiryPolicy.factoryOf(Duration.ZERO))));
        assertThat(stampede(loader)).containsOnly("loaded").hasSize(THREADS);
        assertThat(loader.calls("k")).isEqualTo(1);
        assertThat(cache.get().size()).isZero();
    }

    @Test
    void shareWhatABulkLoadBrings() {
        Loader<Text> loader = new Loader<>(key -> {
            Eventually.holds("all threads ask", () -> asking.get() == THREADS);
            return new Text("loaded");
        });
        cache.set(caches.texts("stampede", options -> options.readThrough(loader.factory())));
        List<Object> came = Crew.together(THREADS, number -> {
            asking.incrementAndGet();
            return number % 2 == 0
                    ? see(cache.get().get("k"))
                    : see(cache.get().getAll(Set.of("k", "l")).get("k"));
        });
        assertThat(came).containsOnly("loaded").hasSize(THREADS);
        assertThat(loader.calls("k")).isEqualTo(1);
        assertThat(loader.calls("l")).isEqualTo(1);
    }

    /** A loader that answers once all threads are about to ask. */
    private Loader<Text> loader(Supplier<String> answer) {
        return new Loader<>(key -> {
            Eventually.holds("all threads ask", () -> asking.get() == THREADS);
            Eventually.holds("all other threads wait", this::othersWait);
            String text = answer.get();
            return text == null ? null : new Text(text);
        });
    }

    /** By value each thread has a copy of its own, and may change it. */
    private String see(Text value) {
        String seen = Text.read(value);
        Text.spoil(cache.get(), value);
        return seen;
    }

    private boolean othersWait() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("crew-") && thread != Thread.currentThread())
                .allMatch(thread -> thread.getState() == Thread.State.WAITING);
    }

    private List<Object> stampede(Loader<Text> loader) {
        if (cache.get() == null) {
            cache.set(caches.texts("stampede", options -> options.readThrough(loader.factory())));
        }
        return Crew.together(THREADS, number -> {
            asking.incrementAndGet();
            try {
                return see(cache.get().get("k"));
            } catch (CacheLoaderException | AssertionError e) {
                return e;
            }
        });
    }
}
