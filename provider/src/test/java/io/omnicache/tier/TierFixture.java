/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

/** Opens the tiers of a test and closes them, and makes keys and entries. */
abstract class TierFixture {
    static final long NEVER = TierRecord.NEVER;
    private final List<Tier> opened = new ArrayList<>();
    final RecordingContext context = new RecordingContext("users");

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

    final Tier tier() throws IOException {
        return tier(context);
    }

    final Tier tier(TierContext cache) throws IOException {
        Tier tier = open(cache);
        closeLater(tier);
        return tier;
    }

    /** Closes a tier when the test is over. */
    final void closeLater(Tier tier) {
        opened.add(tier);
    }

    static TierKey key(String text) {
        return new TierKey(text.getBytes(StandardCharsets.UTF_8));
    }

    static TierKey key(int number) {
        return key("key:" + number);
    }

    static TierRecord entry(String value, long version) {
        return new TierRecord(value.getBytes(StandardCharsets.UTF_8), version, 1_000, 2_000, NEVER);
    }

    static TierRecord until(long deadline) {
        return new TierRecord(new byte[] {1}, 1, 1_000, 2_000, deadline);
    }

    static void assertStored(Tier tier, TierKey key, TierRecord expected) throws IOException {
        TierRecord stored = tier.read(key);
        assertThat(stored).as("what is stored").isNotNull();
        assertThat(stored.value()).isEqualTo(expected.value());
        assertThat(stored.version()).isEqualTo(expected.version());
        assertThat(stored.created()).isEqualTo(expected.created());
        assertThat(stored.deadline()).isEqualTo(expected.deadline());
        assertThat(stored.accessed()).isGreaterThanOrEqualTo(expected.accessed() - 999);
    }

    static Set<TierKey> allKeys(Tier tier, int about) throws IOException {
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
}
