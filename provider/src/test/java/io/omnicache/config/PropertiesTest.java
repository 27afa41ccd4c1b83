/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PropertiesTest {
    private static final String ENTRIES = "omnicache.caches.users.tiers[0].heap.entries";

    @TempDir
    Path folder;

    @Test
    void boundInBytesReplacesAnyOtherOfTheFileAndIsReplaced() {
        String file = "caches: { a: { tiers: [ { heap: { weight: 5, weigher: "
                + "io.omnicache.config.Samples$TextWeigher } } ] }, b: { tiers: [ { heap: { bytes: 2GiB } } ] } }";
        ManagerSettings settings = new Reading(folder)
                .file(file)
                .manager("omnicache.caches.a.tiers[0].heap.bytes", "64MiB")
                .system("omnicache.caches.b.tiers[0].heap.entries", "3")
                .load();

        assertThat(settings.predefined("a").heap()).isEqualTo(new Bound.Bytes(64 << 20));
        assertThat(settings.predefined("b").heap()).isEqualTo(new Bound.Entries(3));
        assertThat(new Reading(folder).file(file).load().predefined("b").heap()).isEqualTo(new Bound.Bytes(2L << 30));
    }

    @ParameterizedTest
    @CsvSource({"1,2,3,1", "1,2,-,1", "1,-,3,1", "-,2,3,2", "-,-,3,3", "1,-,-,1", "-,2,-,2"})
    void systemPropertiesThenTheManagersThenTheFile(String system, String manager, String file, long inForce) {
        Reading reading = new Reading(folder);
        if (!file.equals("-")) {
            reading.file("caches: { users: { tiers: [ { heap: { entries: %s } } ] } }".formatted(file));
        }
        if (!manager.equals("-")) {
            reading.manager(ENTRIES, manager);
        }
        if (!system.equals("-")) {
            reading.system(ENTRIES, system);
        }

        assertThat(reading.load().predefined("users").heap()).isEqualTo(new Bound.Entries(inForce));
    }

    @Test
    void namesWithDotsGoInBrackets() {
        ManagerSettings settings = new Reading(folder)
                .manager("omnicache.caches[com.acme.User].tiers[0].heap.entries", "10k")
                .manager("omnicache.caches[a]b[0]].statistics", "true")
                .manager("omnicache.caches[0].statistics", "true")
                .manager("omnicache.caches.a b.statistics", "true")
                .manager("omnicache.templates[com.acme.*].byValue", "false")
                .manager("omnicache.templates[*Region].override.statistics", "true")
                .load();

        assertThat(settings.cacheNames()).containsExactlyInAnyOrder("com.acme.User", "a]b[0]", "0", "a b");
        assertThat(settings.predefined("com.acme.User").heap()).isEqualTo(new Bound.Entries(10_000));
        assertThat(settings.predefined("com.acme.User").isStoreByValue()).isFalse();
        assertThat(Reading.madeByFramework(settings, "xRegion").isStatisticsEnabled())
                .isTrue();
    }

    @Test
    void placeholdersAreFilledInProperties() {
        ManagerSettings settings = new Reading(folder)
                .manager("omnicache.caches.a.loader", "io.omnicache.config.Samples$Loader")
                .manager("omnicache.caches.a.loaderRetry.attempts", "${TRIES}")
                .environment(Map.of("TRIES", "3"))
                .load();

        assertThat(settings.predefined("a").loaderRetry().attempts()).isEqualTo(3);
    }

    @Test
    void anAlternativeInAPropertyReplacesTheOneOfTheFile() {
        ManagerSettings settings = new Reading(folder)
                .file("caches: { a: { expiry: { created: 1m }, tiers: [ { heap: { entries: 5 } } ] } }")
                .system("omnicache.caches.a.expiry.accessed", "2m")
                .system("omnicache.caches.a.tiers[0].heap.weight", "7")
                .system("omnicache.caches.a.tiers[0].heap.weigher", "io.omnicache.config.Samples$TextWeigher")
                .load();

        assertThat(settings.predefined("a").getExpiryPolicyFactory())
                .isEqualTo(AccessedExpiryPolicy.factoryOf(new Duration(TimeUnit.MINUTES, 2)));
        assertThat(settings.predefined("a").heap()).isInstanceOf(Bound.Weight.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "omnicache.cahces.users.statistics|property omnicache.cahces.users.statistics: option 'cahces': unknown"
                        + " option, allowed are caches, templates. Did you mean 'caches'?",
                "omnicache.caches.users.statistics.|property omnicache.caches.users.statistics.: '.' is not understood;"
                        + " allowed are names after dots, positions in brackets, and the name of a cache or template in"
                        + " brackets, such as omnicache.caches[com.acme.User].tiers[0].heap.entries",
                "omnicache.|property omnicache.: a name is missing",
                "omnicache.caches.users.statistics|property omnicache.caches.users.statistics: cache 'users', option"
                        + " 'statistics': was 'x', allowed is true or false",
                "omnicache.caches.users.missRatioCurve|property omnicache.caches.users.missRatioCurve: cache 'users', option"
                        + " 'missRatioCurve': was 'x', allowed is true or false",
                "omnicache.caches.users.tiers[1].heap.entries|property omnicache.caches.users.tiers[1].heap.entries:"
                        + " cache 'users', option 'tiers[1]': there is no tiers[0] before it",
                "omnicache.caches.com.acme|property omnicache.caches.com.acme: cache 'com', option 'acme': unknown option,"
                        + " allowed are byValue, codec, copier, expiry, guard, key, listeners, loader, loaderRetry, management,"
                        + " missRatioCurve, onFailure, promotion, readThrough, statistics, strategy, tiers, value, writeThrough, writer. A name with dots goes"
                        + " in brackets, such as caches[com.acme.User]",
            })
    void mistakes(String name, String message) {
        assertThatThrownBy(() -> new Reading(folder).manager(name, "x").load())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> new Reading(folder).system(name, "x").load())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("system " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "caches.a.expiry|caches.a.expiry.created|cache 'a', option 'expiry': was a block of options beside a"
                        + " single value",
                "templates[x.*].override.statistics|templates[x.*].override.statistics.on|template 'x.*', option"
                        + " 'override.statistics': was a block of options beside a single value",
                "caches.a.tiers|caches.a.tiers[0].heap.entries|cache 'a', option 'tiers': was a list beside a single"
                        + " value",
                "caches.a.tiers[0].heap|caches[a].tiers[0]|cache 'a', option 'tiers[0]': was a single value beside a"
                        + " block of options",
                "caches.a.tiers[0].heap.entries|caches[a].tiers[0].heap.entries|cache 'a', option"
                        + " 'tiers[0].heap.entries': was a single value beside a single value",
                "caches.a|caches.a.statistics|cache 'a': was a block of options beside a single value",
                "caches|caches.a.statistics|option 'caches': was a block of options beside a single value",
            })
    void propertiesThatContradictEachOtherAreRefusedAndShowNoValue(String first, String second, String problem) {
        String message = "property omnicache.%s: %s of %sproperty omnicache.%s, allowed is one of the two";
        assertThatThrownBy(() -> new Reading(folder)
                        .manager("omnicache." + first, "hunter2")
                        .manager("omnicache." + second, "hunter3")
                        .load())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(message.formatted(second, problem, "", first));
        assertThatThrownBy(() -> new Reading(folder)
                        .system("omnicache." + first, "hunter2")
                        .system("omnicache." + second, "hunter3")
                        .load())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("system " + message.formatted(second, problem, "system ", first));
    }

    @Test
    void aPropertyIsAString() {
        Reading reading = new Reading(folder);
        reading.manager.put("omnicache.caches.a.statistics", true);

        assertThatThrownBy(reading::load)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("property omnicache.caches.a.statistics: was a java.lang.Boolean, allowed is a string");
    }

    @Test
    void otherPropertiesAreNotLookedAt() {
        ManagerSettings settings = new Reading(folder)
                .system("omnicache.test.matrix", "reference")
                .system("omnicache", "x")
                .manager("hibernate.cache", "x")
                .load();

        assertThat(settings.cacheNames()).isEmpty();
    }
}
