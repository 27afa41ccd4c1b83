/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.codec.bytes.EntryCodec;
import io.omnicache.tier.TierStack;

/**
 * What a cache has below the heap.
 *
 * @param stack the tiers
 * @param codec makes bytes of keys and values
 */
public record Lower(TierStack stack, EntryCodec codec) {}
