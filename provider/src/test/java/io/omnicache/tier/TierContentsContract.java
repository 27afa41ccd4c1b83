/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What a {@link Tier} of many entries does: pages, batches, bounds, many threads. */
abstract class TierContentsContract extends TierEntryContract {
    @Test
    final void clearLeavesNothing() throws IOException {
        Tier tier = tier();
        for (int i = 0; i < many(); i++) {
            tier.write(key(i), entry("value", i));
        }
        tier.clear();
        assertThat(tier.size()).isZero();
        assertThat(tier.read(key(1))).isNull();
        assertThat(allKeys(tier, 10)).isEmpty();
        tier.write(key(1), entry("again", 1));
        assertStored(tier, key(1), entry("again", 1));
    }

    @Test
    final void expiredNamesWhatHasExpiredAndNothingElse() throws IOException {
        Tier tier = tier();
        for (int i = 0; i < 100; i++) {
            tier.write(key(i), until(10_000 + i));
        }
        tier.write(key("eternal"), until(NEVER));
        assertThat(tier.expired(9_999, 1_000)).isEmpty();
        List<TierKey> half = tier.expired(10_049, 1_000);
        assertThat(half).hasSize(50).contains(key(0), key(49)).doesNotHaveDuplicates();
        assertThat(tier.expired(11_000, 7)).hasSize(7);
        assertThat(tier.expired(11_000, 1_000)).hasSize(100);
        for (TierKey each : half) {
            tier.delete(each);
        }
        assertThat(tier.expired(11_000, 1_000)).hasSize(50);
    }

    @Test
    final void pagesMeetAllKeys() throws IOException {
        Tier tier = tier();
        Set<TierKey> expected = new HashSet<>();
        for (int i = 0; i < many(); i++) {
            tier.write(key(i), entry("value", i));
            expected.add(key(i));
        }
        for (int about : new int[] {1, 100, 1_000_000}) {
            assertThat(allKeys(tier, about)).isEqualTo(expected);
        }
    }

    @Test
    final void pagesMeetEachKeyThatIsThereAllTheTime() throws IOException {
        Tier tier = tier();
        for (int i = 0; i < many(); i++) {
            tier.write(key(i), entry("stays", i));
        }
        Set<TierKey> met = new HashSet<>();
        Random random = new Random(42);
        for (long from = TierPage.START; from != TierPage.END; ) {
            TierPage page = tier.keys(from, 50);
            met.addAll(page.keys());
            from = page.next();
            for (int i = 0; i < 50; i++) {
                tier.write(key(many() + random.nextInt(many())), entry("comes", i));
                tier.delete(key(many() + random.nextInt(many())));
                tier.write(key(random.nextInt(many())), entry("changes", i));
            }
        }
        for (int i = 0; i < many(); i++) {
            assertThat(met).contains(key(i));
        }
    }

    @Test
    final void batchesDoWhatSingleOperationsDo() throws IOException {
        Tier tier = tier();
        Map<TierKey, TierRecord> entries = new HashMap<>();
        for (int i = 0; i < many(); i++) {
            entries.put(key(i), entry("value " + i, i));
        }
        tier.writeAll(entries);
        tier.writeAll(Map.of());
        assertThat(tier.size()).isEqualTo(many());
        assertStored(tier, key(77), entry("value 77", 77));
        tier.deleteAll(List.of(key(1), key(2), key("nothing")));
        tier.deleteAll(List.of());
        assertThat(tier.size()).isEqualTo(many() - 2);
        assertThat(tier.readAll(List.of(key(1), key(3), key("nothing")))).containsOnlyKeys(key(3));
    }

    @Test
    final void bytesGrowWithWhatIsStored() throws IOException {
        Tier tier = tier();
        long before = tier.bytes();
        tier.write(key("a"), new TierRecord(new byte[100_000], 1, 0, 0, NEVER));
        assertThat(tier.bytes()).isGreaterThanOrEqualTo(before + 100_000);
    }

