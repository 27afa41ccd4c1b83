/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

import io.omnicache.Clock;
import io.omnicache.OmniCache;
import io.omnicache.TierMode;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.OmniConfigurationBuilder;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.cache.CacheManager;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The real cache of one program, with user code that records. Its clock moves only when the program says so. */
final class Subject implements AutoCloseable {
    private static final String[] COUNTERS = {"CacheHits", "CacheMisses", "CachePuts", "CacheRemovals", "CacheEvictions"
    };

    private final UserCode code;
    private final CacheManager manager;
    private final OmniCache<String, Sample> cache;
    private final ObjectName statistics;
    private final SetClock clock = new SetClock();
    private final Map<Hearer, CacheEntryListenerConfiguration<String, Sample>> listeners = new HashMap<>();
    private List<Long> counted = List.of(0L, 0L, 0L, 0L, 0L);

    @SuppressWarnings("unchecked") // the cache has these types
    Subject(CacheManager manager, Program program, Journal journal) throws JMException {
        this.manager = manager;
        this.code = new UserCode(program.setting(), journal);
        String name = "program-" + program.seed();
        this.cache = manager.createCache(name, configuration(program)).unwrap(OmniCache.class);
        this.statistics = server().queryNames(new ObjectName("javax.cache:type=CacheStatistics,*,Cache=" + name), null)
                .iterator()
                .next();
    }

    UserCode code() {
        return code;
    }

    OmniCache<String, Sample> cache() {
        return cache;
    }

    void advance(long amount, TimeUnit unit) {
        clock.nanos += unit.toNanos(amount);
    }

    CacheEntryListenerConfiguration<String, Sample> listener(Hearer hearer) {
        return listeners.computeIfAbsent(hearer, this::newListener);
    }

    /** Returns hits, misses, puts, removals and evictions since the last time. */
    List<Long> takeStatistics() throws JMException {
        List<Long> current = new ArrayList<>();
        List<Long> delta = new ArrayList<>();
        for (Attribute attribute : server().getAttributes(statistics, COUNTERS).asList()) {
            delta.add((Long) attribute.getValue() - counted.get(current.size()));
            current.add((Long) attribute.getValue());
        }
        counted = current;
        return delta;
    }

    /** Ends the cache; asynchronous listeners have all their events afterwards. */
    @Override
    public void close() {
        manager.destroyCache(cache.getName());
    }

    private OmniConfiguration<String, Sample> configuration(Program program) {
        Setting setting = program.setting();
        OmniConfigurationBuilder<String, Sample> builder = OmniConfiguration.builder(String.class, Sample.class)
                .byValue(setting.byValue())
                .statistics(true)
                .clock(clock)
                .expiry(policy(setting));
        switch (setting.loading()) {
            case NONE -> {}
            case LOAD_ALL_ONLY -> builder.loader(() -> new RecordingLoader(code));
            case READ_THROUGH -> builder.readThrough(() -> new RecordingLoader(code));
        }
        if (setting.writeThrough()) {
            builder.writeThrough(() -> new RecordingWriter(code));
        }
        program.hearers().forEach(hearer -> builder.listener(listener(hearer)));
        return TierMode.addTo(builder).build();
    }

    private Factory<? extends ExpiryPolicy> policy(Setting setting) {
        if (setting.standard() == null) {
            return () -> new RecordingPolicy(code);
        }
        Duration duration = setting.lives().creation().duration;
        return switch (setting.standard()) {
            case CREATED -> CreatedExpiryPolicy.factoryOf(duration);
            case MODIFIED -> ModifiedExpiryPolicy.factoryOf(duration);
            case ACCESSED -> AccessedExpiryPolicy.factoryOf(duration);
            case TOUCHED -> TouchedExpiryPolicy.factoryOf(duration);
        };
    }

    private CacheEntryListenerConfiguration<String, Sample> newListener(Hearer hearer) {
        CacheEntryEventFilter<String, Sample> filter = event -> hearer.passes(event.getKey());
        return new MutableCacheEntryListenerConfiguration<>(
                () -> RecordingListener.create(code, hearer),
                hearer.filter() == Hearer.Filter.NONE ? null : new FactoryBuilder.SingletonFactory<>(filter),
                hearer.oldValueRequired(),
                hearer.synchronous());
    }

    private static MBeanServer server() {
        return ManagementFactory.getPlatformMBeanServer();
    }

    /** Time that stands still. */
    private static final class SetClock implements Clock {
        private volatile long nanos = TimeUnit.DAYS.toNanos(1);

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public long millis() {
            return TimeUnit.NANOSECONDS.toMillis(nanos);
        }
    }
}
