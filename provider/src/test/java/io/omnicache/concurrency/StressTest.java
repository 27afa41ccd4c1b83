/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.OmniCache;
import io.omnicache.config.OmniConfigurationBuilder;
import io.omnicache.engine.Cleared;
import io.omnicache.engine.Engine;
import io.omnicache.engine.Invariants;
import io.omnicache.engine.Statistics.Counter;
import io.omnicache.jcache.Engines;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.cache.event.EventType;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All operations from many threads, with eviction and expiry on: afterwards every entry that was created is accounted for.
 * The invariants of the engine are checked by {@link TestCaches}.
 */
class StressTest {
    private static final int THREADS = 6;
    private static final int OPERATIONS = 12_000;

    @RegisterExtension
    final TestCaches caches = new TestCaches();

    private final SteppedClock clock = new SteppedClock();
    private final AtomicLong created = new AtomicLong();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void withoutUserCodeEachEntryIsLiveRemovedExpiredOrEvicted(long seed) {
        OmniCache<String, Text> cache = caches.texts(
                "stress",
                options -> options.clock(clock)
                        .statistics(true)
                        .entries(25)
                        .expiry(TouchedExpiryPolicy.factoryOf(milliseconds(100))));
        Crew.together(THREADS, number -> {
            new Mix(cache, clock, seed, number, created).runShowing(OPERATIONS);
            return null;
        });
        settle(cache);
        assertThat(cache.size() + left(cache)).as("seed %d", seed).isEqualTo(created.get());
        Engine<String, Text> engine = Engines.of(cache);
        assertThat(Invariants.count(engine, Counter.EVICTIONS)).isPositive();
        assertThat(Invariants.count(engine, Counter.EXPIRATIONS)).isPositive();
    }

