/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.omnicache.EvictionStrategy;
import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.StoreMode;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.engine.Engine;
import io.omnicache.engine.Invariants;
import io.omnicache.engine.Statistics.Counter;
import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Strategy and bound of a cache that is being used. */
class LiveChangesTest {
    private static final int HELD = 500;
    private static final int WRITERS = 3;
    private final OmniCachingProvider provider = new OmniCachingProvider();
    private final CacheManager manager = provider.getCacheManager();

    @AfterEach
    void close() {
        provider.close();
    }

    @SuppressWarnings("unchecked") // the cache was made for these types
    private OmniCache<Integer, Integer> cache(String strategy) {
        return manager.createCache(
                        "live",
                        OmniConfiguration.builder(Integer.class, Integer.class)
                                .byValue(StoreMode.byValue(true))
                                .entries(HELD)
                                .strategy(strategy)
                                .statistics(true)
                                .management(true)
                                .build())
                .unwrap(OmniCache.class);
    }

    private static void fill(OmniCache<Integer, Integer> cache, int keys) {
        IntStream.range(0, keys).forEach(key -> cache.put(key, key));
    }

    private static long evictions(OmniCache<Integer, Integer> cache) {
        return Invariants.count(Engines.of(cache), Counter.EVICTIONS);
    }

    @ParameterizedTest
    @FieldSource("io.omnicache.EvictionStrategy#BUILT_IN")
    void changeOfTheStrategyLosesAndEvictsNothing(String before) {
        OmniCache<Integer, Integer> cache = cache(before);
        fill(cache, HELD);
        for (String next : EvictionStrategy.BUILT_IN) {
            cache.useStrategy(next);
            assertThat(cache.strategy()).isEqualTo(next);
            cache.remove(HELD - 1);
            cache.put(HELD - 1, HELD - 1); // a part of the entries moves over
        }
        assertThat(evictions(cache)).isZero();
        assertThat(IntStream.range(0, HELD).allMatch(cache::containsKey)).isTrue();
        fill(cache, 4 * HELD);
        assertThat(cache.size()).isEqualTo(HELD);
        assertThat(evictions(cache)).isEqualTo(3 * HELD);
        Invariants.check(Engines.of(cache));
    }

    @Test
    void newStrategyDecidesOnceAllHaveMovedOver() {
        OmniCache<Integer, Integer> cache = cache("lru");
        fill(cache, HELD);
        cache.useStrategy("fifo");
        for (int key = HELD; key < 3 * HELD; key++) {
            cache.get(0);
            cache.put(key, key);
        }
        assertThat(cache.containsKey(0)).isFalse();
    }

    @Test
    void boundHoldsAndEveryEntryIsAccountedForWhileStrategyAndBoundChangeUnderLoad() throws Exception {
        long seed = 11;
        OmniCache<Integer, Integer> cache = cache("adaptive");
        try (CreatingThreads threads = new CreatingThreads(cache, HELD, WRITERS, seed)) {
            Random random = new Random(seed);
            for (int i = 0; i < 300; i++) {
                cache.useStrategy(EvictionStrategy.BUILT_IN.get(random.nextInt(EvictionStrategy.BUILT_IN.size())));
                cache.resize(HELD / 2 + random.nextInt(HELD / 2 + 1));
                assertThat(cache.size()).as("seed %d", seed).isLessThanOrEqualTo(HELD + WRITERS);
            }
            long created = threads.stop();
            assertThat(cache.size() + evictions(cache)).as("seed %d", seed).isEqualTo(created);
            Invariants.check(Engines.of(cache));
        }
    }

    @Test
    void smallerBoundEvictsAtOnceAndALargerOneMakesRoom() {
        OmniCache<Integer, Integer> cache = cache("lru");
        fill(cache, HELD);
        cache.resize(100);
        assertThat(cache.maximum()).hasValue(100);
        assertThat(cache.size()).isEqualTo(100);
        assertThat(evictions(cache)).isEqualTo(HELD - 100);
        assertThat(cache.containsKey(HELD - 1)).isTrue();
        cache.resize(200);
        fill(cache, HELD);
        assertThat(cache.size()).isEqualTo(200);
        Invariants.check(Engines.of(cache));
    }

