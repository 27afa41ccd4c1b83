/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import io.omnicache.config.OmniConfiguration;
import io.omnicache.management.CacheBeans;
import io.omnicache.management.ConfigurationBean;
import io.omnicache.management.OperatorBean;
import io.omnicache.management.StatisticsBean;
import java.util.concurrent.locks.ReentrantLock;

/** The beans of a manager's caches that are shown. Thread-safe. */
final class ShownBeans {
    private final CacheBeans beans;

    /** Held while beans come and go, so that none outlives its cache; it may be taken while the manager's lock is held. */
    private final ReentrantLock showing = new ReentrantLock();

    ShownBeans(String manager) {
        this.beans = new CacheBeans(manager);
    }

    /** Shows the beans that the cache's configuration says, and no others; does nothing if the cache is closing. */
    void show(AdministeredCache<?, ?> cache) {
        String name = cache.getName();
        Assembly<?, ?> parts = cache.parts();
        showing.lock();
        try {
            if (!cache.isClosed()) {
                OmniConfiguration<?, ?> wanted = parts.configuration();
                beans.statistics(name, wanted.isStatisticsEnabled() ? new StatisticsBean(parts.statistics()) : null);
                beans.configuration(
                        name, wanted.isManagementEnabled() ? new ConfigurationBean(parts::configuration) : null);
                beans.operator(name, wanted.isManagementEnabled() ? new OperatorBean(cache) : null);
                TierBeans.set(beans, cache, wanted.isManagementEnabled());
            }
        } finally {
            showing.unlock();
        }
    }

    /** Takes the beans of a cache away that is closing, as long as its name is taken. */
    void hide(AdministeredCache<?, ?> cache) {
        showing.lock();
        try {
            beans.configuration(cache.getName(), null);
            beans.statistics(cache.getName(), null);
            beans.operator(cache.getName(), null);
            TierBeans.set(beans, cache, false);
        } finally {
            showing.unlock();
        }
    }
}
