/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import io.omnicache.Clock;
import io.omnicache.Weigher;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;

/**
 * Builds an {@link OmniConfiguration}. Each method states one option and returns this builder; what is not stated is left
 * to the templates of the configuration file and then to the built-in value.
 *
 * <p>Not thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class OmniConfigurationBuilder<K, V> {
    private final EnumMap<Option, Object> stated = new EnumMap<>(Option.class);

    OmniConfigurationBuilder(Class<K> key, Class<V> value) {
        state(Option.KEY, key);
        state(Option.VALUE, value);
    }

    OmniConfigurationBuilder(Map<Option, Object> stated) {
        this.stated.putAll(stated);
    }

    /** Stores copies of mutable values (true, built in) or the very objects (false). */
    public OmniConfigurationBuilder<K, V> byValue(boolean byValue) {
        return state(Option.BY_VALUE, byValue);
    }

    /** Loads what is missing on {@code get}, {@code getAll} and in entry processors. */
    public OmniConfigurationBuilder<K, V> readThrough(Factory<? extends CacheLoader<K, V>> loader) {
        return state(Option.LOADER, loader).state(Option.READ_THROUGH, true);
    }

    /** Sets the loader that {@code loadAll} uses, without turning read-through on. */
    public OmniConfigurationBuilder<K, V> loader(Factory<? extends CacheLoader<K, V>> loader) {
        return state(Option.LOADER, loader);
    }

    /** Writes each change through to the given writer before it is made. */
    public OmniConfigurationBuilder<K, V> writeThrough(Factory<? extends CacheWriter<? super K, ? super V>> writer) {
        return state(Option.WRITER, writer).state(Option.WRITE_THROUGH, true);
    }

    /** Sets when entries expire. */
    public OmniConfigurationBuilder<K, V> expiry(Factory<? extends ExpiryPolicy> policy) {
        return state(Option.EXPIRY, policy);
    }

    /** Counts hits, misses and the rest, and shows them over JMX. */
    public OmniConfigurationBuilder<K, V> statistics(boolean enabled) {
        return state(Option.STATISTICS, enabled);
    }

    /** Shows the configuration over JMX. */
    public OmniConfigurationBuilder<K, V> management(boolean enabled) {
        return state(Option.MANAGEMENT, enabled);
    }

    /** Adds a listener. */
    public OmniConfigurationBuilder<K, V> listener(CacheEntryListenerConfiguration<K, V> listener) {
        List<Object> listeners = new ArrayList<>();
        if (stated.get(Option.LISTENERS) instanceof List<?> before) {
            listeners.addAll(before);
        }
        listeners.add(listener);
        return state(Option.LISTENERS, List.copyOf(listeners));
    }

    /** Bounds the heap by a number of entries, 1 or more. */
    public OmniConfigurationBuilder<K, V> entries(long maximum) {
        return heap(new Bound.Entries(maximum));
    }

    /** Bounds the heap by the sum of the entries' weights. */
    public OmniConfigurationBuilder<K, V> weight(
            long maximum, Factory<? extends Weigher<? super K, ? super V>> weigher) {
        return heap(new Bound.Weight(maximum, weigher));
    }

    /**
     * Bounds the heap by the bytes that the entries take of it, estimated when a value is put or loaded; 1 or more. See {@code
     * docs/bounds.md}.
     */
    public OmniConfigurationBuilder<K, V> bytes(long maximum) {
        return heap(new Bound.Bytes(maximum));
    }

    /** Bounds the heap. */
    public OmniConfigurationBuilder<K, V> heap(Bound bound) {
        return state(Option.HEAP, bound);
    }

    /**
     * Adds a tier below the heap and those that were added before.
     *
     * @param kind the name of its kind, which is found by {@link java.util.ServiceLoader}
     * @param options what is said of it, by the words that its kind knows
     */
    public OmniConfigurationBuilder<K, V> tier(String kind, Map<String, String> options) {
        return tier(new TierOptions(kind, options));
    }

    /** Adds a tier below the heap and those that were added before. */
    public OmniConfigurationBuilder<K, V> tier(TierOptions tier) {
        List<Object> tiers = new ArrayList<>();
        if (stated.get(Option.TIERS) instanceof List<?> before) {
            tiers.addAll(before);
        }
        tiers.add(tier);
        return state(Option.TIERS, List.copyOf(tiers));
    }

    /**
     * Names the eviction strategy, one that is {@linkplain io.omnicache.EvictionStrategy#BUILT_IN built in} or found by
     * {@link java.util.ServiceLoader}.
     */
    public OmniConfigurationBuilder<K, V> strategy(String name) {
        return state(Option.STRATEGY, name);
    }

    /** Estimates how often the cache would miss at other sizes, see {@link io.omnicache.OmniCache#missRatioCurve}. Needs a bound. */
    public OmniConfigurationBuilder<K, V> missRatioCurve(boolean enabled) {
        return state(Option.MISS_RATIO_CURVE, enabled);
    }

    /** Says what happens to the cache, if it has no bound, when the heap stays nearly full. */
    public OmniConfigurationBuilder<K, V> guard(Guard guard) {
        return state(Option.GUARD, guard);
    }

    /** Says what an operation does if a tier below the heap fails. */
    public OmniConfigurationBuilder<K, V> onFailure(OnFailure onFailure) {
        return state(Option.ON_FAILURE, onFailure);
    }

    /** Says when what a read finds in a tier comes into the levels above it. */
    public OmniConfigurationBuilder<K, V> promotion(Promotion promotion) {
        return state(Option.PROMOTION, promotion);
    }

    /** Names the copier that keeps mutable values apart where they are stored by value. */
    public OmniConfigurationBuilder<K, V> copier(String name) {
        return state(Option.COPIER, name);
    }

    /** Calls a failing loader again. */
    public OmniConfigurationBuilder<K, V> loaderRetry(LoaderRetry retry) {
        return state(Option.LOADER_RETRY, retry);
    }

    /** Says how keys and values become bytes for the tiers below the heap, see {@code docs/codecs.md}. */
    public OmniConfigurationBuilder<K, V> codec(CodecOptions codec) {
        return state(Option.CODEC, codec);
    }

    /** Sets the source of time, for tests. */
    public OmniConfigurationBuilder<K, V> clock(Clock clock) {
        return state(Option.CLOCK, clock);
    }

    /**
     * Returns the configuration. Options that contradict each other only where no template adds to them are refused by
     * {@code createCache}.
     *
     * @throws IllegalArgumentException if read-through is stated without a loader, or write-through without a writer
     */
    public OmniConfiguration<K, V> build() {
        requireBeside(Option.READ_THROUGH, Option.LOADER);
        requireBeside(Option.WRITE_THROUGH, Option.WRITER);
        return new OmniConfiguration<>(stated);
    }

    private void requireBeside(Option through, Option factory) {
        if (Boolean.TRUE.equals(stated.get(through)) && !stated.containsKey(factory)) {
            throw new IllegalArgumentException(
                    "option '" + through.label() + "': was 'true', but there is no " + factory.label());
        }
    }

    private OmniConfigurationBuilder<K, V> state(Option option, Object value) {
        stated.put(option, option.checked(value));
        return this;
    }
}
