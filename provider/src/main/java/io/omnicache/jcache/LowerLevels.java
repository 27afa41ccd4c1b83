/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import io.omnicache.codec.bytes.EntryCodec;
import io.omnicache.codec.bytes.EntryCodecs;
import io.omnicache.codec.crypto.Encryption;
import io.omnicache.config.Bound;
import io.omnicache.config.CodecOptions;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.engine.Lower;
import io.omnicache.tier.StackOptions;
import io.omnicache.tier.TierOpener;
import io.omnicache.tier.TierStack;
import java.util.OptionalLong;
import javax.cache.CacheManager;
import org.jspecify.annotations.Nullable;

/** Opens what a cache has below the heap. */
final class LowerLevels {
    private LowerLevels() {}

    /** Returns a configuration with the tiers that can be used here. */
    static <K, V> OmniConfiguration<K, V> usable(
            String cache, OmniConfiguration<K, V> configuration, ClassLoader loader) {
        return configuration.tiers().isEmpty()
                ? configuration
                : configuration.withTiers(TierOpener.available(cache, configuration.tiers(), loader));
    }

    /** Returns null if there is nothing. */
    static @Nullable Lower open(String cache, OmniConfiguration<?, ?> configuration, CacheManager manager) {
        if (configuration.tiers().isEmpty()) {
            return null;
        }
        OptionalLong entries = configuration.heap() instanceof Bound.Entries
                ? configuration.heap().limit()
                : OptionalLong.empty();
        TierOpener.requireRoom(cache, entries, configuration.tiers());
        EntryCodec codec = codec(cache, cache, configuration, manager);
        StackOptions wanted =
                new StackOptions(configuration.tiers(), configuration.onFailure(), configuration.promotion(), entries);
        TierStack stack = TierOpener.open(
                manager.getURI().toString(), cache, configuration.clock(), wanted, manager.getClassLoader());
        boolean leases = configuration.getCacheLoaderFactory() != null || configuration.isWriteThrough();
        return new Lower(stack, codec, leases);
    }

    /**
     * Returns what makes bytes of keys and values; reads the keys of encryption, if there are any.
     *
     * @param stored the name of the cache that has stored the entries, which they are bound to if they are encrypted
     */
    static EntryCodec codec(String cache, String stored, OmniConfiguration<?, ?> configuration, CacheManager manager) {
        CodecOptions options = configuration.codec();
        ClassLoader loader = manager.getClassLoader();
        EntryCodec plain =
                EntryCodecs.of(cache, configuration.getKeyType(), configuration.getValueType(), options, loader);
        return options.encryption() == null
                ? Encryption.none(plain, stored)
                : Encryption.of(plain, manager.getURI().toString(), stored, options.encryption(), loader);
    }
}
