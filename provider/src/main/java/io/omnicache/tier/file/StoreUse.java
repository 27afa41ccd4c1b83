/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.Clock;
import io.omnicache.tier.TierKey;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What a store knows of those who use it.
 *
 * @param clock the source of time
 * @param texts which values stand in lines as they are
 * @param held whether an entry must not be evicted
 * @param evicted is told of each that was
 */
record StoreUse(Clock clock, ValueText texts, Predicate<TierKey> held, Consumer<TierKey> evicted) {}
