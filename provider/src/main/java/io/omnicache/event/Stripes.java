/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.event;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Queues of work, one for each group of keys, so that work of a key is done in order and a slow key holds up few others.
 * A queue is made when it is first needed: most caches have no listeners.
 *
 * <p>Thread-safe.
 */
final class Stripes {
    private static final int COUNT = 8;

    private final AtomicReferenceArray<@Nullable Stripe> stripes = new AtomicReferenceArray<>(COUNT);

    /**
     * Adds work.
     *
     * @param bounded whether to wait while the queue is full; work that is added inside user code never waits, since the
     *     listener that holds the queue up may be waiting for that code
     */
    void add(int hash, Runnable work, boolean bounded) {
        stripe((hash ^ hash >>> 16) & (COUNT - 1)).add(work, bounded && !UserCode.isOnThisThread());
    }

    /** Waits until everything that was added is done; not inside user code, which the work may be waiting for. */
    void drain() {
        for (int i = 0; i < COUNT && !UserCode.isOnThisThread(); i++) {
            Stripe stripe = stripes.get(i);
            if (stripe != null) {
                stripe.drain();
            }
        }
    }

    private Stripe stripe(int index) {
        Stripe present = stripes.get(index);
        if (present != null) {
            return present;
        }
        Stripe made = new Stripe();
        Stripe other = stripes.compareAndExchange(index, null, made);
        return other == null ? made : other;
    }
}
