/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import io.omnicache.Copier;
import io.omnicache.codec.ByReference;
import io.omnicache.codec.ByValue;
import io.omnicache.codec.Copiers;
import io.omnicache.codec.StoredForm;
import io.omnicache.config.Bound;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.engine.Engine;
import io.omnicache.engine.Lower;
import io.omnicache.engine.Parts;
import io.omnicache.engine.Statistics;
import io.omnicache.engine.UnderWay;
import io.omnicache.engine.expiry.Expiry;
import io.omnicache.event.Deliveries;
import io.omnicache.event.Failures;
import io.omnicache.loading.Loads;
import io.omnicache.loading.Writes;
import java.util.OptionalLong;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.Factory;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CompletionListener;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one cache, made from its configuration with plain {@code new}, and closed with it.
 *
 * <p>Thread-safe.
 */
final class Assembly<K, V> {
    private final String name;
    private final Customisations customisations;
    private final Statistics statistics = new Statistics();
    private final Deliveries<K, V> events;
    private final Engine<K, V> engine;
    private final EntryTypes types;
    private final Processing<K, V> processing;

    /** Null if there is none. */
    private final @Nullable Loads<K, V> loads;

    /** Null if there is no loader. */
    private final @Nullable BulkLoading<K, V> bulkLoading;

    private volatile OmniConfiguration<K, V> configuration;

    Assembly(Cache<K, V> cache, String name, OmniConfiguration<K, V> stated, CacheManager manager) {
        ClassLoader loader = manager.getClassLoader();
        OmniConfiguration<K, V> configuration = LowerLevels.usable(name, stated, loader);
        this.name = name;
        this.customisations = new Customisations(name);
        this.configuration = configuration;
        this.events = new Deliveries<>(cache, name, new Reading());
        Lower lower = null;
        try {
            lower = LowerLevels.open(name, configuration, manager);
            HeapLimits<K, V> heap = new HeapLimits<>(name, configuration, customisations, loader);
            this.loads = loads();
            Expiry expiry = expiry();
            for (CacheEntryListenerConfiguration<K, V> listener : configuration.getCacheEntryListenerConfigurations()) {
                events.register(listener); // before the engine, which lets go at once what has expired below it
            }
            this.engine = new Engine<>(new Parts<>(
                    name,
                    configuration.clock(),
                    form(loader),
                    expiry,
                    configuration.isReadThrough() ? loads : null,
                    writes(),
                    events,
                    statistics,
                    heap.limit(expiry.mayExpire()),
                    heap.guarding(),
                    lower));
            this.types = new EntryTypes(name, configuration);
            this.processing = new Processing<>(types, engine, statistics);
            this.bulkLoading = loads == null ? null : new BulkLoading<>(name, engine, loads, BulkLoading.LONGEST_WAIT);
        } catch (Throwable e) { // factories in other languages throw checked exceptions undeclared
            closeWhatWasMade(lower, e);
            throw e;
        }
        statistics.enable(configuration.isStatisticsEnabled());
    }

    /** Closes what was made before the rest could not be; what that throws is suppressed. */
    private void closeWhatWasMade(@Nullable Lower lower, Throwable failure) {
        Failures failures = new Failures();
        failures.add(failure);
        if (lower != null) {
            failures.run(lower.stack()::close);
        }
        customisations.close(failures);
        events.close(failures);
    }

    String name() {
        return name;
    }

    Engine<K, V> engine() {
        return engine;
    }

    Statistics statistics() {
        return statistics;
    }

    Processing<K, V> processing() {
        return processing;
    }

    /** Returns the loader; null if there is none. */
    @Nullable
    Loads<K, V> loader() {
        return loads;
    }

    EntryTypes types() {
        return types;
    }

    /** Loads the keys on another thread; without a loader there is nothing to do. */
    void loadAll(Set<K> keys, boolean replaceExisting, @Nullable CompletionListener listener) {
        if (bulkLoading != null) {
            bulkLoading.loadAll(keys, replaceExisting, listener);
        } else if (listener != null) {
            listener.onCompletion();
        }
    }

    /** Returns the configuration that is in force. */
    OmniConfiguration<K, V> configuration() {
        return configuration;
    }

    <C extends Configuration<K, V>> C configurationAs(Class<C> type) {
        OmniConfiguration<K, V> current = configuration;
        if (type.isInstance(current)) {
            return type.cast(current);
        }
        throw new IllegalArgumentException(
                "Cache '" + name + "': its configuration is an OmniConfiguration, not a " + type.getName());
    }

