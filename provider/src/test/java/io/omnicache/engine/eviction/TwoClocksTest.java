/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.EvictionStrategy.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TwoClocksTest {
    private static final Seed SEED = new Seed(3);
    private static final int MAXIMUM = 1_000;

    private final TwoClocks clocks = new TwoClocks(MAXIMUM);
    private final KeysOnly cache = new KeysOnly(new ClocksOrder(clocks, SEED), MAXIMUM);
    private final Random random = new Random(17);

    private long inWindow() {
        return cache.present.values().stream()
                .filter(entry -> !Marks.isMain(entry))
                .mapToInt(Entry::weight)
                .sum();
    }

    @ParameterizedTest
    @EnumSource
    void loopLargerThanTheCacheHitsNearlyAsOftenAsItCan(Setting setting) {
        clocks.set(setting);
        int length = MAXIMUM * 3 / 2;
        double best = (double) (MAXIMUM - setting.window(MAXIMUM)) / length;
        Loads.hitRate(cache, Loads.loop(0, length), 10 * length);
        assertThat(Loads.hitRate(cache, Loads.loop(0, length), 10 * length)).isGreaterThan(0.9 * best);
    }

    @ParameterizedTest
    @EnumSource
    void scanDoesNotPushOutWhatIsUsed(Setting setting) {
        clocks.set(setting);
        int hot = MAXIMUM / 2;
        Loads.hitRate(cache, Loads.loop(0, hot), 10 * hot);
        Loads.hitRate(cache, Loads.scan(1 << 20), 20 * MAXIMUM);
        assertThat(Loads.hitRate(cache, Loads.loop(0, hot), hot)).isGreaterThan(0.9);
    }

    @Test
    void frequentKeysStayAmongRareOnes() {
        clocks.set(Setting.FREQUENT);
        for (int i = 0; i < 50 * MAXIMUM; i++) {
            cache.request(i % 5 == 0 ? random.nextInt(MAXIMUM / 2) : 1 << 20 | random.nextInt(50 * MAXIMUM));
        }
        long kept =
                cache.present.keySet().stream().filter(key -> key < MAXIMUM / 2).count();
        assertThat(kept).isGreaterThan(MAXIMUM / 2 * 9 / 10);
    }

    @Test
    void keyThatComesBackSoonAfterItLeftGoesToTheMainPart() {
        Loads.hitRate(cache, Loads.scan(0), 3 * MAXIMUM);
        int left = 3 * MAXIMUM - 1;
        while (cache.present.containsKey(left)) {
            cache.request(random.nextInt(1 << 20) | 1 << 24);
        }
        cache.request(left);
        assertThat(Marks.isMain(cache.present.get(left))).isTrue();
        clocks.set(Setting.FREQUENT);
        int other = 3 * MAXIMUM - 2;
        while (cache.present.containsKey(other)) {
            cache.request(random.nextInt(1 << 20) | 1 << 24);
        }
        cache.request(other);
        assertThat(Marks.isMain(cache.present.get(other))).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void newSettingIsReachedLittleByLittle(Setting setting) {
        clocks.set(setting == Setting.RECENT ? Setting.FREQUENT : Setting.RECENT);
        Loads.hitRate(cache, Loads.skewed(0, 20 * MAXIMUM, random), 20 * MAXIMUM);
        clocks.set(setting);
        for (int i = 0; i < 20 * MAXIMUM; i++) {
            long before = inWindow();
            cache.request((int) (20 * MAXIMUM * Math.pow(random.nextDouble(), 4)));
            assertThat(Math.abs(inWindow() - before)).isLessThan(20);
            assertThat(cache.present).hasSize(MAXIMUM);
        }
        assertThat(inWindow()).isBetween(setting.window(MAXIMUM) - 1, setting.window(MAXIMUM) + 1);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void weightsAndNumbersHoldInRandomPrograms(long seed) {
        Random program = new Random(seed);
        for (int step = 0; step < 50_000; step++) {
            int key = (int) (2_000 * Math.pow(program.nextDouble(), 3));
            switch (program.nextInt(20)) {
                case 0 -> cache.remove(key);
                case 1 -> {
                    if (cache.present.containsKey(key)) {
                        cache.reweigh(key, 1 + program.nextInt(20));
                    }
                }
                case 2 -> clocks.set(Setting.values()[program.nextInt(Setting.values().length)]);
                default -> cache.request(key, 1 + program.nextInt(10));
            }
            assertThat(cache.total()).as("seed %d step %d", seed, step).isLessThanOrEqualTo(MAXIMUM);
            assertThat(clocks.size()).as("seed %d step %d", seed, step).isEqualTo(cache.present.size());
            assertThat(clocks.weight()).as("seed %d step %d", seed, step).isEqualTo(cache.total());
        }
    }

    @Test
    void heavyEntriesDivideTheRoomByWeight() {
        for (int i = 0; i < 20 * MAXIMUM; i++) {
            cache.request((int) (500 * Math.pow(random.nextDouble(), 3)), 10);
        }
        assertThat(inWindow()).isBetween(Setting.BALANCED.window(MAXIMUM) - 10, Setting.BALANCED.window(MAXIMUM) + 10);
        assertThat(clocks.capacity()).isEqualTo(MAXIMUM / 10);
    }

    @Test
    void errorAtOneOfThoseThatWaitForTheirPlaceCostsThatOneOnly() {
        TwoClocks large = new TwoClocks(10 * MAXIMUM);
        int before = 4 * MAXIMUM;
        IntStream.range(0, before).forEach(key -> large.add(new TrackedEntry(key), SEED.hash(key)));
        boolean[] failing = {true};
        List<TrackedEntry> more = new ArrayList<>();
        more.add(new TrackedEntry(before) {
            @Override
            public boolean isAlive() {
                if (failing[0]) {
                    failing[0] = false;
                    throw new InternalError("planned");
                }
                return super.isAlive();
            }
        });
        IntStream.range(1, 100).forEach(i -> more.add(new TrackedEntry(before + i)));
        int failed = 0;
        for (TrackedEntry each : more) {
            try {
                large.add(each, SEED.hash(each.keyHash()));
            } catch (InternalError e) {
                failed++;
            }
        }
        assertThat(failed).isOne();
        Set<Entry> left = new HashSet<>();
        for (Entry victim = large.victim(SEED); victim != null; victim = large.victim(SEED)) {
            left.add(victim);
        }
        assertThat(left).hasSize(before + more.size() - 1).doesNotContain(more.get(0));
    }

    @Test
    void maximumCanChange() {
        Loads.hitRate(cache, Loads.scan(0), 2 * MAXIMUM);
        clocks.setMaximum(MAXIMUM / 2);
        assertThat(clocks.isFilledTo(1)).isTrue();
        assertThat(clocks.capacity()).isEqualTo(MAXIMUM / 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void tinyCachesKeepTheirBoundAndHit(int maximum) {
        KeysOnly tiny = new KeysOnly(new ClocksOrder(new TwoClocks(maximum), SEED), maximum);
        Loads.hitRate(tiny, Loads.skewed(0, 10, random), 1_000);
        assertThat(tiny.present).hasSize(maximum);
        assertThat(Loads.hitRate(tiny, () -> 3, 10)).isGreaterThanOrEqualTo(0.9);
    }
}