    @Test
    void clearThatMeetsAChangeLeavesTheBoundThatWasSetLast() throws Exception {
        OmniCache<Integer, Integer> cache = cache("lru");
        Engine<Integer, Integer> engine = Engines.of(cache);
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<?> clearing = threads.submit(() -> {
                while (!done.get()) {
                    engine.clear();
                }
            });
            for (int i = 0; i < 2_000; i++) {
                cache.resize(100 + (i & 1));
            }
            done.set(true);
            clearing.get();
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
        fill(cache, HELD);
        assertThat(cache.size()).isEqualTo(101);
        cache.clear();
        fill(cache, HELD);
        assertThat(cache.size()).as("a clear keeps what was changed").isEqualTo(101);
    }

    @Test
    void wrongChangesAreRefusedAndChangeNothing() {
        OmniCache<Integer, Integer> cache = cache("lru");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cache.useStrategy("lur"))
                .withMessageContaining("option 'strategy': was 'lur'")
                .withMessageContaining("lru");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cache.resize(0))
                .withMessage("Cache 'live': heap.entries must be 1 or more, was 0");
        assertThat(cache.strategy()).isEqualTo("lru");
        assertThat(cache.maximum()).hasValue(HELD);
        cache.close();
        assertThatIllegalStateException().isThrownBy(() -> cache.resize(5));
        assertThatIllegalStateException().isThrownBy(() -> cache.useStrategy("fifo"));
    }

    @Test
    void cacheWithoutBoundSaysThatItHasNone() {
        OmniCache<?, ?> cache =
                manager.createCache("unbounded", new MutableConfiguration<>()).unwrap(OmniCache.class);
        assertThat(cache.maximum()).isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(() -> cache.resize(5))
                .withMessageStartingWith("Cache 'unbounded' has no bound: give it one by");
        assertThatIllegalStateException()
                .isThrownBy(() -> cache.useStrategy("fifo"))
                .withMessageStartingWith("Cache 'unbounded' has no bound: give it one by");
    }

    @Test
    void operatorChangesBothByTheBean() throws Exception {
        OmniCache<Integer, Integer> cache = cache("lru");
        fill(cache, HELD);
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName bean = server.queryNames(new ObjectName("io.omnicache:type=Cache,Cache=live,*"), null).stream()
                .findAny()
                .orElseThrow();
        assertThat(server.getAttribute(bean, "Strategy")).isEqualTo("lru");
        assertThat(server.getAttribute(bean, "Maximum")).isEqualTo((long) HELD);
        assertThat(server.getAttribute(bean, "Unit")).isEqualTo("entries");
        server.invoke(bean, "useStrategy", new Object[] {"sieve"}, new String[] {String.class.getName()});
        server.invoke(bean, "resize", new Object[] {50L}, new String[] {long.class.getName()});
        server.invoke(bean, "cleanUp", new Object[0], new String[0]);
        assertThat(server.getAttribute(bean, "Strategy")).isEqualTo("sieve");
        assertThat(server.getAttribute(bean, "Size")).isEqualTo(50L);
        assertThat(cache.maximum()).hasValue(50);
        cache.close();
        assertThat(server.isRegistered(bean)).isFalse();
    }

    @Test
    void beanOfACacheWithoutBoundShowsNoMaximum() throws Exception {
        manager.createCache("unbounded", new MutableConfiguration<>().setManagementEnabled(true));
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName bean = server.queryNames(new ObjectName("io.omnicache:type=Cache,Cache=unbounded,*"), null).stream()
                .findAny()
                .orElseThrow();
        assertThat(server.getAttribute(bean, "Maximum")).isNull();
        assertThat(server.getAttribute(bean, "Unit")).isNull();
        assertThat(server.getAttribute(bean, "BoundedByGuard")).isEqualTo(false);
    }
}
