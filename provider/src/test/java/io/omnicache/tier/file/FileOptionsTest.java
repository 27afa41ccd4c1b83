/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.tier.local.Durability;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options, and what is said of wrong ones. */
class FileOptionsTest {
    @Test
    void defaultsAreUnboundedAndAcknowledgedByTheSystem() {
        FileOptions options = FileOptions.parse(Map.of("directory", "/var/cache/acme"));
        assertThat(options)
                .isEqualTo(new FileOptions(
                        Path.of("/var/cache/acme"), Long.MAX_VALUE, Long.MAX_VALUE, Durability.OS, false, 2));
    }

    @Test
    void eachOptionIsRead() {
        Map<String, String> all = Map.of(
                "directory",
                "cache",
                "entries",
                "50k",
                "bytes",
                "64MiB",
                "durability",
                "behind",
                "readOnly",
                "true",
                "overhead",
                "1.5");
        assertThat(all.keySet()).isEqualTo(new FileTierFactory().options());
        assertThat(FileOptions.parse(all))
                .isEqualTo(new FileOptions(Path.of("cache"), 50_000, 64L << 20, Durability.BEHIND, true, 1.5));
    }

    @Test
    void directoryIsRequired() {
        assertThatThrownBy(() -> FileOptions.parse(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the tier file needs the option directory: where it keeps its files, such as /var/cache/acme");
    }

    @ParameterizedTest
    @CsvSource({
        "entries, 0",
        "entries, many",
        "entries, 5mb",
        "bytes, 64",
        "bytes, 64mb",
        "durability, OS",
        "durability, disk",
        "readOnly, yes",
        "overhead, 1.4",
        "overhead, two",
        "overhead, 1000",
        "overhead, -2"
    })
    void wrongOptionIsNamedWithWhatIsAllowed(String name, String value) {
        Map<String, String> options = new HashMap<>(Map.of("directory", "cache", name, value));
        assertThatThrownBy(() -> FileOptions.parse(options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the option " + name + " of the tier file was " + value + ", allowed is ");
    }
}