    /** A kind may evict several at once, up to half of what it may hold. */
    @Test
    final void boundIsKeptAndEvictionIsTold() throws IOException {
        int bound = many() / 20;
        Tier tier = openBounded(context, bound);
        assumeTrue(tier != null, "this kind has no bound in entries");
        closeLater(tier);
        for (int i = 0; i < 10 * bound; i++) {
            tier.write(key(i), entry("value", i));
            assertThat(tier.read(key(i))).as("the one just written").isNotNull();
            assertThat(tier.size()).isLessThanOrEqualTo(bound);
        }
        Set<TierKey> left = allKeys(tier, 10);
        assertThat(left).hasSizeBetween(bound / 2, bound).doesNotContainAnyElementsOf(context.evictedKeys());
        assertThat(context.evictedKeys()).hasSize(10 * bound - left.size()).doesNotHaveDuplicates();
    }

    @Test
    final void whatIsHeldAboveIsNotEvicted() throws IOException {
        int bound = many() / 20;
        int held = bound / 2;
        Tier tier = openBounded(context, bound);
        assumeTrue(tier != null, "this kind has no bound in entries");
        closeLater(tier);
        for (int i = 0; i < held; i++) {
            context.hold(key(i));
            tier.write(key(i), entry("held", i));
        }
        for (int i = held; i < 10 * bound; i++) {
            tier.write(key(i), entry("value", i));
        }
        assertThat(tier.size()).isLessThanOrEqualTo(bound);
        for (int i = 0; i < held; i++) {
            assertThat(tier.read(key(i))).as("key " + i).isNotNull();
        }
    }

    @Test
    final void figuresSayHowManyEntriesThereAre() throws IOException {
        Tier tier = tier();
        for (int i = 0; i < 10; i++) {
            tier.write(key("key " + i), entry("value", 1));
        }
        assertThat(tier.size()).isEqualTo(10);
        TierFigures figures = tier.figures();
        assertThat(figures.entries()).isEqualTo(10);
        assertThat(figures.damaged()).isZero();
        assertThat(figures.readOnly()).isFalse();
    }

    /** Each thread changes keys of its own, as caches do, and reads those of others. */
    @Test
    final void concurrentOperationsLoseNothing() throws Exception {
        Tier tier = tier();
        int threads = 4;
        AtomicBoolean wrong = new AtomicBoolean();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<Map<TierKey, TierRecord>>> results = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int own = thread;
            Callable<Map<TierKey, TierRecord>> work = () -> program(tier, own, threads, wrong);
            results.add(pool.submit(work));
        }
        long expected = 0;
        for (Future<Map<TierKey, TierRecord>> each : results) {
            Map<TierKey, TierRecord> own = each.get();
            expected += own.size();
            for (Map.Entry<TierKey, TierRecord> entry : own.entrySet()) {
                assertStored(tier, entry.getKey(), entry.getValue());
            }
        }
        pool.shutdown();
        assertThat(wrong).as("a value of another key was read").isFalse();
        assertThat(tier.size()).isEqualTo(expected);
    }

    private Map<TierKey, TierRecord> program(Tier tier, int own, int threads, AtomicBoolean wrong) throws IOException {
        Map<TierKey, TierRecord> model = new HashMap<>();
        Random random = new Random(own);
        for (int i = 0; i < 2 * many(); i++) {
            int number = random.nextInt(300);
            TierKey key = key(number * threads + own);
            if (random.nextInt(5) == 0) {
                assertThat(tier.delete(key)).isEqualTo(model.remove(key) != null);
            } else {
                TierRecord entry = entry(own + " " + number + " " + "x".repeat(random.nextInt(500)), i);
                tier.write(key, entry);
                model.put(key, entry);
                assertStored(tier, key, entry);
            }
            int other = random.nextInt(threads);
            TierRecord read = tier.read(key(number * threads + other));
            if (read != null
                    && !new String(read.value(), StandardCharsets.UTF_8).startsWith(other + " " + number + " ")) {
                wrong.set(true);
            }
        }
        return model;
    }
}
