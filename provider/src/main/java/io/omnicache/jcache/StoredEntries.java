/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import io.omnicache.WarmSource;
import io.omnicache.codec.bytes.EntryCodec;
import io.omnicache.codec.bytes.UnreadableException;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.TierOptions;
import io.omnicache.tier.StoreCopy;
import io.omnicache.tier.Tier;
import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierOpener;
import io.omnicache.tier.TierPage;
import io.omnicache.tier.TierRecord;
import java.io.IOException;
import java.util.Map;

/** What a tier has stored that belongs to no open cache. For one thread. */
final class StoredEntries {
    private static final int AT_ONCE = 500;

    private final OmniConfiguration<?, ?> configuration;
    private final OmniCacheManager manager;
    private final String cache;

    /** What is given each entry. */
    interface Sink {
        /** An entry. */
        void entry(Object key, Object value);

        /** Something that is none, or none any more. */
        void unreadable(String where, String reason);
    }

    /** Reads with the types and the codec of a cache. */
    StoredEntries(String cache, OmniConfiguration<?, ?> configuration, OmniCacheManager manager) {
        this.cache = cache;
        this.configuration = configuration;
        this.manager = manager;
    }

    void read(WarmSource.Stored<?, ?> source, Sink sink) throws IOException {
        EntryCodec codec = LowerLevels.codec(cache, source.cache(), configuration, manager);
        TierOptions options = new TierOptions(source.kind(), source.options());
        Tier tier = TierOpener.openAlone(
                manager.getURI().toString(), source.cache(), configuration.clock(), options, manager.getClassLoader());
        try {
            StoreCopy.requireInStep(tier);
            long from = TierPage.START;
            while (from != TierPage.END) {
                TierPage page = tier.keys(from, AT_ONCE);
                for (Map.Entry<TierKey, TierRecord> stored :
                        tier.readAll(page.keys()).entrySet()) {
                    read(codec, source.kind(), stored.getKey(), stored.getValue(), sink);
                }
                from = page.next();
            }
        } finally {
            tier.close();
        }
    }

    private void read(EntryCodec codec, String kind, TierKey key, TierRecord stored, Sink sink) {
        if (stored.hasExpired(configuration.clock().millis())) {
            sink.unreadable(kind, "an entry has expired");
            return;
        }
        Object readKey;
        Object readValue;
        try {
            readKey = codec.decodeKey(key.bytes());
            readValue = codec.decodeValue(key.bytes(), stored.value());
        } catch (UnreadableException e) {
            sink.unreadable(kind, String.valueOf(e.getMessage()));
            return;
        }
        sink.entry(readKey, readValue);
    }
}
