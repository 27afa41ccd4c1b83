/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of one entry of a {@link Tier}: written, read, replaced, touched and deleted. */
abstract class TierEntryContract extends TierFixture {
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
}
