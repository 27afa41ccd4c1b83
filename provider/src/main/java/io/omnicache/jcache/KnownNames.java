/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import io.omnicache.codec.Copiers;
import io.omnicache.codec.bytes.CodecServices;
import io.omnicache.codec.crypto.Encryptors;
import io.omnicache.codec.crypto.KeyProviders;
import io.omnicache.config.ManagerSettings;
import io.omnicache.config.Option;
import io.omnicache.engine.eviction.Strategies;
import io.omnicache.tier.TierOpener;

/** Checks the names of services, and the options of tiers, in a manager's settings when it opens, so that a template with a mistake does not wait for its cache. */
final class KnownNames {
    private KnownNames() {}

    /**
     * Checks all of them.
     *
     * @throws io.omnicache.config.ConfigurationException if one is not known, or has a value that is not allowed
     */
    static void require(ManagerSettings settings, ClassLoader loader) {
        if (!settings.isEmpty()) {
            settings.requireKnown(Option.STRATEGY, () -> Strategies.names(loader));
            settings.requireKnown(Option.COPIER, () -> Copiers.names(loader));
            settings.requireKnownTiers(
                    () -> TierOpener.options(loader), (heap, tiers) -> TierOpener.problem(heap, tiers, loader));
            settings.requireKnownCodecs(
                    () -> CodecServices.serializerNames(loader),
                    () -> CodecServices.compressorNames(loader),
                    () -> KeyProviders.names(loader),
                    () -> Encryptors.names(loader));
        }
    }
}
