/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.tier.TierKey;

/** A key and a value as tiers keep them. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
record Encoded(TierKey key, byte[] value) {}
