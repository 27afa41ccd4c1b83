/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecedenceTest {
    private static final String LOADER = "io.omnicache.config.Samples$Loader";

    @TempDir
    Path folder;

    /* Each of the four may state how many entries there are (- states nothing); the built-in answer is no bound. */
    @ParameterizedTest
    @CsvSource({
        "1,2,3,1", "1,2,-,1", "1,-,3,1", "1,-,-,1", "-,2,3,2", "-,2,-,2", "-,-,3,3", "-,-,-,-",
    })
    void overrideThenCodeThenTemplateThenBuiltIn(String override, String code, String template, String inForce) {
        ManagerSettings settings = Reading.of(
                folder,
                "templates:\n  users: { management: true%s, override: { management: true%s } }"
                        .formatted(heap(template), heap(override)));
        OmniConfigurationBuilder<Object, Object> made = OmniConfiguration.builder(Object.class, Object.class);
        if (!code.equals("-")) {
            made.entries(Long.parseLong(code));
        }

        assertThat(settings.inForce("users", made.build()).heap()).isEqualTo(bound(inForce));
    }

    @ParameterizedTest
    @CsvSource({
        "1,2,3,1", "1,2,-,1", "1,-,3,1", "1,-,-,1", "-,2,3,2", "-,2,-,2", "-,-,3,3", "-,-,-,-",
    })
    void overrideThenTheOwnEntryThenTemplateThenBuiltIn(
            String override, String entry, String template, String inForce) {
        ManagerSettings settings = Reading.of(folder, """
                templates:
                  users: { management: true%s, override: { management: true%s } }
                caches:
                  users: { management: true%s }
                """.formatted(heap(template), heap(override), heap(entry)));

        assertThat(settings.predefined("users").heap()).isEqualTo(bound(inForce));
    }

    private static String heap(String entries) {
        return entries.equals("-") ? "" : ", tiers: [ { heap: { entries: " + entries + " } } ]";
    }

    private static Bound bound(String entries) {
        return entries.equals("-") ? new Bound.Unbounded() : new Bound.Entries(Long.parseLong(entries));
    }

    @Test
    void theMostSpecificTemplateThatStatesAnOptionWinsOptionByOption() {
        ManagerSettings settings = Reading.of(folder, """
                templates:
                  "*": { statistics: true, management: true, byValue: false, expiry: { created: 1m } }
                  "com.acme.*": { expiry: { created: 2m }, byValue: true }
                  com.acme.User: { statistics: false }
                """);

        OmniConfiguration<?, ?> user = Reading.madeByFramework(settings, "com.acme.User");

        assertThat(user.isStatisticsEnabled()).isFalse();
        assertThat(user.isManagementEnabled()).isTrue();
        assertThat(user.isStoreByValue()).isTrue();
        assertThat(user.getExpiryPolicyFactory()).isEqualTo(CreatedExpiryPolicy.factoryOf(minutes(2)));
        assertThat(Reading.madeByFramework(settings, "x").getExpiryPolicyFactory())
                .isEqualTo(CreatedExpiryPolicy.factoryOf(minutes(1)));
    }

    @Test
    void theMostSpecificOverrideWinsOverOtherOverrides() {
        ManagerSettings settings = Reading.of(folder, """
                templates:
                  "*": { override: { statistics: true, management: true } }
                  "a*": { override: { statistics: false } }
                """);
        var code = new MutableConfiguration<>().setStatisticsEnabled(true);

        assertThat(settings.inForce("abc", code).isStatisticsEnabled()).isFalse();
        assertThat(settings.inForce("abc", code).isManagementEnabled()).isTrue();
    }

    @Test
    void ofEquallySpecificTemplatesTheOneThatIsWrittenFirstWins() {
        ManagerSettings settings = Reading.of(
                folder,
                "templates:\n  \"a*\": { statistics: true }\n  \"*b\": { statistics: false, management: true }");

        assertThat(Reading.madeByFramework(settings, "ab").isStatisticsEnabled())
                .isTrue();
        assertThat(Reading.madeByFramework(settings, "ab").isManagementEnabled())
                .isTrue();
    }

    @Test
    void whatAFrameworkLeavesAtItsDefaultIsLeftToTheTemplateAndTheRestIsNot() {
        ManagerSettings settings = Reading.of(folder, """
                templates:
                  "*Region":
                    key: java.lang.Long
                    byValue: false
                    statistics: true
                    expiry: { accessed: 30m }
                    tiers: [ { heap: { entries: 10k } } ]
                """);
        MutableConfiguration<Object, Object> framework = new MutableConfiguration<>()
                .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(minutes(5)))
                .setManagementEnabled(true);

        OmniConfiguration<Object, Object> inForce = settings.inForce("userRegion", framework);

        assertThat(inForce.getKeyType()).isEqualTo((Class<?>) Long.class);
        assertThat(inForce.getValueType()).isEqualTo(Object.class);
        assertThat(inForce.isStoreByValue()).isFalse();
        assertThat(inForce.isStatisticsEnabled()).isTrue();
        assertThat(inForce.isManagementEnabled()).isTrue();
        assertThat(inForce.getExpiryPolicyFactory()).isEqualTo(CreatedExpiryPolicy.factoryOf(minutes(5)));
        assertThat(inForce.heap()).isEqualTo(new Bound.Entries(10_000));
    }

    @Test
    void aConfigurationOfOursStatesDefaultsToo() {
        ManagerSettings settings = Reading.of(folder, "templates: { \"*\": { statistics: true, byValue: false } }");
        OmniConfiguration<Long, String> code = OmniConfiguration.builder(Long.class, String.class)
                .statistics(false)
                .build();

        assertThat(settings.inForce("users", code).isStatisticsEnabled()).isFalse();
        assertThat(settings.inForce("users", code).isStoreByValue()).isFalse();
    }

    @Test
    void withoutATemplateNothingChanges() {
        ManagerSettings settings = Reading.of(folder, "templates: { \"*Region\": { statistics: true } }");
        OmniConfiguration<Object, Object> inForce = Reading.madeByFramework(settings, "users");

        for (Option option : Option.values()) {
            assertThat(inForce.states(option)).as(option.label()).isFalse();
        }
        assertThat(inForce.getExpiryPolicyFactory()).isEqualTo(EternalExpiryPolicy.factoryOf());
    }

    @Test
    void listenersOfTheWinnerReplaceTheOthers() {
        ManagerSettings settings = Reading.of(
                folder, "templates: { \"*\": { listeners: [ { listener: io.omnicache.config.Samples$Audit } ] } }");
        var own = new MutableCacheEntryListenerConfiguration<Object, Object>(
                FactoryBuilder.factoryOf(Samples.Audit.class), null, true, true);

        assertThat(settings.inForce("a", new MutableConfiguration<>().addCacheEntryListenerConfiguration(own))
                        .getCacheEntryListenerConfigurations())
                .isEqualTo(List.of(own));
        assertThat(Reading.madeByFramework(settings, "a").getCacheEntryListenerConfigurations())
                .hasSize(1);
    }

    @Test
    void theLoaderOfATemplateIsUsedUnlessCodeBringsItsOwn() {
        ManagerSettings settings = Reading.of(folder, "templates: { \"*\": { loader: %s } }".formatted(LOADER));
        MutableConfiguration<Object, Object> withLoader =
                new MutableConfiguration<>().setCacheLoaderFactory(new Samples.LoaderFactory());

        assertThat(Reading.madeByFramework(settings, "a").isReadThrough()).isTrue();
        assertThat(settings.inForce("a", withLoader).isReadThrough()).isFalse();
        assertThat(settings.inForce("a", withLoader).getCacheLoaderFactory())
                .isEqualTo(withLoader.getCacheLoaderFactory());
    }

    @Test
    void readThroughCanBeTurnedOffBesideALoader() {
        ManagerSettings settings =
                Reading.of(folder, "caches: { a: { loader: %s, readThrough: false } }".formatted(LOADER));

        assertThat(settings.predefined("a").isReadThrough()).isFalse();
        assertThat(settings.predefined("a").getCacheLoaderFactory()).isNotNull();
    }

    @Test
    void whatATemplateSaysAppliesWhereItHasAnEffect() {
        ManagerSettings settings = Reading.of(folder, """
                templates:
                  "*":
                    readThrough: true
                    writeThrough: true
                    strategy: lru
                    missRatioCurve: true
                    guard: exempt
                    loaderRetry: { attempts: 3 }
                """);

        OmniConfiguration<Object, Object> plain = Reading.madeByFramework(settings, "a");
        assertThat(plain.isReadThrough()).isFalse();
        assertThat(plain.isWriteThrough()).isFalse();
        assertThat(plain.states(Option.STRATEGY)).isFalse();
        assertThat(plain.isMissRatioCurveEnabled()).isFalse();
        assertThat(plain.loaderRetry()).isEqualTo(LoaderRetry.NONE);
        OmniConfiguration<Object, Object> loading =
                settings.inForce("a", new MutableConfiguration<>().setCacheLoaderFactory(new Samples.LoaderFactory()));
        assertThat(loading.isReadThrough()).isTrue();
        assertThat(loading.loaderRetry().attempts()).isEqualTo(3);
    }

    @Test
    void codeThatStatesAnOptionWithoutEffectIsRefusedAndATemplateCanGiveItEffect() {
        OmniConfiguration<Object, Object> code = OmniConfiguration.builder(Object.class, Object.class)
                .strategy("lru")
                .guard(Guard.EXEMPT)
                .build();
        ManagerSettings settings =
                Reading.of(folder, "templates: { bounded: { tiers: [ { heap: { entries: 5 } } ] } }");

        assertThat(settings.inForce("bounded", code).strategy()).isEqualTo("lru");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.inForce("users", code))
                .withMessage(
                        "the configuration given to createCache: cache 'users', option 'strategy': was 'lru', but the"
                                + " cache has no bound and no guard, so nothing is ever evicted; bound it (tiers: [ { heap: { entries: 10k } }"
                                + " ], or entries(...) in code), or leave the strategy out");
    }

    @Test
    void missRatioCurveNeedsABoundWhereItIsStatedAndMayBeOffWithoutOne() {
        ManagerSettings settings =
                Reading.of(folder, "templates: { bounded: { tiers: [ { heap: { entries: 5 } } ] } }");
        OmniConfiguration<Object, Object> on = OmniConfiguration.builder(Object.class, Object.class)
                .missRatioCurve(true)
                .build();
        OmniConfiguration<Object, Object> off = on.withMissRatioCurve(false);

        assertThat(settings.inForce("bounded", on).isMissRatioCurveEnabled()).isTrue();
        assertThat(settings.inForce("users", off).isMissRatioCurveEnabled()).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.inForce("users", on))
                .withMessage(
                        "the configuration given to createCache: cache 'users', option 'missRatioCurve': was 'true', but the"
                                + " cache has no bound, so there are no other sizes to compare; bound it (tiers: [ { heap: { entries:"
                                + " 10k } } ], or entries(...) in code), or leave missRatioCurve out");
    }

    @Test
    void aConfigurationOfOursThatReadsThroughNothingIsRefusedAndAStandardOneIsNot() {
        ManagerSettings settings = Reading.of(folder, "");
        var standard = new MutableConfiguration<>().setReadThrough(true);

        assertThat(settings.inForce("users", standard).isReadThrough()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.inForce("users", OmniConfiguration.of(standard)))
                .withMessage("the configuration given to createCache: cache 'users', option 'readThrough': was 'true',"
                        + " but there is no loader");
    }

    @Test
    void aBuilderRefusesToReadOrWriteThroughNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OmniConfiguration.of(new MutableConfiguration<>().setReadThrough(true)).toBuilder()
                        .build())
                .withMessage("option 'readThrough': was 'true', but there is no loader");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OmniConfiguration.of(new MutableConfiguration<>().setWriteThrough(true)).toBuilder()
                        .build())
                .withMessage("option 'writeThrough': was 'true', but there is no writer");
    }

    @Test
    void namesArePlainStrings() {
        for (String name : List.of("a b", "a:b", "C:/x\\y", "größe.日本", "#1", "a.b[0]", "null", "*", "true")) {
            ManagerSettings settings = Reading.of(
                    folder, "caches:\n  \"%s\": { expiry: { accessed: 1m } }".formatted(name.replace("\\", "\\\\")));

            assertThat(settings.cacheNames()).containsExactly(name);
            assertThat(settings.predefined(name).getExpiryPolicyFactory())
                    .isEqualTo(AccessedExpiryPolicy.factoryOf(minutes(1)));
        }
    }

    private static Duration minutes(long minutes) {
        return new Duration(java.util.concurrent.TimeUnit.MINUTES, minutes);
    }
}
