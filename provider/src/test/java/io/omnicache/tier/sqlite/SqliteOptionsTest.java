/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.tier.local.Durability;
import io.omnicache.tier.sqlite.SqliteOptions.Place;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options, and what is said of wrong ones and of a missing library. */
class SqliteOptionsTest {
    @Test
    void defaultsAreUnboundedAndAcknowledgedByTheSystem() {
        assertThat(SqliteOptions.parse(Map.of("directory", "/var/cache/acme")))
                .isEqualTo(new SqliteOptions(
                        new Place.Directory(Path.of("/var/cache/acme")),
                        Long.MAX_VALUE,
                        Long.MAX_VALUE,
                        Durability.OS,
                        false,
                        5_000,
                        false));
    }

    @Test
    void eachOptionIsRead() {
        Map<String, String> all = new HashMap<>(Map.of(
                "file", "acme.db",
                "entries", "50k",
                "bytes", "64MiB",
                "durability", "fsync",
                "readOnly", "true",
                "memory", "false",
                "shared", "false",
                "busyTimeout", "250ms"));
        assertThat(SqliteOptions.parse(all))
                .isEqualTo(new SqliteOptions(
                        new Place.File(Path.of("acme.db")), 50_000, 64L << 20, Durability.FSYNC, true, 250, false));
        all.put("directory", "cache");
        assertThat(all.keySet()).isEqualTo(Set.copyOf(new SqliteTierFactory().options()));
    }

    @ParameterizedTest
    @CsvSource({"memory, true, shared, true", "readOnly, true, shared, true", "durability, behind, durability, behind"})
    void whatCannotBeSharedIsRefused(String name, String value, String named, String was) {
        Map<String, String> options = new HashMap<>(Map.of("shared", "true", name, value));
        if (!name.equals("memory")) {
            options.put("file", "acme.db");
        }
        assertThatThrownBy(() -> SqliteOptions.parse(options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the option " + named + " of the tier sqlite was " + was + ", allowed is ");
    }

    @Test
    void memoryIsAPlace() {
        assertThat(SqliteOptions.parse(Map.of("memory", "true")).place()).isEqualTo(new Place.Memory());
    }

    @Test
    void onePlaceIsRequired() {
        List<Map<String, String>> wrong = List.of(
                Map.of(),
                Map.of("directory", "cache", "file", "acme.db"),
                Map.of("directory", "cache", "memory", "true"));
        for (Map<String, String> each : wrong) {
            assertThatThrownBy(() -> SqliteOptions.parse(each))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("the tier sqlite needs one of the options directory (")
                    .hasMessageEndingWith("; " + each.size() + " were given");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "entries, 0",
        "bytes, 64mb",
        "durability, OS",
        "readOnly, yes",
        "shared, yes",
        "busyTimeout, 5",
        "busyTimeout, -1s",
        "busyTimeout, 5m"
    })
    void wrongOptionIsNamedWithWhatIsAllowed(String name, String value) {
        Map<String, String> options = new HashMap<>(Map.of("directory", "cache", name, value));
        assertThatThrownBy(() -> SqliteOptions.parse(options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the option " + name + " of the tier sqlite was " + value + ", allowed is ");
    }

    @Test
    void missingLibraryIsNamedByItsCoordinates() throws Exception {
        try (URLClassLoader nothing = new URLClassLoader(new URL[0], ClassLoader.getPlatformClassLoader())) {
            assertThatThrownBy(() -> SqliteLibrary.require(nothing))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("org.xerial:sqlite-jdbc");
        }
    }
}