    /**
     * What {@code clear} forgets is neither counted nor told to anybody, so it is looked for in the generations that were in use before.
     * For none to be missed, the test's threads clear one after the other.
     */
    @ParameterizedTest(name = "seed {0}, by value: {1}")
    @CsvSource({"10, false", "11, true"})
    void withClearEachEntryIsLiveRemovedExpiredEvictedOrCleared(long seed, boolean byValue) {
        OmniCache<String, Text> cache = caches.texts(
                "stress",
                options -> options.clock(clock)
                        .byValue(byValue)
                        .statistics(true)
                        .entries(25)
                        .expiry(CreatedExpiryPolicy.factoryOf(milliseconds(400))));
        Cleared cleared = new Cleared(Engines.of(cache));
        Crew.together(THREADS, number -> {
            Mix mix = new Mix(cache, clock, seed, number, created);
            for (int i = 0; i < OPERATIONS / 400; i++) {
                mix.runShowing(100);
                cleared.by(cache::clear);
            }
            mix.runShowing(100);
            return null;
        });
        settle(cache);
        assertThat(cleared.entries()).isPositive();
        assertThat(cache.size() + left(cache) + cleared.entries())
                .as("seed %d", seed)
                .isEqualTo(created.get());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4, 5, 6})
    void withListenersEachKeyHasACoherentLife(long seed) {
        Heard heard = new Heard(event -> {});
        Heard heardLater = new Heard(event -> {});
        Loader<Text> loader =
                new Loader<>(key -> key.hashCode() % 3 == 0 ? null : new Text("loaded " + created.incrementAndGet()));
        OmniCache<String, Text> cache = caches.texts(
                "stress",
                options -> demanding(options)
                        .readThrough(loader.factory())
                        .listener(heard.synchronous())
                        .listener(heardLater.asynchronous()));
        Crew.together(THREADS, number -> {
            new Mix(cache, clock, seed, number, new AtomicLong()).run(OPERATIONS / 2);
            return null;
        });
        settle(cache);
        Eventually.holds("the events of swept entries are heard", () -> allHeard(cache, heard, heardLater));
        Streams events = new Streams(heard.events());
        assertAccountedFor(cache, events);
        assertThat(new Streams(heardLater.events()).evicted(contents(cache)))
                .isEqualTo(events.evicted(contents(cache)));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {7, 8})
    void withClearAmongTheOperationsTheInvariantsHold(long seed) {
        OmniCache<String, Text> cache = caches.texts("stress", this::demanding);
        Crew.together(THREADS, number -> {
            Mix mix = new Mix(cache, clock, seed, number, new AtomicLong());
            for (int i = 0; i < OPERATIONS / 100; i++) {
                mix.run(25);
                cache.clear();
            }
            mix.run(200);
            return null;
        });
        settle(cache);
        cache.put("afterwards", new Text("value")); // the last operation may have removed all
        assertThat(cache.size()).isPositive();
    }

    @ParameterizedTest
    @FieldSource("io.omnicache.EvictionStrategy#BUILT_IN")
    void underEachStrategyTheInvariantsHold(String strategy) {
        OmniCache<String, Text> cache =
                caches.texts("stress", options -> demanding(options).strategy(strategy));
        Crew.together(THREADS, number -> {
            new Mix(cache, clock, 9, number, new AtomicLong()).run(OPERATIONS / 2);
            return null;
        });
        settle(cache);
        assertThat(Invariants.count(Engines.of(cache), Counter.EVICTIONS)).isPositive();
    }

    /** Lets everything leave that is due, and waits for its events: listeners were there now and then. */
    private void settle(OmniCache<String, Text> cache) {
        clock.advance(30, TimeUnit.MILLISECONDS);
        cache.cleanUp();
        Eventually.holds(
                "all events are delivered",
                () -> Invariants.undelivered(Engines.of(cache)).isEmpty());
    }

    /** Returns how many entries have left by what is counted. */
    private static long left(OmniCache<String, Text> cache) {
        return Stream.of(Counter.REMOVALS, Counter.EXPIRATIONS, Counter.EVICTIONS)
                .mapToLong(counter -> Invariants.count(Engines.of(cache), counter))
                .sum();
    }

    private OmniConfigurationBuilder<String, Text> demanding(OmniConfigurationBuilder<String, Text> options) {
        return options.clock(clock)
                .statistics(true)
                .weight(200, () -> (key, value) -> value.toString().length())
                .expiry(AskedPolicy.asked(
                        () -> milliseconds(100 + random(400)),
                        () -> random(20) == 0 ? Duration.ZERO : random(3) == 0 ? milliseconds(random(300)) : null,
                        () -> random(20) == 0 ? Duration.ZERO : random(3) == 0 ? null : milliseconds(random(600))));
    }

    private void assertAccountedFor(OmniCache<String, Text> cache, Streams events) {
        Engine<String, Text> engine = Engines.of(cache);
        assertThat(events.count(EventType.REMOVED)).isEqualTo((int) Invariants.count(engine, Counter.REMOVALS));
        assertThat(events.count(EventType.EXPIRED)).isEqualTo((int) Invariants.count(engine, Counter.EXPIRATIONS));
        assertThat(events.count(EventType.CREATED) + events.count(EventType.UPDATED))
                .as("stored by puts and by loads")
                .isEqualTo((int) (Invariants.count(engine, Counter.PUTS) + created.get()));
        assertThat(events.evicted(contents(cache))).isEqualTo((int) Invariants.count(engine, Counter.EVICTIONS));
    }

    private static boolean allHeard(OmniCache<String, Text> cache, Heard heard, Heard heardLater) {
        long expired = heard.events().stream()
                .filter(event -> event.type() == EventType.EXPIRED)
                .count();
        return expired == Invariants.count(Engines.of(cache), Counter.EXPIRATIONS)
                && heard.events().size() == heardLater.events().size();
    }

    /** What is in the cache, without touching it. */
    private static Map<String, Text> contents(OmniCache<String, Text> cache) {
        return Invariants.contents(Engines.of(cache));
    }

    private static Duration milliseconds(int amount) {
        return amount == 0 ? Duration.ZERO : new Duration(TimeUnit.MILLISECONDS, amount);
    }

    private static int random(int bound) {
        return ThreadLocalRandom.current().nextInt(bound);
    }
}
