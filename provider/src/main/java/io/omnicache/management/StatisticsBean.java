/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.management;

import io.omnicache.engine.Statistics;
import io.omnicache.engine.Statistics.Counter;
import io.omnicache.engine.Statistics.Timed;
import javax.cache.management.CacheStatisticsMXBean;

/** The statistics of a cache as the standard shows them. Thread-safe. */
public final class StatisticsBean implements CacheStatisticsMXBean {
    private final Statistics statistics;

    /** Shows the given statistics. */
    public StatisticsBean(Statistics statistics) {
        this.statistics = statistics;
    }

    @Override
    public void clear() {
        statistics.clear();
    }

    @Override
    public long getCacheHits() {
        return statistics.get(Counter.HITS);
    }

    @Override
    public float getCacheHitPercentage() {
        return percentage(getCacheHits());
    }

    @Override
    public long getCacheMisses() {
        return statistics.get(Counter.MISSES);
    }

    @Override
    public float getCacheMissPercentage() {
        return percentage(getCacheMisses());
    }

    @Override
    public long getCacheGets() {
        return getCacheHits() + getCacheMisses();
    }

    @Override
    public long getCachePuts() {
        return statistics.get(Counter.PUTS);
    }

    @Override
    public long getCacheRemovals() {
        return statistics.get(Counter.REMOVALS);
    }

    @Override
    public long getCacheEvictions() {
        return statistics.get(Counter.EVICTIONS);
    }

    @Override
    public float getAverageGetTime() {
        return statistics.averageMicros(Timed.GET);
    }

    @Override
    public float getAveragePutTime() {
        return statistics.averageMicros(Timed.PUT);
    }

    @Override
    public float getAverageRemoveTime() {
        return statistics.averageMicros(Timed.REMOVE);
    }

    private float percentage(long part) {
        long gets = getCacheGets();
        return gets == 0 ? 0f : 100f * part / gets;
    }
}
