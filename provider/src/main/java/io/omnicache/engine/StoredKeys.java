/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.codec.bytes.EntryCodec;
import io.omnicache.codec.bytes.UnreadableException;
import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierListing;
import io.omnicache.tier.TierListing.Keys;
import io.omnicache.tier.TierListing.Position;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys that lie below the heap, as objects. All methods run user code. Thread-safe. */
final class StoredKeys<K> {
    private final Engine<K, ?> engine;
    private final Tiers<K, ?> tiers;
    private final TierListing listing;
    private final EntryCodec codec;

    StoredKeys(Engine<K, ?> engine, Tiers<K, ?> tiers, Lower lower) {
        this.engine = engine;
        this.tiers = tiers;
        this.listing = lower.stack().listing();
        this.codec = lower.codec();
    }

    /**
     * Returns some of the keys; null if there are none, since all was cleared just now.
     *
     * @param from null to begin
     */
    @Nullable
    Keys page(@Nullable Position from, int about) {
        return tiers.gate().shared(engine.generation(), () -> listing.keys(from, about));
    }

    /** Adds the keys that the lowest tier is not in step with. */
    void changed(Collection<K> into) {
        addAll(listing.changed(), into);
    }

    /** Returns whether the lowest tier is used, which has everything but {@link #changed}. */
    boolean isWhole() {
        return listing.isWhole();
    }

    /** Adds those of the keys that can be read. */
    void addAll(Collection<TierKey> keys, Collection<K> into) {
        for (TierKey key : keys) {
            K decoded = decoded(key);
            if (decoded != null) {
                into.add(decoded);
            }
        }
    }

    /** Returns keys that have expired as the tiers know it; one that cannot be read is deleted, since nobody can ask for it. */
    List<K> expired(int most) {
        long now = engine.parts().clock().millis();
        List<TierKey> keys = tiers.gate().shared(engine.generation(), () -> listing.expired(now, most));
        List<K> expired = new ArrayList<>();
        for (TierKey key : keys == null ? List.<TierKey>of() : keys) {
            K decoded = decoded(key);
            if (decoded != null) {
                expired.add(decoded);
            } else {
                tiers.delete(key, engine.generation(), true);
            }
        }
        return expired;
    }

    /** Returns a key, null if it cannot be read. */
    @SuppressWarnings("unchecked") // only keys of this cache were encoded
    @Nullable
    K decoded(TierKey key) {
        try {
            return (K) codec.decodeKey(key.bytes());
        } catch (UnreadableException e) {
            return null;
        }
    }
}
