/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.tier.RecordingContext;
import io.omnicache.tier.SharedTier;
import io.omnicache.tier.SharedTierContract;
import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two caches of one process and one name; several processes are in {@code SharedDatabaseTest}. */
class SharedSqliteTierTest extends SharedTierContract {
    @TempDir
    Path folder;

    @Override
    protected SharedTier open() throws IOException {
        Map<String, String> options = Map.of("file", folder.resolve("shared.db").toString(), "shared", "true");
        return (SharedTier) new SqliteTierFactory().open(new RecordingContext("users"), options);
    }

    @Override
    protected SharedTier openOther() throws IOException {
        return open();
    }

    /** So does an interrupt nothing to a tier that is not shared. */
    @Test
    void anInterruptedThreadOpensIt() throws IOException {
        Thread.currentThread().interrupt();
        try (SharedTier tier = open()) {
            assertThat(Thread.interrupted()).isTrue();
            tier.write(new TierKey(new byte[] {1}), new TierRecord(new byte[] {2}, 1, 0, 0, TierRecord.NEVER));
            assertThat(tier.size()).isOne();
        }
    }

    @Test
    void whoHasItAloneCompactsIt() throws IOException {
        try (SharedTier tier = open()) {
            tier.write(new TierKey(new byte[] {1}), new TierRecord(new byte[] {2}, 1, 0, 0, TierRecord.NEVER));
            tier.compact(share -> {});
            assertThat(tier.size()).isOne();
        }
    }
}
