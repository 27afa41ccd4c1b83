/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.codec.bytes.EntryCodec;
import io.omnicache.codec.bytes.UnreadableException;
import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierPage;
import io.omnicache.tier.TierStack;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys that lie below the heap, as objects. All methods run user code. Thread-safe. */
final class StoredKeys<K> {
    private final Engine<K, ?> engine;
    private final Tiers<K, ?> tiers;
    private final TierStack stack;
    private final EntryCodec codec;

    StoredKeys(Engine<K, ?> engine, Tiers<K, ?> tiers, Lower lower) {
        this.engine = engine;
        this.tiers = tiers;
        this.stack = lower.stack();
        this.codec = lower.codec();
    }

    /** Adds some of the keys; returns where the next ones begin. */
    long page(long from, int about, Collection<K> into) {
        TierPage page = tiers.shared(engine.generation(), () -> stack.keys(from, about));
        if (page == null) {
            return TierPage.END;
        }
        for (TierKey key : page.keys()) {
            K decoded = decoded(key);
            if (decoded != null) {
                into.add(decoded);
            }
        }
        return page.next();
    }

    /** Returns keys that have expired as the tiers know it; one that cannot be read is deleted, since nobody can ask for it. */
    List<K> expired(int most) {
        long now = engine.parts().clock().millis();
        List<TierKey> keys = tiers.shared(engine.generation(), () -> stack.expired(now, most));
        List<K> expired = new ArrayList<>();
        for (TierKey key : keys == null ? List.<TierKey>of() : keys) {
            K decoded = decoded(key);
            if (decoded != null) {
                expired.add(decoded);
            } else {
                tiers.delete(key, engine.generation());
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
