/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.codec.bytes.EntryCodec;
import io.omnicache.codec.crypto.EncryptingCodec;
import io.omnicache.tier.TierStack;
import org.jspecify.annotations.Nullable;

/**
 * What a cache has below the heap.
 *
 * @param stack the tiers
 * @param codec makes bytes of keys and values
 * @param leases whether there is a loader or a writer, for which processes that share a tier have to take turns
 */
public record Lower(TierStack stack, EntryCodec codec, boolean leases) {
    /** Returns the codec if it encrypts, else null. */
    @Nullable
    EncryptingCodec encryption() {
        return codec instanceof EncryptingCodec encrypting ? encrypting : null;
    }
}
