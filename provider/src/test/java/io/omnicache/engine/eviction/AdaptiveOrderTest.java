/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AdaptiveOrderTest {
    private static final long SEED = 21;
    private static final int MAXIMUM = 1_000;

    private static AdaptiveOrder order(long maximum) {
        return new AdaptiveOrder(maximum, new Seed(SEED));
    }

    private static KeysOnly cache(int maximum) {
        return new KeysOnly(order(maximum), maximum);
    }

    /** Favourites, a loop, keys that come and go, in phases and mixed. */
    private static IntSupplier mixed() {
        Random random = new Random(SEED);
        IntSupplier skewed = Loads.skewed(0, 20 * MAXIMUM, random);
        IntSupplier loop = Loads.loop(1 << 20, 3 * MAXIMUM / 2);
        IntSupplier moving = Loads.moving(1 << 24, MAXIMUM / 3, 3, random);
        int[] at = {0};
        return () -> {
            int phase = at[0]++ / (30 * MAXIMUM) % 3;
            return (random.nextInt(4) == 0 ? skewed : phase == 0 ? loop : phase == 1 ? moving : skewed).getAsInt();
        };
    }

    @Test
    void mixedLoadHitsMoreOftenThanInLruOrder() {
        int requests = 300 * MAXIMUM;
        double lru = Loads.hitRate(new KeysOnly(new LruOrder(), MAXIMUM), mixed(), requests);
        double adaptive = Loads.hitRate(cache(MAXIMUM), mixed(), requests);
        assertThat(adaptive).as("seed %d", SEED).isGreaterThan(lru + 0.1);
    }

    @Test
    void loopIsServedBetterThanByTheSettingOfTheBeginning() {
        int length = 3 * MAXIMUM / 2;
        KeysOnly cache = cache(MAXIMUM);
        Loads.hitRate(cache, Loads.loop(0, length), 30 * length);
        double withWindow = 0.9 * MAXIMUM / length;
        assertThat(Loads.hitRate(cache, Loads.loop(0, length), 10 * length)).isGreaterThan(withWindow);
    }

    @ParameterizedTest(name = "keys that differ by {0}")
    @ValueSource(ints = {1, 1 << 10, 1 << 16, 0x9e3779b1})
    void floodOfKeysThatAreAskedForOnceDoesNotPushOutWhatIsUsed(int stride) {
        KeysOnly cache = cache(MAXIMUM);
        Random random = new Random(SEED);
        int hot = MAXIMUM / 2;
        int[] flooded = {1};
        int hits = 0;
        int asked = 0;
        for (int i = 0; i < 200 * MAXIMUM; i++) {
            if (i > 20 * MAXIMUM && random.nextInt(4) > 0) {
                cache.request(hot + stride * flooded[0]++);
            } else {
                asked++;
                hits += cache.request(random.nextInt(hot)) ? 1 : 0;
            }
        }
        assertThat((double) hits / asked).as("seed %d", SEED).isGreaterThan(0.9);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 15, 16, 17, 33})
    void smallCachesKeepTheirBoundAndHit(int maximum) {
        KeysOnly cache = cache(maximum);
        Random random = new Random(SEED);
        Loads.hitRate(cache, Loads.skewed(0, 20 * maximum, random), 1_000 * maximum);
        assertThat(cache.present).hasSize(maximum);
        assertThat(Loads.hitRate(cache, () -> 7, 10)).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void sampleIsRenewedWhenEntriesBecomeLighter() {
        int weight = 100;
        AdaptiveOrder order = order((long) MAXIMUM * weight);
        KeysOnly cache = new KeysOnly(order, (long) MAXIMUM * weight);
        IntSupplier scan = Loads.scan(0);
        for (int i = 0; i < 2 * MAXIMUM; i++) {
            cache.request(scan.getAsInt(), weight);
        }
        assertThat(order.sampledFor()).isEqualTo(MAXIMUM);
        for (int key : List.copyOf(cache.present.keySet())) {
            cache.reweigh(key, 1);
        }
        for (int i = 0; i < 2 * weight * MAXIMUM; i++) {
            cache.request(scan.getAsInt(), 1);
        }
        assertThat(order.sampledFor()).isGreaterThan(weight * MAXIMUM / 2);
        assertThat(cache.total()).isEqualTo((long) MAXIMUM * weight);
    }

    @Test
    void nothingIsSampledBeforeTheCacheHasFilledToHalf() {
        AdaptiveOrder order = order(MAXIMUM);
        KeysOnly cache = new KeysOnly(order, MAXIMUM);
        Loads.hitRate(cache, Loads.scan(0), MAXIMUM / 2 - 1);
        assertThat(order.sampledFor()).isZero();
        cache.request(1 << 20);
        assertThat(order.sampledFor()).isEqualTo(MAXIMUM);
    }
}
