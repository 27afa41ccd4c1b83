/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What readers leave, and how requests are counted without counting each. */
final class RequestsTest {
    private static final int FULL = 128;

    @Test
    void countsEachRequestAtFirst() {
        Requests requests = new Requests(new Seed(1), 0.01);
        for (int i = 0; i < 10_000; i++) {
            requests.onHit(i);
            requests.onMiss();
            requests.onMiss();
            requests.onAdd(i);
        }
        assertThat(requests.additions()).isEqualTo(10_000);
        assertThat(requests.unfilled()).isEqualTo(10_000);
        assertThat(requests.count()).isEqualTo(30_000);
        requests.halve();
        assertThat(requests.count()).isEqualTo(15_000);
        requests.begin();
        assertThat(requests.count()).isZero();
    }

    @Test
    void countsWindowsLaterAndComesNear() {
        for (long seed = 1; seed <= 5; seed++) {
            Requests requests = new Requests(new Seed(seed), 0.002);
            Random random = new Random(seed);
            int hits = 0;
            int total = 5_000_000;
            for (int i = 0; i < total; i++) {
                int key = random.nextInt(100_000);
                boolean quiet = (i / 10_000) % 2 == 0; // long rows of hits, as real work has them
                if (quiet || random.nextInt(3) > 0) {
                    requests.onHit(key);
                    hits++;
                } else {
                    requests.onMiss();
                    requests.onAdd(key);
                }
            }
            double counted = 1 - (double) requests.additions() / requests.count();
            assertThat(counted).as("seed %d", seed).isCloseTo((double) hits / total, within(0.01));
            assertThat((double) requests.count() / total).as("seed %d", seed).isCloseTo(1, within(0.1));
        }
    }

    @Test
    void keepsTheKeysOfTheSampleUntilItIsFullAndAsksLongAfterThat() {
        Requests requests = new Requests(new Seed(1), 0.5);
        int sampled = 0;
        boolean due = false;
        for (int key = 0; !due; key++) {
            due = requests.onHit(key);
            if (requests.contains(key)) {
                if (sampled < FULL) {
                    assertThat(requests.at(sampled)).isEqualTo(key);
                }
                sampled++;
            }
        }
        assertThat(requests.length()).isEqualTo(FULL);
        assertThat(sampled).isGreaterThan(10 * FULL);
        requests.clear();
        assertThat(requests.length()).isZero();
        assertThat(requests.onHit(1)).isFalse();
    }

    @Test
    void sampleHoldsAboutTheShareOfTheKeys() {
        for (double share : new double[] {0.001, 0.01, 0.1, 0.5}) {
            Requests requests = new Requests(new Seed(3), share);
            int sampled = 0;
            for (int key = 0; key < 1_000_000; key++) {
                sampled += requests.contains(key) ? 1 : 0;
            }
            assertThat(sampled / 1e6).isCloseTo(share, within(0.1 * share + 0.0002));
        }
        Requests all = new Requests(new Seed(3), 1);
        for (int key = -1_000; key < 1_000; key++) {
            assertThat(all.contains(key)).isTrue();
        }
    }

    @Test
    void manyReadersLoseNoCountWhileEachIsCounted() throws Exception {
        Requests requests = new Requests(new Seed(1), 0.01);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Boolean> reading = () -> {
                for (int i = 0; i < 20_000; i++) {
                    requests.onHit(i);
                }
                return true;
            };
            List<Future<Boolean>> readers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                readers.add(threads.submit(reading));
            }
            for (Future<Boolean> reader : readers) {
                reader.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(requests.count()).isEqualTo(80_000);
    }
}
