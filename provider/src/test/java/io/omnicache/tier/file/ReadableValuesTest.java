/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.omnicache.ManualClock;
import io.omnicache.tier.RecordingContext;
import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that are JSON stand in the files as JSON, through changes, touches and cleaning, for whoever reads JSON. */
class ReadableValuesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int KEYS = 500;

    @TempDir
    Path directory;

    private Identity identity;

    private Store open() throws IOException {
        FileOptions options = FileOptions.parse(Map.of("directory", directory.toString(), "overhead", "1.5"));
        if (identity == null) {
            identity = Identity.create(new RecordingContext("users \"of\" Zürich"), 100);
            identity.write(directory);
        }
        assertThat(Identity.find(directory)).isEqualTo(identity);
        return new Store(
                directory,
                identity,
                null,
                options,
                new StoreUse(new ManualClock(), LineTest.MARKED, (key, deletion) -> deletion.run()));
    }

    private static TierRecord json(int key, int version) {
        byte[] value = ("j{\"name\":\"Ada " + key + "\",\"says\":\"\\n\\\"{\\\"c\\\":\\\"\",\"version\":" + version
                        + "}")
                .getBytes(StandardCharsets.UTF_8);
        return new TierRecord(value, version, 1, 2, 10_000 + key);
    }

    private static TierRecord binary(int key) {
        return new TierRecord(new byte[] {(byte) key, 0, '\n'}, 9, 1, 2, TierRecord.NEVER);
    }

    private void check(Store store) throws IOException {
        for (int i = 0; i < KEYS; i++) {
            TierRecord expected = i % 5 == 0 ? binary(i) : json(i, 20);
            TierRecord read = store.read(Stores.key(i));
            assertThat(read).isNotNull();
            assertThat(read.value()).isEqualTo(expected.value());
            assertThat(read.deadline()).isEqualTo(i % 7 == 0 ? 99_000 : expected.deadline());
        }
    }

    @Test
    void linesAreJsonWithTheValueInIt() throws IOException {
        try (Store store = open()) {
            for (int version = 0; version <= 20; version++) {
                for (int i = 0; i < KEYS; i++) {
                    store.write(Stores.key(i), i % 5 == 0 ? binary(i) : json(i, version));
                }
            }
            for (int i = 0; i < KEYS; i += 7) {
                store.touch(Stores.key(i), 5, 99_000);
            }
            assertThat(store.shards().get(0).cleaner().cleaned()).isPositive();
            check(store);
        }
        try (Store store = open()) {
            assertThat(store.report().isClean()).isTrue();
            check(store);
        }
        checkLines();
    }

    private void checkLines() throws IOException {
        Set<TierKey> met = new HashSet<>();
        List<String> lines = new ArrayList<>();
        for (Path each : Stores.segments(directory)) {
            lines.addAll(Files.readAllLines(each, StandardCharsets.UTF_8));
        }
        for (String line : lines) {
            JsonNode node = JSON.readTree(line);
            assertThat(node.path("c").asText()).hasSize(8);
            if (node.has("m")) {
                int key = Integer.parseInt(node.path("k").asText().substring("key:".length()));
                met.add(Stores.key(key));
                assertThat(node.path("h").asText())
                        .isEqualTo(node.path("z").asText())
                        .hasSize(20);
                assertThat(node.path("v").path("name").asText()).isEqualTo(key % 5 == 0 ? "" : "Ada " + key);
                assertThat(node.has("b")).isEqualTo(key % 5 == 0);
                assertThat(node.path("m").size()).isEqualTo(4);
            } else {
                assertThat(node.path("omnicache").path("cache").asText()).isEqualTo("users \"of\" Zürich");
            }
        }
        assertThat(met).hasSize(KEYS);
    }
}
