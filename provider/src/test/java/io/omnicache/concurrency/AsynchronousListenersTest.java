/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.OmniCache;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.event.EventType;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Asynchronous listeners: bounded queues that make writers wait; and a wheel that waits for no listener. */
class AsynchronousListenersTest {
    private static final int QUEUE = 1024;

    @RegisterExtension
    final TestCaches caches = new TestCaches();

    private final CountDownLatch gate = new CountDownLatch(1);

    @Test
    void aFullQueueMakesItsWritersWaitAndLosesNothing() {
        Heard heard = new Heard(event -> awaitGate());
        OmniCache<String, String> cache = caches.strings("slow", options -> options.listener(heard.asynchronous()));
        AtomicInteger put = new AtomicInteger();
        Crew.Member<Void> writer = Crew.run("writer", () -> {
            for (int i = 0; i < 3 * QUEUE; i++) {
                cache.put("k", "v" + i);
                put.incrementAndGet();
            }
        });
        Eventually.holds("the queue is full", () -> put.get() >= QUEUE);
        Eventually.waits(writer.thread());
        assertThat(put.get()).isBetween(QUEUE, QUEUE + 2);
        assertThat(cache.get("k")).isNotNull();
        gate.countDown();
        writer.result();
        cache.close();
        assertThat(heard.events()).hasSize(3 * QUEUE);
        assertThat(new Streams(heard.events()).count(EventType.UPDATED)).isEqualTo(3 * QUEUE - 1);
    }

    @Test
    void aListenerThatWritesToItsOwnFullQueueDoesNotWaitForItself() {
        AtomicInteger left = new AtomicInteger(2 * QUEUE);
        OmniCache<String, String>[] self = newArray();
        Heard heard = new Heard(event -> {
            for (int i = 0; i < 3 && left.getAndDecrement() > 0; i++) {
                self[0].put(event.key(), "again " + i);
            }
        });
        self[0] = caches.strings("slow", options -> options.listener(heard.asynchronous()));
        self[0].put("k", "v");
        Eventually.holds("all is heard", () -> heard.events().size() == 2 * QUEUE + 1);
    }

    @Test
    void aSlowListenerOfExpiriesDoesNotStopTheWheel() {
        Heard heard = new Heard(event -> {
            if (event.type() == EventType.EXPIRED) {
                awaitGate();
            }
        });
        OmniCache<String, String> slow = caches.strings(
                "slow",
                options -> options.expiry(CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.MILLISECONDS, 50)))
                        .listener(heard.synchronous()));
        for (int i = 0; i < 100; i++) {
            slow.put("k" + i, "v");
        }
        Eventually.holds("all entries have left", () -> slow.size() == 0);
        OmniCache<String, String> other = caches.strings(
                "other",
                options -> options.expiry(CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.MILLISECONDS, 50))));
        other.put("k", "v");
        Eventually.holds("the entry of the other cache has left", () -> other.size() == 0);
        gate.countDown();
        Eventually.holds("all is heard", () -> heard.events().size() == 200);
        slow.close();
    }

    private void awaitGate() {
        Eventually.holds("the gate is open", () -> gate.getCount() == 0);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays have no type parameters
    private static OmniCache<String, String>[] newArray() {
        return new OmniCache[1];
    }
}
