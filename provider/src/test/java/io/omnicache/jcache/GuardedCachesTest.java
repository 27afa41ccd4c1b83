/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.Eventually;
import io.omnicache.LogCapture;
import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.config.Bound;
import io.omnicache.config.Guard;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.engine.Statistics.Counter;
import io.omnicache.engine.guard.ScriptedGuard;
import java.lang.management.ManagementFactory;
import java.util.stream.IntStream;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What users and operators see of the memory guard. */
class GuardedCachesTest {
    private static final int HELD = 1_000;
    private static final long LEFT = 650;

    private final OmniCachingProvider provider = new OmniCachingProvider();
    private final CacheManager manager = provider.getCacheManager();
    private final LogCapture log = new LogCapture("io.omnicache.guard");

    @AfterEach
    void close() {
        provider.close();
        log.close();
    }

    @SuppressWarnings("unchecked") // the cache was made for these types
    private OmniCache<Integer, Integer> filled(String name, Configuration<Integer, Integer> configuration) {
        OmniCache<Integer, Integer> cache =
                manager.createCache(name, configuration).unwrap(OmniCache.class);
        IntStream.range(0, HELD).forEach(key -> cache.put(key, key));
        return cache;
    }

    private OmniCache<Integer, Integer> filled() {
        return filled(
                "filled",
                new MutableConfiguration<Integer, Integer>()
                        .setManagementEnabled(true)
                        .setStatisticsEnabled(true));
    }

    /** The warning comes when the guard has done everything. */
    private void alarm() {
        OmniCache<?, ?> filled = manager.getCache("filled").unwrap(OmniCache.class);
        Eventually.await("the cache is bounded", () -> {
            if (!filled.isBoundedByGuard()) {
                ScriptedGuard.fullInThisProcess(90); // is not heard while the guard is at work on the one before
            }
            return log.messages().stream()
                    .anyMatch(message -> message.contains("WARNING") && message.contains("filled"));
        });
    }

    @Test
    void boundIsShownAndTheConfigurationStaysAsItWas() throws Exception {
        OmniCache<Integer, Integer> cache = filled();
        assertThat(cache.isBoundedByGuard()).isFalse();
        alarm();
        assertThat(cache.isBoundedByGuard()).isTrue();
        assertThat(cache.maximum()).hasValue(LEFT);
        assertThat(cache.size()).isEqualTo(LEFT);
        assertThat(heap(cache)).isEqualTo(new Bound.Unbounded());
        assertThat(Engines.of(cache).incoming(1, 1).weight()).isOne();
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName bean = server.queryNames(new ObjectName("io.omnicache:type=Cache,Cache=filled,*"), null).stream()
                .findAny()
                .orElseThrow();
        assertThat(server.getAttribute(bean, "BoundedByGuard")).isEqualTo(true);
        assertThat(server.getAttribute(bean, "Maximum")).isEqualTo(LEFT);
    }

    @Test
    void whatTheGuardEvictsIsCounted() {
        OmniCache<Integer, Integer> cache = filled();
        alarm();
        assertThat(cache.unwrap(CacheFacade.class).parts().statistics().get(Counter.EVICTIONS))
                .isEqualTo(HELD - LEFT);
    }

    @Test
    void operatorTakesTheBoundOver() {
        OmniCache<Integer, Integer> cache = filled();
        alarm();
        cache.useStrategy("fifo");
        assertThat(cache.strategy()).isEqualTo("fifo");
        cache.resize(700);
        assertThat(cache.isBoundedByGuard()).isFalse();
        assertThat(cache.maximum()).hasValue(700);
        assertThat(heap(cache)).isEqualTo(new Bound.Entries(700));
        IntStream.range(0, HELD).forEach(key -> cache.put(key, key));
        assertThat(cache.size()).isEqualTo(700);
    }

    @Test
    void cacheThatIsExemptKeepsItsEntries() {
        OmniCache<Integer, Integer> exempt = filled(
                "exempt",
                OmniConfiguration.builder(Integer.class, Integer.class)
                        .guard(Guard.EXEMPT)
                        .build());
        filled();
        alarm();
        assertThat(exempt.size()).isEqualTo(HELD);
        assertThat(exempt.maximum()).isEmpty();
    }

    @SuppressWarnings("unchecked") // the class of a configuration is raw
    private static Bound heap(OmniCache<Integer, Integer> cache) {
        return cache.getConfiguration(OmniConfiguration.class).heap();
    }
}
