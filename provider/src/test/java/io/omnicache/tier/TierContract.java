/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link Tier} does. To test one, extend this class and open it; each test uses a cache of its own, and some open a cache that
 * was closed before.
 */
public abstract class TierContract {
    private static final long NEVER = TierRecord.NEVER;
    private final List<Tier> opened = new ArrayList<>();
    private final RecordingContext context = new RecordingContext("users");

    /** Opens the tier of a cache, without a bound. */
    protected abstract Tier open(TierContext cache) throws IOException;

    /** Opens the tier of a cache that holds at most so many entries; null if this kind has no such bound. */
    protected abstract Tier openBounded(TierContext cache, int entries) throws IOException;

    /** Returns whether what is stored is there again when a tier is closed and opened. */
    protected abstract boolean outlivesItsClosing();

    /** Returns how many entries make many: fewer for a tier whose changes are slow; 100 or more. */
    protected int many() {
        return 2_000;
    }

    @AfterEach
    final void closeAll() throws IOException {
        for (Tier each : opened) {
            each.close();
        }
    }

    private Tier tier() throws IOException {
        return tier(context);
    }

    private Tier tier(TierContext cache) throws IOException {
        Tier tier = open(cache);
        opened.add(tier);
        return tier;
    }

    private static TierKey key(String text) {
        return new TierKey(text.getBytes(StandardCharsets.UTF_8));
    }

    private static TierKey key(int number) {
        return key("key:" + number);
    }

    private static TierRecord entry(String value, long version) {
        return new TierRecord(value.getBytes(StandardCharsets.UTF_8), version, 1_000, 2_000, NEVER);
    }

    private static TierRecord until(long deadline) {
        return new TierRecord(new byte[] {1}, 1, 1_000, 2_000, deadline);
    }

    private static void assertStored(Tier tier, TierKey key, TierRecord expected) throws IOException {
        TierRecord stored = tier.read(key);
        assertThat(stored).as("what is stored").isNotNull();
        assertThat(stored.value()).isEqualTo(expected.value());
        assertThat(stored.version()).isEqualTo(expected.version());
        assertThat(stored.created()).isEqualTo(expected.created());
        assertThat(stored.deadline()).isEqualTo(expected.deadline());
        assertThat(stored.accessed()).isGreaterThanOrEqualTo(expected.accessed() - 999);
    }

    private static Set<TierKey> allKeys(Tier tier, int about) throws IOException {
        Set<TierKey> keys = new HashSet<>();
        long from = TierPage.START;
        for (int pages = 0; from != TierPage.END; pages++) {
            assertThat(pages).as("pages").isLessThan(100_000);
            TierPage page = tier.keys(from, about);
            keys.addAll(page.keys());
            from = page.next();
        }
        return keys;
    }

    @Test
    final void emptyTierHasNothing() throws IOException {
        Tier tier = tier();
        assertThat(tier.read(key("a"))).isNull();
        assertThat(tier.delete(key("a"))).isFalse();
        assertThat(tier.size()).isZero();
        assertThat(allKeys(tier, 10)).isEmpty();
        assertThat(tier.expired(Long.MAX_VALUE - 1, 10)).isEmpty();
    }