    synchronized void enableStatistics(boolean enabled) {
        configuration = configuration.withStatistics(enabled);
        statistics.enable(enabled);
    }

    synchronized void enableManagement(boolean enabled) {
        configuration = configuration.withManagement(enabled);
    }

    /** Lets another strategy decide what is evicted. */
    synchronized void useStrategy(String strategy, ClassLoader loader) {
        requireBound();
        engine.bounds().strategy(HeapLimits.strategy(name, strategy, loader));
        configuration = configuration.withStrategy(strategy);
    }

    /** Changes how much the heap may hold. A bound of the heap guard's becomes one that the configuration states. */
    synchronized void resize(long maximum) {
        requireBound();
        OmniConfiguration<K, V> resized = configuration.withHeap(resized(configuration.heap(), maximum));
        engine.bounds().maximum(maximum);
        configuration = resized;
    }

    private Bound resized(Bound heap, long maximum) {
        try {
            return heap instanceof Bound.Unbounded ? new Bound.Entries(maximum) : heap.withMaximum(maximum);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Cache '" + name + "': " + e.getMessage(), e);
        }
    }

    /** Begins or ends to estimate the miss ratios at other sizes. */
    synchronized void enableMissRatioCurve(boolean enabled) {
        if (enabled || configuration.isMissRatioCurveEnabled()) {
            requireBound();
            engine.bounds().watch(enabled);
            configuration = configuration.withMissRatioCurve(enabled);
        }
    }

    /** Returns how much the heap may hold, as the configuration or the heap guard says. */
    OptionalLong maximum() {
        OptionalLong stated = configuration.heap().limit();
        return stated.isPresent() ? stated : engine.bounds().guardBound();
    }

    private void requireBound() {
        if (maximum().isEmpty()) {
            throw new IllegalStateException("Cache '" + name
                    + "' has no bound: give it one by tiers: [ { heap: { entries: 10k } } ], or by the builder");
        }
    }

    synchronized void registerListener(CacheEntryListenerConfiguration<K, V> listener) {
        if (configuration.getCacheEntryListenerConfigurations().contains(listener)) {
            throw new IllegalArgumentException(
                    "Cache '" + name + "': the listener configuration is registered already");
        }
        events.register(listener);
        configuration = configuration.withListeners(listeners -> {
            listeners.add(listener);
            return listeners;
        });
    }

    synchronized void deregisterListener(CacheEntryListenerConfiguration<K, V> listener) {
        configuration = configuration.withListeners(listeners -> {
            listeners.remove(listener);
            return listeners;
        });
        events.deregister(listener);
    }

    /** Stops the background work, then closes everything of the user's that can be closed; deletes what is stored if it is to be. */
    void close(boolean destroy) {
        Failures failures = new Failures();
        if (bulkLoading != null) {
            failures.run(bulkLoading::close);
        }
        failures.run(() -> new UnderWay(engine, BulkLoading.LONGEST_WAIT).await());
        failures.run(() -> engine.close(destroy));
        events.close(failures);
        customisations.close(failures);
        failures.throwFirst();
    }

    private StoredForm form(ClassLoader loader) {
        if (!configuration.isStoreByValue()) {
            return ByReference.INSTANCE;
        }
        return new ByValue(name, copier(loader), loader);
    }

    private Copier copier(ClassLoader loader) {
        try {
            return Copiers.named(configuration.copier(), loader);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Cache '" + name + "', " + e.getMessage(), e);
        }
    }

    private Expiry expiry() {
        ExpiryPolicy policy =
                customisations.add(configuration.getExpiryPolicyFactory().create());
        return Expiry.of(name, policy);
    }

    private @Nullable Loads<K, V> loads() {
        Factory<CacheLoader<K, V>> factory = configuration.getCacheLoaderFactory();
        return factory == null
                ? null
                : new Loads<>(
                        name,
                        customisations.add(factory.create()),
                        configuration.loaderRetry(),
                        configuration.clock(),
                        configuration.getValueType());
    }

    private @Nullable Writes<K, V> writes() {
        Factory<CacheWriter<? super K, ? super V>> factory = configuration.getCacheWriterFactory();
        if (factory == null) {
            return null;
        }
        Writes<K, V> writes = new Writes<>(name, customisations.add(factory.create()));
        return configuration.isWriteThrough() ? writes : null;
    }

    /** Shows listeners what the engine keeps. */
    private final class Reading implements io.omnicache.event.ValueReader<K, V> {
        @Override
        public K readKey(K stored) {
            return engine.readKey(stored);
        }

        @Override
        public V readValue(Object stored) {
            return engine.read(stored);
        }
    }
}
