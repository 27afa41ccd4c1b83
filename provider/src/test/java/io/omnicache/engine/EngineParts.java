/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.Clock;
import io.omnicache.EvictionStrategy;
import io.omnicache.ManualClock;
import io.omnicache.OmniCachingProvider;
import io.omnicache.Weigher;
import io.omnicache.codec.ByReference;
import io.omnicache.config.LoaderRetry;
import io.omnicache.engine.eviction.LruStrategy;
import io.omnicache.engine.expiry.Expiry;
import io.omnicache.engine.guard.HeapGuard;
import io.omnicache.event.Deliveries;
import io.omnicache.event.ValueReader;
import io.omnicache.loading.Loads;
import io.omnicache.loading.Writes;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;

/** The parts of an engine named 'users' that counts, keeps references and runs by its own clock; each can be replaced. */
final class EngineParts {
    private static final Cache<String, Object> SOURCE =
            new OmniCachingProvider().getCacheManager().createCache("source", new MutableConfiguration<>());

    final ManualClock clock = new ManualClock();
    final Statistics statistics = new Statistics();
    final Deliveries<String, Object> events = new Deliveries<>(SOURCE, "users", new Plain());
    private ExpiryPolicy policy = new EternalExpiryPolicy();
    private Loads<String, Object> loads;
    private Writes<String, Object> writes;
    private Parts.Limit<String, Object> limit;
    private Parts.Guarding guarding;

    EngineParts() {
        statistics.enable(true);
    }

    EngineParts expiry(ExpiryPolicy newPolicy) {
        policy = newPolicy;
        return this;
    }

    EngineParts loader(CacheLoader<String, Object> loader) {
        loads = loads(loader);
        return this;
    }

    EngineParts writer(CacheWriter<String, Object> writer) {
        writes = new Writes<>("users", writer);
        return this;
    }

    EngineParts entries(long maximum) {
        return limit(maximum, null, new LruStrategy());
    }

    EngineParts weight(long maximum, Weigher<String, Object> weigher) {
        return limit(maximum, weigher, new LruStrategy());
    }

    EngineParts limit(long maximum, Weigher<String, Object> weigher, EvictionStrategy strategy) {
        limit = new Parts.Limit<>(maximum, weigher == null ? null : EntryWeight.by("users", weigher), strategy, false);
        return this;
    }

    EngineParts guarding(HeapGuard guard, EvictionStrategy strategy) {
        guarding = new Parts.Guarding(guard, strategy);
        return this;
    }

    Loads<String, Object> loads(CacheLoader<String, Object> loader) {
        return new Loads<>("users", loader, LoaderRetry.NONE, clock);
    }

    Engine<String, Object> engine() {
        return engine(clock);
    }

    Engine<String, Object> engine(Clock runsBy) {
        Expiry expiry = Expiry.of("users", policy);
        return new Engine<>(new Parts<>(
                "users",
                runsBy,
                ByReference.INSTANCE,
                expiry,
                loads,
                writes,
                events,
                statistics,
                limit,
                guarding,
                null));
    }

    /** Puts as the facade does. */
    static void put(Engine<String, Object> engine, String key, Object value) {
        engine.step(key, Kind.STORE, engine.incoming(key, value), Step::put);
    }

    static Boolean remove(Engine<String, Object> engine, String key) {
        return engine.step(key, Kind.REMOVE, key, (step, same) -> step.remove());
    }

    private static final class Plain implements ValueReader<String, Object> {
        @Override
        public String readKey(String stored) {
            return stored;
        }

        @Override
        public Object readValue(Object stored) {
            return stored;
        }
    }
}
