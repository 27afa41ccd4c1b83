/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be said about the memory guard. */
class GuardOptionTest {
    @TempDir
    Path folder;

    private static Properties share(String value) {
        Properties properties = new Properties();
        properties.setProperty("omnicache.guard.share", value);
        return properties;
    }

    @Test
    void cachesAreWatchedUnlessTheyAreExempt() {
        ManagerSettings settings = Reading.of(
                folder,
                "templates: { \"*\": { guard: exempt } }\ncaches: { users: { guard: watched }, sessions: { statistics: true } }");
        assertThat(Reading.of(folder, "caches: { users: {} }")
                        .predefined("users")
                        .guard())
                .isEqualTo(Guard.WATCHED);
        assertThat(settings.predefined("users").guard()).isEqualTo(Guard.WATCHED);
        assertThat(settings.predefined("sessions").guard()).isEqualTo(Guard.EXEMPT);
    }

    @Test
    void anotherWordIsRefused() {
        assertThatThrownBy(() -> Reading.of(folder, "caches: { users: { guard: exemt } }"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageEndingWith(
                        "cache 'users', option 'guard': was 'exemt', allowed is watched or exempt. Did you"
                                + " mean 'exempt'?");
    }

    @Test
    void strategyOfACacheWithoutABoundHasEffectUnlessItIsExempt() {
        assertThat(Reading.of(folder, "caches: { users: { strategy: lru } }")
                        .predefined("users")
                        .strategy())
                .isEqualTo("lru");
        assertThatThrownBy(() -> Reading.of(folder, "caches: { users: { strategy: lru, guard: exempt } }"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("option 'strategy': was 'lru', but the cache has no bound and no guard");
    }

    @ParameterizedTest
    @ValueSource(strings = {"50%", "85%", "95%"})
    void shareIsASystemProperty(String allowed) {
        GuardShare.check(share(allowed), new Properties());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "85", "49%", "96%", "100%", "0.85", "85 %"})
    void shareThatIsNoneIsRefused(String wrong) {
        assertThatThrownBy(() -> GuardShare.check(share(wrong), new Properties()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("system property 'omnicache.guard.share': was '" + wrong
                        + "', allowed is a share of the heap from 50% to 95%, such as 85%");
    }

    @Test
    void shareOfAManagerIsRefusedSinceAllHaveOneHeap() {
        assertThatThrownBy(() -> GuardShare.check(new Properties(), share("85%")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "property 'omnicache.guard.share': the guard is that of the whole process; set it as a system"
                                + " property");
    }

    @Test
    void shareIsBuiltIn() {
        assertThat(GuardShare.ofProcess()).isEqualTo(0.85);
    }
}
