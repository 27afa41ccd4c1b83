/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.config.CodecOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that were flipped or cut: what they hold is read, or the one exception comes out. */
class DamagedBytesTest {
    static Stream<Object> samples() {
        return Stream.of(
                "text",
                5L,
                new ValueFormsTest.SerializableTeam("Ada", List.of("a", "b", "c")),
                new ArrayList<>(List.of(1, "a", 2L)),
                ValueFormsTest.Account.of("Ada", 5, "note"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void damageGivesAValueOrTheOneException(Object value) {
        long seed = Long.getLong("omnicache.test.codec.seed", 1);
        Random random = new Random(seed);
        for (String serializer : List.of("auto", "java", "json", "cbor", "smile", "msgpack", "fory")) {
            for (String compressor : List.of("none", "deflate", "zstd", "lz4")) {
                EntryCodec codec = TestCodecs.any(
                        new CodecOptions(serializer, compressor, 1, 1 << 20, List.of("io.omnicache.codec.bytes.*")));
                byte[] whole = codec.encodeValue(new byte[0], value);
                for (int i = 0; i < 60; i++) {
                    byte[] damaged =
                            Arrays.copyOf(whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
                    for (int flips = random.nextInt(3); flips > 0 && damaged.length > 0; flips--) {
                        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
                    }
                    try {
                        assertThat(codec.decodeValue(new byte[0], damaged)).isNotNull();
                    } catch (UnreadableException e) {
                        assertThat(e)
                                .as("seed %d, %s, %s", seed, serializer, compressor)
                                .hasMessageNotContaining("Ada");
                    }
                }
            }
        }
    }

    @Test
    void damagedKeysGiveAKeyOrTheOneException() throws Exception {
        long seed = Long.getLong("omnicache.test.codec.seed", 1);
        Random random = new Random(seed);
        EntryCodec codec = TestCodecs.allowing();
        for (Object key : SampleKeys.distinct().toList()) {
            byte[] whole = codec.encodeKey(key);
            for (int i = 0; i < 200; i++) {
                byte[] damaged =
                        Arrays.copyOf(whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
                if (damaged.length > 0) {
                    damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
                }
                try {
                    assertThat(codec.decodeKey(damaged)).isNotNull();
                } catch (UnreadableException e) {
                    assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
                }
            }
        }
    }
}
