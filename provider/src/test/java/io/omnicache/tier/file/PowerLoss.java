/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * What the files of a store were when the power was lost: copies, and how much of each was known to be forced. The loss is simulated on the
 * copies: they are cut to what was forced, or pages after that are emptied, and their headers name another run of the machine.
 *
 * @param copy the directory of the copies
 * @param forced how many bytes of a file were forced, by its name
 */
record PowerLoss(Path copy, Map<String, Long> forced) {
    static final int PAGE = 4096;

    /** Takes a copy of the files of an open tier, as they would be found if the power were lost now. */
    static PowerLoss of(FileTier tier, Path directory, Path copy) throws IOException {
        tier.shards().forEach(shard -> shard.cleaner().stop()); // else files go while they are copied
        Map<String, Long> forced = forced(tier);
        Stores.copy(directory, copy);
        forced(tier)
                .forEach((file, length) ->
                        forced.merge(file, length, Math::max)); // a snapshot may have been taken meanwhile
        return new PowerLoss(copy, forced);
    }

    private static Map<String, Long> forced(FileTier tier) {
        Map<String, Long> forced = new HashMap<>();
        for (Shard shard : tier.shards()) {
            for (Segment each : shard.log().catalog().oldestFirst()) {
                forced.put(
                        each.file().path().getFileName().toString(), each.file().forced());
            }
        }
        return forced;
    }

    /** Loses some of what was not forced; what was is kept. */
    void lose(Random random) throws IOException {
        for (Path file : Stores.segments(copy)) {
            byte[] bytes = Files.readAllBytes(file);
            int safe = forced.getOrDefault(file.getFileName().toString(), 0L).intValue();
            if (safe < bytes.length) {
                int kept = safe + random.nextInt(bytes.length - safe + 1);
                for (int page = safe / PAGE; page * PAGE < kept; page++) {
                    if (random.nextInt(4) == 0) {
                        Arrays.fill(bytes, Math.max(safe, page * PAGE), Math.min(kept, (page + 1) * PAGE), (byte) 0);
                    }
                }
                Files.write(file, Arrays.copyOf(bytes, kept));
            }
        }
    }

    /** Makes the copy one of another run of the machine. */
    static void inAnotherRun(Path copy) throws IOException {
        for (Path file : Stores.segments(copy)) {
            byte[] bytes = Files.readAllBytes(file);
            int end = 0;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            if (end == bytes.length || bytes[0] == 0) {
                continue; // its header is lost
            }
            String header = new String(bytes, 0, end, StandardCharsets.UTF_8);
            String json = header.substring(header.indexOf("{\"format\""), header.length() - 1);
            String other =
                    json.replaceFirst("\"boot\":\"[^\"]{36}\"", "\"boot\":\"deadbeef-0000-4000-8000-000000000000\"");
            assertThat(other).isNotEqualTo(json);
            Lines lines = new Lines();
            lines.header(other);
            assertThat(lines.length()).isEqualTo(end + 1);
            System.arraycopy(lines.bytes(), 0, bytes, 0, end + 1);
            Files.write(file, bytes);
        }
    }
}
