/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.management;

import io.omnicache.EncryptionState;
import io.omnicache.MissRatioCurve;
import io.omnicache.OmniCache;
import io.omnicache.OmniCacheMXBean;
import io.omnicache.TierState;
import io.omnicache.config.OmniConfiguration;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an operator can do with a cache, as a bean. Thread-safe. */
public final class OperatorBean implements OmniCacheMXBean {
    private final OmniCache<?, ?> cache;

    /** Shows a cache. */
    public OperatorBean(OmniCache<?, ?> cache) {
        this.cache = cache;
    }

    @Override
    public long getSize() {
        return cache.size();
    }

    @Override
    public @Nullable Long getMaximum() {
        OptionalLong maximum = cache.maximum();
        return maximum.isPresent() ? maximum.getAsLong() : null;
    }

    @Override
    @SuppressWarnings("unchecked") // there is no class of a configuration with its types
    public @Nullable String getUnit() {
        OmniConfiguration<?, ?> configuration = cache.getConfiguration(OmniConfiguration.class);
        return configuration.heap().unit().orElse(null);
    }

    @Override
    public boolean isBoundedByGuard() {
        return cache.isBoundedByGuard();
    }

    @Override
    public boolean isDegraded() {
        return cache.tiers().stream().anyMatch(OperatorBean::isLeftAlone);
    }

    @Override
    public List<String> getFailedTiers() {
        return cache.tiers().stream()
                .filter(OperatorBean::isLeftAlone)
                .map(tier -> tier.tier() + " since " + tier.since() + ": "
                        + tier.reason().orElse("unknown"))
                .toList();
    }

    @Override
    public long getOutages() {
        return cache.tiers().stream().mapToLong(TierState::outages).sum();
    }

    @Override
    public long getRecoveries() {
        return cache.tiers().stream()
                .mapToLong(tier -> tier.outages() - (isLeftAlone(tier) ? 1 : 0))
                .sum();
    }

    private static boolean isLeftAlone(TierState tier) {
        return tier.breaker() != TierState.Breaker.CLOSED;
    }

    @Override
    public String getStrategy() {
        return cache.strategy();
    }

    @Override
    public boolean isMissRatioCurveEnabled() {
        return cache.missRatioCurve().isPresent();
    }

    @Override
    public SortedMap<Long, Double> getMissRatioCurve() {
        SortedMap<Long, Double> ratios = new TreeMap<>();
        cache.missRatioCurve()
                .ifPresent(curve -> curve.points().forEach(point -> ratios.put(point.size(), point.missRatio())));
        return ratios;
    }

    @Override
    public String getMissRatioRecommendation() {
        return cache.missRatioCurve()
                .map(MissRatioCurve::recommendation)
                .orElse("Not switched on: use enableMissRatioCurve(true)");
    }

    @Override
    public @Nullable String getEncryptionKey() {
        return cache.encryption().map(EncryptionState::activeKey).orElse(null);
    }

    @Override
    public @Nullable String getRotation() {
        return cache.encryption().map(state -> state.rotation().name()).orElse(null);
    }

    @Override
    public @Nullable Long getRotationExamined() {
        return cache.encryption().map(EncryptionState::examined).orElse(null);
    }

    @Override
    public @Nullable Long getRotationRenewed() {
        return cache.encryption().map(EncryptionState::renewed).orElse(null);
    }

    @Override
    public @Nullable Long getRotationLeft() {
        return cache.encryption().map(EncryptionState::left).orElse(null);
    }

    @Override
    public @Nullable Long getUndecryptable() {
        return cache.encryption().map(EncryptionState::unreadable).orElse(null);
    }

    @Override
    public void enableMissRatioCurve(boolean enabled) {
        cache.enableMissRatioCurve(enabled);
    }

    @Override
    public void useStrategy(String name) {
        cache.useStrategy(name);
    }

    @Override
    public void resize(long maximum) {
        cache.resize(maximum);
    }

    @Override
    public void cleanUp() {
        cache.cleanUp();
    }
}
