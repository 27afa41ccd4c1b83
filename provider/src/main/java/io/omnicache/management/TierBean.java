/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.management;

import io.omnicache.TierMXBean;
import io.omnicache.TierState;
import io.omnicache.tier.TierFigures;
import io.omnicache.tier.TierReport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an operator sees of a tier, as a bean. Thread-safe. */
public final class TierBean implements TierMXBean {
    private static final double NANOS_PER_MICRO = 1_000;

    private final Supplier<TierReport> tier;

    /** Shows a tier. */
    public TierBean(Supplier<TierReport> tier) {
        this.tier = tier;
    }

    private TierReport report() {
        return tier.get();
    }

    private TierState state() {
        return report().state();
    }

    private TierFigures figures() {
        return report().figures();
    }

    @Override
    public String getBreaker() {
        return state().breaker().name();
    }

    @Override
    public String getSince() {
        return state().since().toString();
    }

    @Override
    public @Nullable String getReason() {
        return state().reason().orElse(null);
    }

    @Override
    public long getFailures() {
        return state().failures();
    }

    @Override
    public long getOutages() {
        return state().outages();
    }

    @Override
    public long getChangedKeys() {
        return state().changed();
    }

    @Override
    public long getHits() {
        return report().hits();
    }

    @Override
    public long getMisses() {
        return report().misses();
    }

    @Override
    public long getPuts() {
        return report().puts();
    }

    @Override
    public long getRemovals() {
        return report().removals();
    }

    @Override
    public long getEvictions() {
        return report().evictions();
    }

    @Override
    public long getExpirations() {
        return report().expirations();
    }

    @Override
    public long getEntries() {
        return figures().entries();
    }

    @Override
    public long getBytes() {
        return figures().bytes();
    }

    @Override
    public long getUnreadable() {
        return figures().damaged();
    }

    @Override
    public long getQueueDepth() {
        return figures().waiting();
    }

    @Override
    public long getCompactions() {
        return figures().compactions();
    }

    @Override
    public long getRecovered() {
        return figures().recovered();
    }

    @Override
    public boolean isReadOnly() {
        return figures().readOnly();
    }

    @Override
    public double getLatencyP50Micros() {
        return report().p50Nanos() / NANOS_PER_MICRO;
    }

    @Override
    public double getLatencyP99Micros() {
        return report().p99Nanos() / NANOS_PER_MICRO;
    }

    @Override
    public double getLatencyMaxMicros() {
        return report().maxNanos() / NANOS_PER_MICRO;
    }
}
