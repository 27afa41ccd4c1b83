/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.EventLog;
import io.omnicache.OmniCachingProvider;
import io.omnicache.StoreMode;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.OmniConfigurationBuilder;
import io.omnicache.engine.Engine;
import io.omnicache.engine.Statistics.Counter;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A cache named 'users', with everything that can be seen of it: entries, counts and events. Confined to one thread. */
final class Watched implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    final OmniCachingProvider provider = new OmniCachingProvider();
    final CacheManager manager =
            provider.getCacheManager(URI.create("omnicache:watched-" + COUNT.incrementAndGet()), null);
    final EventLog<String, Object> log = new EventLog<>();
    final Cache<String, Object> cache;
    private final CacheFacade<String, Object> facade;

    Watched() {
        this(options -> options);
    }

    Watched(UnaryOperator<OmniConfigurationBuilder<String, Object>> options) {
        OmniConfigurationBuilder<String, Object> plain = OmniConfiguration.builder(String.class, Object.class)
                .byValue(StoreMode.byValue(true))
                .statistics(true)
                .listener(log.configuration());
        cache = manager.createCache("users", options.apply(plain).build());
        facade = (CacheFacade<String, Object>) cache;
    }

    /** What can be seen at one moment; looking at it leaves no trace. */
    record State(Map<String, Object> entries, Map<Counter, Long> counts, List<String> events) {}

    State state() {
        Engine<String, Object> engine = facade.parts().engine();
        Map<String, Object> entries = new TreeMap<>();
        engine.keys().forEachRemaining(key -> {
            Object stored = engine.peek(key);
            if (stored != null) {
                entries.put(engine.readKey(key), engine.read(stored));
            }
        });
        return new State(entries, counts(), log.events());
    }

    Map<Counter, Long> counts() {
        return counts(facade);
    }

    static Map<Counter, Long> counts(CacheFacade<?, ?> cache) {
        Map<Counter, Long> counts = new EnumMap<>(Counter.class);
        for (Counter counter : Counter.values()) {
            counts.put(counter, cache.parts().statistics().get(counter));
        }
        return counts;
    }

    /** Checks that a call fails and that nothing but the given counters has changed by it. */
    AbstractThrowableAssert<?, ? extends Throwable> assertFailsAndChangesNothingBut(
            Map<Counter, Long> counted, ThrowingCallable call) {
        State before = state();
        AbstractThrowableAssert<?, ? extends Throwable> failure = assertThatThrownBy(call);
        State after = state();
        assertThat(after.entries()).isEqualTo(before.entries());
        assertThat(after.events()).isEqualTo(before.events());
        Map<Counter, Long> expected = new EnumMap<>(before.counts());
        counted.forEach((counter, more) -> expected.merge(counter, more, Long::sum));
        assertThat(after.counts()).isEqualTo(expected);
        return failure;
    }

    AbstractThrowableAssert<?, ? extends Throwable> assertFailsAndChangesNothing(Consumer<Cache<String, Object>> call) {
        return assertFailsAndChangesNothingBut(Map.of(), () -> call.accept(cache));
    }

    @Override
    public void close() {
        provider.close();
    }
}
