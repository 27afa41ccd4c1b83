/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import io.omnicache.EncryptionState;
import io.omnicache.MissRatioCurve;
import io.omnicache.OmniCache;
import io.omnicache.TierState;
import io.omnicache.WarmOptions;
import io.omnicache.WarmProgress;
import io.omnicache.WarmSource;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.engine.Engine;
import io.omnicache.engine.Statistics;
import io.omnicache.engine.TierWatch;
import io.omnicache.event.Failures;
import io.omnicache.event.UserCode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.cache.CacheManager;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * The part of a cache that does not deal with entries: its life, its configuration, and how that is changed.
 *
 * <p>Thread-safe.
 */
@SuppressWarnings("NullAway") // the standard's interface is unannotated: null says "none" all over it
abstract class AdministeredCache<K, V> implements OmniCache<K, V> {
    final Assembly<K, V> parts;
    final Arguments<K, V> arguments;
    final Engine<K, V> engine;
    final Statistics statistics;
    private final OmniCacheManager manager;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Thread closer;

    AdministeredCache(OmniCacheManager manager, String name, OmniConfiguration<K, V> configuration) {
        this.manager = manager;
        this.parts = new Assembly<>(this, name, configuration, manager);
        this.engine = parts.engine();
        this.statistics = parts.statistics();
        this.arguments = new Arguments<>(name, parts.types(), engine);
    }

    @Override
    public <C extends Configuration<K, V>> C getConfiguration(Class<C> type) {
        return parts.configurationAs(type);
    }

    @Override
    public String getName() {
        return parts.name();
    }

    @Override
    public CacheManager getCacheManager() {
        return manager;
    }

    @Override
    public void close() {
        close(false);
    }

    /** Closes the cache, and deletes what tiers below its heap have stored. */
    void destroy() {
        close(true);
    }

    private void close(boolean destroy) {
        if (!arguments.close()) {
            awaitClosed();
            return;
        }
        closer = Thread.currentThread();
        Failures failures = new Failures();
        failures.run(() -> manager.beans().hide(this));
        failures.run(() -> parts.close(destroy));
        manager.forget(this); // last: a new cache of the name may use the same store
        closed.countDown();
        failures.throwFirst();
    }

    /** Who finds that another thread is closing the cache may rely on its end, too; not inside user code, for which that one may be waiting. */
    private void awaitClosed() {
        if (closer != Thread.currentThread() && !UserCode.isOnThisThread()) {
            try {
                closed.await(BulkLoading.LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isClosed() {
        return arguments.isClosed();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException(
                "Cache '" + getName() + "' cannot be unwrapped to " + type.getName() + ", only to OmniCache or Cache");
    }

    @Override
    public void registerCacheEntryListener(CacheEntryListenerConfiguration<K, V> listener) {
        arguments.checkListener(listener);
        parts.registerListener(listener);
        if (isClosed()) {
            parts.deregisterListener(listener); // closed meanwhile, perhaps before the listener was there
            arguments.checkOpen();
        }
    }

    @Override
    public void deregisterCacheEntryListener(CacheEntryListenerConfiguration<K, V> listener) {
        arguments.checkListener(listener);
        parts.deregisterListener(listener);
    }

    @Override
    public long size() {
        arguments.checkOpen();
        return engine.size();
    }

    @Override
    public void cleanUp() {
        arguments.checkOpen();
        engine.cleanUp();
    }

    @Override
    public String toString() {
        return "OmniCache[" + getName() + "]";
    }

    @Override
    public String strategy() {
        arguments.checkOpen();
        return parts.configuration().strategy();
    }

    @Override
    public void useStrategy(String strategy) {
        arguments.checkOpen();
        parts.useStrategy(strategy, manager.getClassLoader());
    }

    @Override
    public OptionalLong maximum() {
        arguments.checkOpen();
        return parts.maximum();
    }

    @Override
    public WarmProgress warm(WarmSource<? extends K, ? extends V> source, WarmOptions options) {
        arguments.checkOpen();
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(options, "options");
        return new Warming<>(parts, arguments, options).from(source, manager);
    }

    @Override
    public List<TierState> tiers() {
        arguments.checkOpen();
        return engine.tierWatch().map(TierWatch::states).orElse(List.of());
    }

    @Override
    public Optional<EncryptionState> encryption() {
        arguments.checkOpen();
        return engine.encryption();
    }

    @Override
    public void addTierListener(Consumer<? super TierState> listener) {
        arguments.checkOpen();
        Objects.requireNonNull(listener, "listener");
        engine.tierWatch().ifPresent(watch -> watch.add(listener));
    }

    @Override
    public void removeTierListener(Consumer<? super TierState> listener) {
        arguments.checkOpen();
        engine.tierWatch().ifPresent(watch -> watch.remove(listener));
    }

    @Override
    public boolean isBoundedByGuard() {
        arguments.checkOpen();
        return engine.bounds().guardBound().isPresent();
    }

    @Override
    public void resize(long maximum) {
        arguments.checkOpen();
        parts.resize(maximum);
    }

    @Override
    public Optional<MissRatioCurve> missRatioCurve() {
        arguments.checkOpen();
        return Optional.ofNullable(engine.bounds().curve());
    }

    @Override
    public void enableMissRatioCurve(boolean enabled) {
        arguments.checkOpen();
        parts.enableMissRatioCurve(enabled);
    }

    /** Returns what the cache is made of, for its manager. */
    Assembly<K, V> parts() {
        return parts;
    }
}
