/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The option {@code codec}. */
class CodecOptionTest {
    @TempDir
    Path folder;

    @Test
    void everyWordIsRead() {
        ManagerSettings settings = Reading.of(
                folder,
                "caches: { users: { tiers: [ { file: { directory: x } } ], codec: { serializer: json, compressor: zstd, threshold: 4KiB, limit: 1MiB,"
                        + " allow: [ com.acme.User, \"com.acme.events.*\" ] } } }\n");

        assertThat(settings.predefined("users").codec())
                .isEqualTo(
                        new CodecOptions("json", "zstd", 4096, 1 << 20, List.of("com.acme.User", "com.acme.events.*")));
    }

    @Test
    void whatIsLeftOutIsBuiltIn() {
        ManagerSettings settings = Reading.of(
                folder,
                "caches: { users: { tiers: [ { file: { directory: x } } ], codec: { threshold: 100 } }, others: { tiers: [ { file: { directory: x } } ], codec: } }\n");

        assertThat(settings.predefined("users").codec()).isEqualTo(CodecOptions.DEFAULT.withThreshold(100));
        assertThat(settings.predefined("others").codec()).isEqualTo(CodecOptions.DEFAULT);
    }

    @Test
    void aThresholdAboveTheBuiltInLimitRaisesIt() {
        ManagerSettings settings = Reading.of(
                folder, "caches: { users: { tiers: [ { file: { directory: x } } ], codec: { threshold: 1GiB } } }\n");

        assertThat(settings.predefined("users").codec().limit()).isEqualTo(1 << 30);
    }

    @Test
    void propertiesChangeSingleWords() {
        ManagerSettings settings = new Reading(folder)
                .file("caches: { users: { tiers: [ { file: { directory: x } } ], codec: { serializer: cbor } } }\n")
                .manager("omnicache.caches.users.codec.compressor", "lz4")
                .manager("omnicache.caches.users.codec.allow[0]", "com.acme.*")
                .load();

        assertThat(settings.predefined("users").codec())
                .isEqualTo(CodecOptions.DEFAULT
                        .withSerializer("cbor")
                        .withCompressor("lz4")
                        .withAllow("com.acme.*"));
    }

    @Test
    void withoutATierItIsRefusedWhereItWasStated() {
        assertThatThrownBy(() -> Reading.of(folder, "caches: { users: { codec: { serializer: json } } }\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageEndingWith("but there is no tier below the heap, so nothing is ever encoded");
    }

    @Test
    void codeStatesItToo() {
        CodecOptions codec = CodecOptions.DEFAULT.withSerializer("smile").withLimit(1 << 20);
        assertThat(OmniConfiguration.builder(Long.class, String.class)
                        .codec(codec)
                        .build()
                        .codec())
                .isEqualTo(codec);
    }

    @Test
    void wrongValuesAreRefusedInCode() {
        assertThatThrownBy(() -> CodecOptions.DEFAULT.withThreshold(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("codec.threshold must be 1 or more, was 0");
        assertThatThrownBy(() -> CodecOptions.DEFAULT.withLimit(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("codec.limit must be at least codec.threshold, which is 1024, was 1");
        assertThatThrownBy(() -> CodecOptions.DEFAULT.withAllow("com.acme.User; DROP"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("codec.allow: was 'com.acme.User; DROP', allowed is the full name of a class");
    }

    @Test
    void patternsStandForNames() {
        CodecOptions options = CodecOptions.DEFAULT.withAllow("com.acme.*", "org.other.Exact");

        assertThat(List.of("com.acme.User", "com.acme.deep.User$Inner", "org.other.Exact"))
                .allMatch(options::allows);
        assertThat(List.of("com.acme", "xcom.acme.User", "org.other.Exact2", "org.other.Exact$Inner"))
                .noneMatch(options::allows);
    }
}
