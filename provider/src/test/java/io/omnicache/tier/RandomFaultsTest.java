/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.OmniCache;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tiers below a heap of two entries fail by chance. */
class RandomFaultsTest extends FaultyCaches {
    private static final int OPERATIONS = Integer.getInteger("omnicache.test.degradation.operations", 20_000);

    /** Any operation may fail, before or after it has happened: what is read is the present value, or nothing. */
    @ParameterizedTest
    @CsvSource({"a,", "upper, lower"})
    void randomFaultsNeverBringAnOldValueBack(String first, String second) {
        long seed = Long.getLong("omnicache.test.seed", System.nanoTime());
        System.out.println("RandomFaultsTest seed " + seed);
        Random random = new Random(seed);
        String[] ids = second == null ? new String[] {first} : new String[] {first, second};
        OmniCache<Integer, String> cache = cache(ids);
        Map<Integer, String> model = new HashMap<>();
        for (int i = 0; i < OPERATIONS; i++) {
            if (random.nextInt(50) == 0) {
                disturb(FaultyTier.named(ids[random.nextInt(ids.length)]), random);
            }
            step(cache, model, random, i);
        }
        Set.of(ids).forEach(id -> FaultyTier.named(id).repair());
        recover(cache);
        recover(cache);
        assertThat(cache.tiers()).as("seed %d", seed).allMatch(state -> state.changed() == 0);
        Set<Integer> found =
                model.keySet().stream().filter(key -> cache.get(key) != null).collect(Collectors.toSet());
        assertThat(keys(cache)).as("seed %d", seed).isEqualTo(found);
        assertThat(cache.size()).as("seed %d", seed).isEqualTo(found.size());
    }

    private static void disturb(FaultyTier tier, Random random) {
        switch (random.nextInt(4)) {
            case 0 -> tier.fail();
            case 1 -> tier.failByChance(random);
            default -> tier.repair();
        }
    }

    private void step(OmniCache<Integer, String> cache, Map<Integer, String> model, Random random, int number) {
        int key = random.nextInt(20);
        String value = "v" + number;
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> {
                cache.put(key, value);
                model.put(key, value);
            }
            case 3 -> {
                cache.remove(key);
                model.remove(key);
            }
            case 4 -> {
                cache.putAll(Map.of(key, value, 20, value));
                model.putAll(Map.of(key, value, 20, value));
            }
            case 5 ->
                cache.getAll(Set.of(key, 20))
                        .forEach((read, found) -> assertThat(found).isEqualTo(model.get(read)));
            case 6 -> clearSeldom(cache, model, random);
            case 7 -> recover(cache);
            case 8 -> cache.forEach(entry -> assertThat(entry.getValue()).isEqualTo(model.get(entry.getKey())));
            default -> assertThat(cache.get(key)).isIn(model.get(key), null);
        }
    }

    private static void clearSeldom(OmniCache<Integer, String> cache, Map<Integer, String> model, Random random) {
        switch (random.nextInt(10)) {
            case 0 -> {
                cache.clear();
                model.clear();
            }
            case 1 -> {
                cache.removeAll();
                model.clear();
            }
            default -> {}
        }
    }
}
