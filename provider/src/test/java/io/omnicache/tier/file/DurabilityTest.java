/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.LogCapture;
import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierRecord;
import io.omnicache.tier.local.Behind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changes wait for, and what becomes of them when the disk fails. */
class DurabilityTest {
    @TempDir
    Path directory;

    @Test
    void writersOfOneLogShareTheirForces() throws Exception {
        int threads = 8;
        int each = 40;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (FileTier tier = Stores.open(directory, "durability", "fsync", "entries", "1k")) {
            GroupCommit commit = tier.shards().get(0).commit();
            long written = 0;
            while (commit.forces() == written) { // nobody has met, since the disk is fast
                List<Future<?>> results = new ArrayList<>();
                for (int thread = 0; thread < threads; thread++) {
                    int own = thread;
                    results.add(pool.submit(() -> {
                        for (int i = 0; i < each; i++) {
                            tier.write(Stores.key(own * each + i), Stores.entry("value", i));
                        }
                        return null;
                    }));
                }
                for (Future<?> result : results) {
                    result.get();
                }
                written += threads * each;
            }
            assertThat(tier.size()).isEqualTo(threads * each);
            assertThat(commit.forces()).isPositive().isLessThan(written);
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void batchIsForcedOncePerLog() throws IOException {
        try (FileTier tier = Stores.open(directory, "durability", "fsync")) {
            Map<TierKey, TierRecord> entries = new HashMap<>();
            for (int i = 0; i < 500; i++) {
                entries.put(Stores.key(i), Stores.entry("value", i));
            }
            tier.writeAll(entries);
            assertThat(tier.shards())
                    .hasSize(4)
                    .allMatch(shard -> shard.commit().forces() == 1);
        }
    }

    @Test
    void closeWritesWhatWaits() throws IOException {
        try (FileTier tier = Stores.open(directory, "durability", "behind")) {
            for (int i = 0; i < 3 * Behind.MOST; i++) {
                tier.write(Stores.key(i), Stores.entry("value " + i, i));
                assertThat(tier.waiting()).isLessThanOrEqualTo(Behind.MOST);
            }
        }
        try (FileTier tier = Stores.open(directory)) {
            assertThat(tier.size()).isEqualTo(3 * Behind.MOST);
            assertThat(Stores.value(tier, Stores.key(77))).isEqualTo("value 77");
        }
    }

    @Test
    void writeFailsWhenTheDiskDoesAndWorksAgainAfterIt() throws IOException {
        try (FileTier tier = Stores.open(directory)) {
            Path place = Stores.files(directory, Identity.NAME).get(0).getParent();
            Path away = directory.resolve("away");
            Files.move(place, away);
            Files.createFile(place); // so that no other directory takes its place
            assertThatThrownBy(() -> tier.write(Stores.key("a"), Stores.entry("value", 1)))
                    .isInstanceOf(IOException.class);
            assertThat(tier.read(Stores.key("a"))).isNull();
            Files.delete(place);
            Files.move(away, place);
            tier.write(Stores.key("a"), Stores.entry("value", 2));
            assertThat(Stores.value(tier, Stores.key("a"))).isEqualTo("value");
        }
    }

    @Test
    void whatCannotBeWrittenWaitsUntilTheQueueIsFull() throws IOException {
        try (LogCapture log = new LogCapture("io.omnicache.tier");
                FileTier tier = Stores.open(directory, "durability", "behind")) {
            Path place = Stores.files(directory, Identity.NAME).get(0).getParent();
            Path away = directory.resolve("away");
            Files.move(place, away);
            Files.createFile(place); // so that no other directory takes its place
            for (int i = 0; i < Behind.MOST; i++) {
                tier.write(Stores.key(i), Stores.entry("value " + i, i));
            }
            assertThatThrownBy(() -> tier.write(Stores.key(-1), Stores.entry("one too many", 1)))
                    .isInstanceOf(IOException.class);
            assertThat(tier.waiting()).isEqualTo(Behind.MOST);
            assertThat(Stores.value(tier, Stores.key(5))).isEqualTo("value 5");
            Stores.putBack(away, place);
            tier.write(Stores.key(-1), Stores.entry("now", 1));
            assertThat(tier.size()).isEqualTo(Behind.MOST + 1);
            assertThat(tier.waiting()).isZero();
            assertThat(log.messages())
                    .filteredOn(message -> message.contains("writing behind failed"))
                    .hasSizeLessThanOrEqualTo(1);
        }
    }
}
