/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.OmniCache;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.OmniConfigurationBuilder;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Weighers, copiers, filters and values' {@code equals} that come back to the cache: where no key is held they may do anything. */
class ValueCodeReentryTest {
    @RegisterExtension
    final TestCaches caches = new TestCaches(HookedCopier.loader());

    private final AtomicReference<Callable<Object>> hook = new AtomicReference<>();
    /** How many calls of the hook are to do nothing. */
    private final AtomicInteger idleCalls = new AtomicInteger();

    private final AtomicReference<Object> came = new AtomicReference<>();
    private OmniCache<String, Object> cache;

    /** Where such code runs while its key is not held, and what is there afterwards if it has put "inner" under that key. */
    private enum Free {
        WEIGHER_OF_PUT("value"),
        COPIER_OF_PUT("value"),
        COPIER_OF_GET("inner"),
        FILTER("inner"),
        ASYNCHRONOUS_FILTER("inner"),
        EQUALS("inner");

        private final String afterwards;

        Free(String afterwards) {
            this.afterwards = afterwards;
        }

        boolean copies() {
            return this == COPIER_OF_PUT || this == COPIER_OF_GET;
        }
    }

    /** Where it runs while an operation holds the key, and what was there before. */
    private enum Held {
        WEIGHER_OF_LOAD(null),
        COPIER_OF_LOAD(null),
        WEIGHER_OF_PROCESSOR("before"),
        COPIER_OF_PROCESSOR("before"),
        COPIER_FOR_WRITER("before");

        private final String before;

        Held(String before) {
            this.before = before;
        }

        boolean loads() {
            return this == WEIGHER_OF_LOAD || this == COPIER_OF_LOAD;
        }

        boolean copies() {
            return this != WEIGHER_OF_LOAD && this != WEIGHER_OF_PROCESSOR;
        }
    }

    @AfterEach
    void copyWithoutAHook() {
        HookedCopier.HOOK.set(null);
    }

    @ParameterizedTest
    @EnumSource(Free.class)
    void itsOwnKeyAndOthersAreReadAndWritten(Free place) {
        make(place);
        assertThat(inside(place, () -> {
                    boolean present = cache.containsKey("own") && cache.get("own") != null;
                    cache.put("own", new Text("inner"));
                    cache.put("other", new Text("inner"));
                    return present && cache.remove("other");
                }))
                .isEqualTo(true);
        assertThat(cache.get("own")).hasToString(place.afterwards);
    }

    /** Of a synchronous filter the key's lane is held, as of a listener: who changes the key waits for it. */
    @ParameterizedTest
    @EnumSource(value = Free.class, mode = EnumSource.Mode.EXCLUDE, names = "FILTER")
    void anotherThreadThatIsWaitedForWritesTheKey(Free place) {
        make(place);
        inside(
                place,
                () -> Crew.run("another", () -> cache.put("own", new Text("inner")))
                        .result());
        assertThat(cache.get("own")).hasToString(place.afterwards);
    }

    @Test
    void anotherThreadReadsTheKeyOfASynchronousFilter() {
        make(Free.FILTER);
        assertThat(inside(
                        Free.FILTER,
                        () -> Crew.start("another", () -> cache.get("own")).result()))
                .hasToString("value");
    }

    @ParameterizedTest
    @EnumSource(Held.class)
    void whereTheKeyIsHeldItIsReadAsItWasAndCannotBeWritten(Held place) {
        make(place);
        assertThat(inside(place, () -> {
                    Object read = cache.get("own");
                    assertThatThrownBy(() -> cache.put("own", new Text("inner")))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("key own of cache 're-entry' cannot be changed from inside");
                    cache.put("other", new Text("inner"));
                    return Arrays.asList(read == null ? null : read.toString(), cache.remove("other"));
                }))
                .isEqualTo(Arrays.asList(place.before, true));
        assertThat(cache.get("own")).hasToString("value");
    }

    private void make(Free place) {
        OmniConfigurationBuilder<String, Object> options = options(place.copies());
        make(
                switch (place) {
                    case WEIGHER_OF_PUT -> options.weight(100, () -> this::weigh);
                    case FILTER -> options.listener(filtering(true));
                    case ASYNCHRONOUS_FILTER -> options.listener(filtering(false));
                    default -> options;
                },
                place.copies());
    }

    private void make(Held place) {
        OmniConfigurationBuilder<String, Object> options = options(place.copies());
        OmniConfigurationBuilder<String, Object> loading =
                place.loads() ? options.readThrough(new Loader<Object>(key -> new Text("value")).factory()) : options;
        OmniConfigurationBuilder<String, Object> writing =
                place == Held.COPIER_FOR_WRITER ? loading.writeThrough(new Writer(key -> {}).factory()) : loading;
        make(place.copies() ? writing : writing.weight(100, () -> this::weigh), place.copies());
    }

    private static OmniConfigurationBuilder<String, Object> options(boolean copies) {
        OmniConfigurationBuilder<String, Object> options =
                OmniConfiguration.builder(String.class, Object.class).byValue(copies);
        return copies ? options.copier("hooked") : options;
    }

    private void make(OmniConfigurationBuilder<String, Object> options, boolean copies) {
        cache = caches.make("re-entry", options);
        if (copies) {
            HookedCopier.HOOK.set(this::callHook);
        }
    }

    /** Runs something once in such a place; returns what came of it. */
    private Object inside(Free place, Callable<Object> action) {
        if (place != Free.ASYNCHRONOUS_FILTER) { // which would hear of it, too, at any time
            cache.put("own", place == Free.EQUALS ? new Compared() : new Text("before"));
        }
        return once(action, () -> {
            switch (place) {
                case COPIER_OF_GET -> cache.get("own");
                case EQUALS ->
                    assertThat(cache.replace("own", new Text("before"), new Text("value")))
                            .as("the value that was found equal is gone, the other one differs")
                            .isFalse();
                default -> cache.put("own", new Text("value"));
            }
        });
    }

    private Object inside(Held place, Callable<Object> action) {
        if (!place.loads()) {
            cache.put("own", new Text("before"));
        }
        idleCalls.set(place == Held.COPIER_FOR_WRITER ? 1 : 0); // the first copy is the one to be stored, made before
        return once(action, () -> {
            switch (place) {
                case WEIGHER_OF_LOAD, COPIER_OF_LOAD -> cache.get("own");
                case COPIER_FOR_WRITER -> cache.put("own", new Text("value"));
                default ->
                    cache.invoke("own", (entry, arguments) -> {
                        entry.setValue(new Text("value"));
                        return null;
                    });
            }
        });
    }

    private Object once(Callable<Object> action, Runnable operation) {
        hook.set(action);
        Crew.run("operates", operation).result();
        Eventually.holds("the hook has run", () -> came.get() != null);
        return came.get();
    }

    private int weigh(String key, Object value) {
        callHook();
        return 1;
    }

    private void callHook() {
        if (idleCalls.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return;
        }
        Callable<Object> action = hook.getAndSet(null);
        if (action != null) {
            try {
                Object result = action.call();
                came.set(result == null ? "nothing" : result);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    private CacheEntryListenerConfiguration<String, Object> filtering(boolean synchronous) {
        return new MutableCacheEntryListenerConfiguration<>(
                () -> new Heard(event -> {}),
                () -> event -> {
                    callHook();
                    return true;
                },
                false,
                synchronous);
    }

    /** A value that is equal to any other, once it has called the hook. */
    private final class Compared {
        @Override
        public boolean equals(Object other) {
            callHook();
            return other != null;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }
}
