/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import java.util.concurrent.atomic.AtomicBoolean;

/** Whether the strategy of a cache works, which may be the user's; says once that it fails, until it works again. Thread-safe. */
final class StrategyHealth {
    private static final System.Logger LOG = System.getLogger("io.omnicache.eviction");

    private final Orders orders;
    private final AtomicBoolean failing = new AtomicBoolean();

    StrategyHealth(Orders orders) {
        this.orders = orders;
    }

    void worked() {
        if (failing.get()) {
            failing.set(false);
        }
    }

    /** The entry is read or stored; a strategy that throws must not make the caller believe otherwise. */
    void failed(RuntimeException failure) {
        if (failing.compareAndSet(false, true)) {
            LOG.log(System.Logger.Level.WARNING, "eviction strategy failed: order=" + orders, failure);
        }
    }
}