    @Test
    final void whatWasWrittenIsRead() throws IOException {
        Tier tier = tier();
        TierRecord entry = new TierRecord(new byte[] {1, 2, 3}, 7, 1_001, 2_002, 3_003);
        tier.write(key("a"), entry);
        assertStored(tier, key("a"), entry);
        assertThat(tier.size()).isEqualTo(1);
        assertThat(tier.read(key("b"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 1_000, 4_096, 70_000, 3_000_000})
    final void valuesOfAnyLengthComeBack(int length) throws IOException {
        Tier tier = tier();
        byte[] value = new byte[length];
        new Random(length).nextBytes(value);
        TierRecord entry = new TierRecord(value, 1, 0, 0, NEVER);
        tier.write(key("a"), entry);
        assertStored(tier, key("a"), entry);
    }

    @Test
    final void keysOfAnyBytesAreApart() throws IOException {
        Tier tier = tier();
        List<byte[]> keys = new ArrayList<>();
        keys.add(new byte[0]);
        for (int first = 0; first < 256; first++) {
            keys.add(new byte[] {(byte) first});
            keys.add(new byte[] {(byte) first, 'x', 'y'});
            keys.add(new byte[] {'a', (byte) first});
        }
        keys.add("\"\\\n\u0001".getBytes(StandardCharsets.UTF_8));
        keys.add("schlüssel".getBytes(StandardCharsets.UTF_8));
        keys.add("schlüssel".getBytes(StandardCharsets.ISO_8859_1));
        for (int i = 0; i < keys.size(); i++) {
            tier.write(new TierKey(keys.get(i)), entry("value " + i, i));
        }
        for (int i = 0; i < keys.size(); i++) {
            assertStored(tier, new TierKey(keys.get(i)), entry("value " + i, i));
        }
        Set<TierKey> expected = new HashSet<>();
        keys.forEach(each -> expected.add(new TierKey(each)));
        assertThat(allKeys(tier, 10)).isEqualTo(expected);
    }

    @Test
    final void timesAndVersionsOfAnySizeComeBack() throws IOException {
        Tier tier = tier();
        long[] numbers = {0, 1, -1, 999, 1_700_000_000_000L, Long.MAX_VALUE - 1, Long.MIN_VALUE};
        for (long number : numbers) {
            TierRecord entry = new TierRecord(new byte[] {1}, number, number, 0, number);
            tier.write(key("a"), entry);
            assertStored(tier, key("a"), entry);
        }
    }

    @Test
    final void laterWriteReplacesAnEarlierOne() throws IOException {
        Tier tier = tier();
        tier.write(key("a"), entry("old", 1));
        tier.write(key("a"), entry("new", 2));
        assertStored(tier, key("a"), entry("new", 2));
        assertThat(tier.size()).isEqualTo(1);
    }

    @Test
    final void deletedEntryIsGone() throws IOException {
        Tier tier = tier();
        tier.write(key("a"), entry("old", 1));
        assertThat(tier.delete(key("a"))).isTrue();
        assertThat(tier.read(key("a"))).isNull();
        assertThat(tier.delete(key("a"))).isFalse();
        assertThat(tier.size()).isZero();
        tier.write(key("a"), entry("again", 2));
        assertStored(tier, key("a"), entry("again", 2));
    }

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
    final void touchSetsTimeOfUseAndDeadline() throws IOException {
        Tier tier = tier();
        tier.write(key("a"), entry("value", 5));
        tier.touch(key("a"), 60_000, 90_001);
        assertStored(
                tier, key("a"), new TierRecord("value".getBytes(StandardCharsets.UTF_8), 5, 1_000, 60_000, 90_001));
        tier.touch(key("a"), 70_000, 90_001);
        assertStored(
                tier, key("a"), new TierRecord("value".getBytes(StandardCharsets.UTF_8), 5, 1_000, 70_000, 90_001));
    }

    @Test
    final void touchOfNothingDoesNothing() throws IOException {
        Tier tier = tier();
        tier.write(key("a"), entry("value", 5));
        tier.touch(key("b"), 60_000, 90_000);
        tier.used(List.of(key("b")), 60_000);
        assertThat(tier.read(key("b"))).isNull();
        assertThat(tier.size()).isEqualTo(1);
    }

    @Test
    final void containsSaysWhetherThereIsAnEntry() throws IOException {
        Tier tier = tier();
        tier.write(key("a"), entry("value", 5));
        assertThat(tier.contains(key("a"))).isTrue();
        assertThat(tier.contains(key("b"))).isFalse();
        tier.delete(key("a"));
        assertThat(tier.contains(key("a"))).isFalse();
    }

    @Test
    final void whatHasExpiredIsHandedOutLikeAnythingElse() throws IOException {
        Tier tier = tier();
        tier.write(key("a"), until(-5));
        assertStored(tier, key("a"), until(-5));
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

    @Test
    final void cachesAndManagersAreApart() throws IOException {
        Tier users = tier(new RecordingContext("users"));
        Tier capital = tier(new RecordingContext("Users"));
        Tier odd = tier(new RecordingContext("../users/\u0000 ü*?\"<>|:" + "long".repeat(100)));
        Tier other = tier(new RecordingContext("omnicache:others", "users", context.clock()));
        users.write(key("a"), entry("value", 1));
        for (Tier each : List.of(capital, odd, other)) {
            assertThat(each.read(key("a"))).isNull();
            each.write(key("a"), entry("other", 9));
        }
        capital.clear();
        odd.destroy();
        assertStored(users, key("a"), entry("value", 1));
        assertStored(other, key("a"), entry("other", 9));
    }

    @Test
    final void closingKeepsWhatOutlivesIt() throws IOException {
        Tier first = tier();
        for (int i = 0; i < many(); i++) {
            first.write(key(i), entry("old", 1));
        }
        for (int i = 0; i < many(); i += 2) {
            first.write(key(i), entry("value " + i, i));
        }
        first.delete(key(3));
        first.close();
        first.close();
        Tier second = tier();
        assertThat(second.size()).isEqualTo(outlivesItsClosing() ? many() - 1 : 0);
        if (outlivesItsClosing()) {
            assertStored(second, key(76), entry("value 76", 76));
            assertStored(second, key(77), entry("old", 1));
            assertThat(second.read(key(3))).isNull();
        }
    }

    @Test
    final void clearedEntriesDoNotComeBack() throws IOException {
        Tier first = tier();
        first.write(key("a"), entry("value", 1));
        first.clear();
        first.write(key("b"), entry("value", 2));
        first.close();
        Tier second = tier();
        assertThat(second.read(key("a"))).isNull();
        assertThat(second.size()).isEqualTo(outlivesItsClosing() ? 1 : 0);
    }

    @Test
    final void destroyLeavesNothing() throws IOException {
        Tier first = tier();
        first.write(key("a"), entry("value", 1));
        first.destroy();
        first.close();
        Tier second = tier();
        assertThat(second.size()).isZero();
        assertThat(second.read(key("a"))).isNull();
    }

    @Test
    final void closedTierFails() throws IOException {
        Tier tier = tier();
        tier.close();
        assertThatThrownBy(() -> tier.read(key("a"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> tier.write(key("a"), entry("value", 1))).isInstanceOf(IOException.class);
    }

    /** A kind may evict several at once, up to half of what it may hold. */
    @Test
    final void boundIsKeptAndEvictionIsTold() throws IOException {
        int bound = many() / 20;
        Tier tier = openBounded(context, bound);
        assumeTrue(tier != null, "this kind has no bound in entries");
        opened.add(tier);
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
        opened.add(tier);
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

    /** Each thread changes keys of its own, as caches do, and reads those of others. */
    @Test
    void figuresSayHowManyEntriesThereAre() throws IOException {
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
