/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import io.omnicache.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.Factory;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a cache: what the standard knows, and everything beyond it.
 *
 * <pre>{@code
 * var users = OmniConfiguration.builder(Long.class, User.class)
 *         .entries(10_000)
 *         .expiry(CreatedExpiryPolicy.factoryOf(Duration.TEN_MINUTES))
 *         .statistics(true)
 *         .build();
 * manager.createCache("users", users);
 * }</pre>
 *
 * <p>Immutable. It remembers which options were stated, so that templates can fill in the others.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class OmniConfiguration<K, V> implements CompleteConfiguration<K, V> {
    private static final long serialVersionUID = 1L;

    private final EnumMap<Option, Object> stated;

    OmniConfiguration(Map<Option, Object> stated) {
        this.stated = new EnumMap<>(Option.class);
        this.stated.putAll(stated);
    }

    /** Starts a configuration of a cache with the given types, which operations by name and type must repeat. */
    public static <K, V> OmniConfigurationBuilder<K, V> builder(Class<K> key, Class<V> value) {
        return new OmniConfigurationBuilder<>(key, value);
    }

    /**
     * Returns a configuration of ours with everything that the given one says; the same object if it is one of ours.
     *
     * @param configuration any standard configuration; what a {@link CompleteConfiguration} does not say is built in
     */
    @SuppressWarnings("unchecked") // one of ours with the same type parameters
    public static <K, V> OmniConfiguration<K, V> of(Configuration<K, V> configuration) {
        Objects.requireNonNull(configuration, "configuration");
        return configuration instanceof OmniConfiguration
                ? (OmniConfiguration<K, V>) configuration
                : new OmniConfiguration<>(StandardOptions.read(configuration));
    }

    /** Returns a builder that starts with everything this configuration states. */
    public OmniConfigurationBuilder<K, V> toBuilder() {
        return new OmniConfigurationBuilder<>(stated);
    }

    /** Returns whether the option was stated, not left to its built-in value. */
    public boolean states(Option option) {
        return stated.containsKey(option);
    }

    /** Returns what was stated, option by option. */
    Map<Option, Object> stated() {
        return Collections.unmodifiableMap(stated);
    }

    @Override
    public Class<K> getKeyType() {
        return get(Option.KEY);
    }

    @Override
    public Class<V> getValueType() {
        return get(Option.VALUE);
    }

    @Override
    public boolean isStoreByValue() {
        return get(Option.BY_VALUE);
    }

    @Override
    public boolean isReadThrough() {
        return get(Option.READ_THROUGH);
    }

    @Override
    public boolean isWriteThrough() {
        return get(Option.WRITE_THROUGH);
    }

    @Override
    public boolean isStatisticsEnabled() {
        return get(Option.STATISTICS);
    }

    @Override
    public boolean isManagementEnabled() {
        return get(Option.MANAGEMENT);
    }

    @Override
    public List<CacheEntryListenerConfiguration<K, V>> getCacheEntryListenerConfigurations() {
        return get(Option.LISTENERS);
    }

    @Override
    @SuppressWarnings("NullAway") // null says "none" in the standard
    public Factory<CacheLoader<K, V>> getCacheLoaderFactory() {
        return find(Option.LOADER);
    }

    @Override
    @SuppressWarnings("NullAway") // null says "none" in the standard
    public Factory<CacheWriter<? super K, ? super V>> getCacheWriterFactory() {
        return find(Option.WRITER);
    }

    @Override
    public Factory<ExpiryPolicy> getExpiryPolicyFactory() {
        return get(Option.EXPIRY);
    }

    /** Returns how much the heap may hold. */
    public Bound heap() {
        return get(Option.HEAP);
    }

    /** Returns what lies below the heap, the fastest first; empty if nothing does. */
    public List<TierOptions> tiers() {
        return get(Option.TIERS);
    }

    /** Returns the name of the eviction strategy. */
    public String strategy() {
        return get(Option.STRATEGY);
    }

    /** Returns whether the miss ratios at other sizes are estimated from the start. */
    public boolean isMissRatioCurveEnabled() {
        return get(Option.MISS_RATIO_CURVE);
    }

    /** Returns what happens to the cache, if it has no bound, when the heap stays nearly full. */
    public Guard guard() {
        return get(Option.GUARD);
    }

    /** Returns what an operation does if a tier below the heap fails. */
    public OnFailure onFailure() {
        return get(Option.ON_FAILURE);
    }

    /** Returns when what a read finds in a tier comes into the levels above it. */
    public Promotion promotion() {
        return get(Option.PROMOTION);
    }

    /** Returns the name of the copier that keeps values apart where they are stored by value. */
    public String copier() {
        return get(Option.COPIER);
    }

    /** Returns how a failing loader is called again. */
    public LoaderRetry loaderRetry() {
        return get(Option.LOADER_RETRY);
    }

    /** Returns how keys and values become bytes for the tiers below the heap. */
    public CodecOptions codec() {
        return get(Option.CODEC);
    }

    /** Returns the source of time. */
    public Clock clock() {
        return get(Option.CLOCK);
    }

    /** Returns this configuration with statistics switched on or off. */
    public OmniConfiguration<K, V> withStatistics(boolean enabled) {
        return with(Option.STATISTICS, enabled);
    }

    /** Returns this configuration with management switched on or off. */
    public OmniConfiguration<K, V> withManagement(boolean enabled) {
        return with(Option.MANAGEMENT, enabled);
    }

    /** Returns this configuration with another eviction strategy. */
    public OmniConfiguration<K, V> withStrategy(String name) {
        return with(Option.STRATEGY, name);
    }

    /** Returns this configuration with the miss ratio curve switched on or off. */
    public OmniConfiguration<K, V> withMissRatioCurve(boolean enabled) {
        return with(Option.MISS_RATIO_CURVE, enabled);
    }

    /** Returns this configuration with another bound of the heap. */
    public OmniConfiguration<K, V> withHeap(Bound bound) {
        return with(Option.HEAP, bound);
    }

    /** Returns this configuration with other tiers below the heap. */
    public OmniConfiguration<K, V> withTiers(List<TierOptions> tiers) {
        return with(Option.TIERS, List.copyOf(tiers));
    }

    /** Returns this configuration with other listeners. */
    public OmniConfiguration<K, V> withListeners(UnaryOperator<List<CacheEntryListenerConfiguration<K, V>>> change) {
        List<CacheEntryListenerConfiguration<K, V>> listeners = new ArrayList<>(getCacheEntryListenerConfigurations());
        return with(Option.LISTENERS, List.copyOf(change.apply(listeners)));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OmniConfiguration<?, ?> that && stated.equals(that.stated);
    }

    @Override
    public int hashCode() {
        return stated.hashCode();
    }

    /** Names the options that were stated, without their values: a value may hold a secret. */
    @Override
    public String toString() {
        return "OmniConfiguration" + stated.keySet().stream().map(Option::label).toList();
    }

    private OmniConfiguration<K, V> with(Option option, Object value) {
        EnumMap<Option, Object> changed = new EnumMap<>(stated);
        changed.put(option, option.checked(value));
        return new OmniConfiguration<>(changed);
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // the option's type, which Option.checked has seen
    private <T> T get(Option option) {
        return Objects.requireNonNull(this.<T>find(option), option.label());
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Option.checked has seen the value
    private <T> @Nullable T find(Option option) {
        return (T) stated.getOrDefault(option, option.builtIn());
    }
}
