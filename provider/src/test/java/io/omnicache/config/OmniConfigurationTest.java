/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.Clock;
import io.omnicache.EventLog;
import io.omnicache.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.junit.jupiter.api.Test;

final class OmniConfigurationTest {
    private static final Factory<ExpiryPolicy> MINUTE =
            CreatedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.ONE_MINUTE);
    private static final Factory<CacheLoader<String, Long>> LOADER = () -> null;
    private static final Factory<CacheWriter<String, Long>> WRITER = () -> null;

    private static OmniConfigurationBuilder<String, Long> builder() {
        return OmniConfiguration.builder(String.class, Long.class);
    }

    @Test
    void whatIsNotStatedIsBuiltIn() {
        OmniConfiguration<String, Long> configuration = builder().build();
        assertThat(configuration.isStoreByValue()).isTrue();
        assertThat(configuration.isReadThrough()).isFalse();
        assertThat(configuration.isWriteThrough()).isFalse();
        assertThat(configuration.isStatisticsEnabled()).isFalse();
        assertThat(configuration.isManagementEnabled()).isFalse();
        assertThat(configuration.getCacheLoaderFactory()).isNull();
        assertThat(configuration.getCacheWriterFactory()).isNull();
        assertThat(configuration.getExpiryPolicyFactory()).isEqualTo(EternalExpiryPolicy.factoryOf());
        assertThat(configuration.getCacheEntryListenerConfigurations()).isEmpty();
        assertThat(configuration.heap()).isEqualTo(new Bound.Unbounded());
        assertThat(configuration.strategy()).isEqualTo("adaptive");
        assertThat(configuration.isMissRatioCurveEnabled()).isFalse();
        assertThat(configuration.guard()).isEqualTo(Guard.WATCHED);
        assertThat(configuration.copier()).isEqualTo("serialization");
        assertThat(configuration.loaderRetry()).isEqualTo(LoaderRetry.NONE);
        assertThat(configuration.clock()).isSameAs(Clock.system());
        for (Option option : Option.values()) {
            assertThat(configuration.states(option))
                    .as("%s", option)
                    .isEqualTo(option == Option.KEY || option == Option.VALUE);
        }
    }

    @Test
    void whatIsStatedIsKept() {
        ManualClock clock = new ManualClock();
        LoaderRetry retry = new LoaderRetry(3, Duration.ofMillis(1), Duration.ofMillis(5));
        EventLog<String, Long> log = new EventLog<>();
        OmniConfiguration<String, Long> configuration = builder()
                .byValue(false)
                .readThrough(LOADER)
                .writeThrough(WRITER)
                .expiry(MINUTE)
                .statistics(true)
                .management(true)
                .listener(log.configuration())
                .listener(log.configuration(false, false))
                .entries(10)
                .tier("memory", Map.of("entries", "20"))
                .strategy("mine")
                .missRatioCurve(true)
                .guard(Guard.EXEMPT)
                .onFailure(OnFailure.FAIL)
                .promotion(Promotion.SECOND_HIT)
                .copier("fast")
                .codec(CodecOptions.DEFAULT.withSerializer("json"))
                .loaderRetry(retry)
                .clock(clock)
                .build();
        assertThat(configuration.getKeyType()).isEqualTo(String.class);
        assertThat(configuration.getValueType()).isEqualTo(Long.class);
        assertThat(configuration.isStoreByValue()).isFalse();
        assertThat(configuration.isReadThrough()).isTrue();
        assertThat(configuration.getCacheLoaderFactory()).isSameAs(LOADER);
        assertThat(configuration.isWriteThrough()).isTrue();
        assertThat(configuration.getCacheWriterFactory()).isSameAs(WRITER);
        assertThat(configuration.getExpiryPolicyFactory()).isEqualTo(MINUTE);
        assertThat(configuration.isStatisticsEnabled()).isTrue();
        assertThat(configuration.isManagementEnabled()).isTrue();
        assertThat(configuration.getCacheEntryListenerConfigurations())
                .containsExactly(log.configuration(), log.configuration(false, false));
        assertThat(configuration.heap()).isEqualTo(new Bound.Entries(10));
        assertThat(configuration.tiers()).containsExactly(new TierOptions("memory", Map.of("entries", "20")));
        assertThat(configuration.strategy()).isEqualTo("mine");
        assertThat(configuration.isMissRatioCurveEnabled()).isTrue();
        assertThat(configuration.guard()).isEqualTo(Guard.EXEMPT);
        assertThat(configuration.copier()).isEqualTo("fast");
        assertThat(configuration.codec().serializer()).isEqualTo("json");
        assertThat(configuration.onFailure()).isEqualTo(OnFailure.FAIL);
        assertThat(configuration.promotion()).isEqualTo(Promotion.SECOND_HIT);
        assertThat(configuration.loaderRetry()).isEqualTo(retry);
        assertThat(configuration.clock()).isSameAs(clock);
        assertThat(Option.values()).allMatch(configuration::states);
    }

    @Test
    void loaderAloneDoesNotTurnReadThroughOn() {
        OmniConfiguration<String, Long> configuration = builder().loader(LOADER).build();
        assertThat(configuration.getCacheLoaderFactory()).isSameAs(LOADER);
        assertThat(configuration.isReadThrough()).isFalse();
        assertThat(configuration.states(Option.READ_THROUGH)).isFalse();
    }

    @Test
    void builderCanStartFromAConfigurationAndLeavesItAlone() {
        OmniConfiguration<String, Long> first = builder().entries(10).build();
        OmniConfiguration<String, Long> second =
                first.toBuilder().entries(20).statistics(true).build();
        assertThat(first.heap()).isEqualTo(new Bound.Entries(10));
        assertThat(first.isStatisticsEnabled()).isFalse();
        assertThat(second.heap()).isEqualTo(new Bound.Entries(20));
        assertThat(second.getKeyType()).isEqualTo(String.class);
    }

    @Test
    void withMethodsChangeACopy() {
        OmniConfiguration<String, Long> configuration = builder().build();
        EventLog<String, Long> log = new EventLog<>();
        assertThat(configuration.withStatistics(true).isStatisticsEnabled()).isTrue();
        assertThat(configuration.withManagement(true).isManagementEnabled()).isTrue();
        assertThat(configuration.withMissRatioCurve(true).isMissRatioCurveEnabled())
                .isTrue();
        OmniConfiguration<String, Long> listening = configuration.withListeners(listeners -> {
            listeners.add(log.configuration());
            return listeners;
        });
        assertThat(listening.getCacheEntryListenerConfigurations()).containsExactly(log.configuration());
        assertThatThrownBy(() -> listening.getCacheEntryListenerConfigurations().clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(configuration).isEqualTo(builder().build());
    }

    @Test
    void equalityIsThatOfWhatIsStated() {
        assertThat(builder().entries(10).build())
                .isEqualTo(builder().entries(10).build())
                .hasSameHashCodeAs(builder().entries(10).build())
                .isNotEqualTo(builder().entries(11).build())
                .isNotEqualTo(builder().build())
                .isNotEqualTo(new MutableConfiguration<>());
    }

    @Test
    void textNamesTheStatedOptionsWithoutTheirValues() {
        assertThat(builder().copier("secret-copier").statistics(true).build())
                .hasToString("OmniConfiguration[key, value, statistics, copier]");
    }

    @Test
    void configurationSurvivesSerialization() throws IOException, ClassNotFoundException {
        OmniConfiguration<String, Long> configuration = builder()
                .entries(10)
                .expiry(MINUTE)
                .clock(Clock.system())
                .loaderRetry(new LoaderRetry(2, Duration.ZERO, Duration.ofSeconds(1)))
                .build();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(configuration);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(configuration);
        }
    }

    @Test
    void ownConfigurationIsTakenAsItIs() {
        OmniConfiguration<String, Long> configuration = builder().build();
        assertThat(OmniConfiguration.of(configuration)).isSameAs(configuration);
        assertThatThrownBy(() -> OmniConfiguration.of(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("configuration");
    }

    @Test
    void standardPropertyThatEqualsItsDefaultCountsAsNotStated() {
        OmniConfiguration<Object, Object> untouched = OmniConfiguration.of(new MutableConfiguration<>());
        assertThat(Option.values()).noneMatch(untouched::states);
        MutableConfiguration<String, Long> explicit = new MutableConfiguration<String, Long>()
                .setTypes(String.class, Long.class)
                .setStoreByValue(true)
                .setStatisticsEnabled(false)
                .setExpiryPolicyFactory(EternalExpiryPolicy.factoryOf());
        OmniConfiguration<String, Long> typed = OmniConfiguration.of(explicit);
        assertThat(typed.states(Option.BY_VALUE)).isFalse();
        assertThat(typed.states(Option.STATISTICS)).isFalse();
        assertThat(typed.states(Option.EXPIRY)).isFalse();
        assertThat(typed.states(Option.KEY)).isTrue();
    }

    @Test
    void standardPropertiesAreRead() {
        EventLog<String, Long> log = new EventLog<>();
        MutableConfiguration<String, Long> standard = new MutableConfiguration<String, Long>()
                .setTypes(String.class, Long.class)
                .setStoreByValue(false)
                .setReadThrough(true)
                .setWriteThrough(true)
                .setStatisticsEnabled(true)
                .setManagementEnabled(true)
                .setCacheLoaderFactory(LOADER)
                .setCacheWriterFactory(WRITER)
                .setExpiryPolicyFactory(MINUTE)
                .addCacheEntryListenerConfiguration(log.configuration());
        assertThat(OmniConfiguration.of(standard))
                .isEqualTo(builder()
                        .byValue(false)
                        .readThrough(LOADER)
                        .writeThrough(WRITER)
                        .statistics(true)
                        .management(true)
                        .expiry(MINUTE)
                        .listener(log.configuration())
                        .build());
    }

    @Test
    void configurationThatIsNotCompleteSaysTypesAndByValueOnly() {
        Configuration<String, Long> small = new Configuration<>() {
            @Override
            public Class<String> getKeyType() {
                return String.class;
            }

            @Override
            public Class<Long> getValueType() {
                return Long.class;
            }

            @Override
            public boolean isStoreByValue() {
                return false;
            }
        };
        assertThat(OmniConfiguration.of(small))
                .isEqualTo(builder().byValue(false).build());
    }

    @Test
    void nullOptionIsRefusedByName() {
        assertThatThrownBy(() -> builder().strategy(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("option 'strategy' must not be null");
        assertThatThrownBy(() -> OmniConfiguration.builder(null, Long.class))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("option 'key' must not be null");
        assertThatThrownBy(() -> builder().weight(1, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("heap.weigher");
    }

    @Test
    void valueOfAnotherTypeIsRefusedByName() {
        assertThatThrownBy(() -> Option.STRATEGY.checked(5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("option 'strategy' takes a java.lang.String, was a java.lang.Integer");
        assertThat(List.of(Option.values())).extracting(Option::label).doesNotHaveDuplicates();
    }
}
