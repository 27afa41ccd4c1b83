/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.config.Bound;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.jcache.Engines;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Random;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A bound in bytes, from the configuration to the bean. */
class ByteBoundTest {
    private static final long BOUND = 64 << 10;
    private static final long SEED = 17;

    private final OmniCachingProvider provider = new OmniCachingProvider();

    /** Fails when it is looked at. */
    static final class Broken extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        @Override
        public int size() {
            throw new ConcurrentModificationException("changed");
        }
    }

    static final class Box implements Serializable {
        private static final long serialVersionUID = 1L;
        private final byte[] content;

        Box(int length) {
            content = new byte[length];
        }
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @SuppressWarnings("unchecked") // the cache was made for these types
    private OmniCache<Integer, Object> cache(boolean byValue, boolean timed, String strategy) {
        var builder = OmniConfiguration.builder(Integer.class, Object.class)
                .bytes(BOUND)
                .byValue(byValue)
                .strategy(strategy)
                .management(true);
        if (timed) {
            builder.expiry(CreatedExpiryPolicy.factoryOf(Duration.ONE_DAY));
        }
        return provider.getCacheManager().createCache("bytes", builder.build()).unwrap(OmniCache.class);
    }

    private static long total(OmniCache<Integer, Object> cache) {
        return Engines.of(cache).generation().eviction().total();
    }

    @ParameterizedTest
    @FieldSource("io.omnicache.EvictionStrategy#BUILT_IN")
    void boundIsKeptWhenAPutReturns(String strategy) {
        OmniCache<Integer, Object> cache = cache(false, false, strategy);
        Random random = new Random(SEED);
        for (int i = 0; i < 3_000; i++) {
            cache.put(1_000 + random.nextInt(500), new byte[random.nextInt(2_000)]);
            assertThat(total(cache)).as("seed %d", SEED).isLessThanOrEqualTo(BOUND);
        }
        assertThat(total(cache)).isGreaterThan(BOUND * 9 / 10);
        Invariants.check(Engines.of(cache));
    }

    @Test
    void whatIsCountedIsTheStoredForm() {
        OmniCache<Integer, Object> byReference = cache(false, false, "lru");
        byReference.put(1_000, new Box(5_000));
        long reference = total(byReference);
        provider.close();
        OmniCache<Integer, Object> byValue = cache(true, false, "lru");
        byValue.put(1_000, new Box(5_000));
        assertThat(reference).isBetween(5_100L, 5_200L);
        assertThat(total(byValue)).isBetween(5_100L, 5_300L).isNotEqualTo(reference);
    }

    @Test
    void nodesThatCanExpireAreLarger() {
        OmniCache<Integer, Object> eternal = cache(false, false, "lru");
        eternal.put(1_000, "value");
        long before = total(eternal);
        provider.close();
        OmniCache<Integer, Object> timed = cache(false, true, "lru");
        timed.put(1_000, "value");
        assertThat(total(timed)).isGreaterThan(before);
    }

    @Test
    void valueThatIsLargerThanTheBoundDoesNotStayAndTakesNoOtherWithIt() {
        OmniCache<Integer, Object> cache = cache(false, false, "adaptive");
        cache.put(1, "small");
        cache.put(2, new byte[(int) BOUND]);
        assertThat(cache.get(1)).isEqualTo("small");
        assertThat(cache.containsKey(2)).isFalse();
    }

    @Test
    void valueThatCannotBeMeasuredIsStored() {
        OmniCache<Integer, Object> cache = cache(false, false, "adaptive");
        Broken broken = new Broken();
        cache.put(1, broken);
        assertThat(cache.get(1)).isSameAs(broken);
        Invariants.check(Engines.of(cache));
    }

    @Test
    @SuppressWarnings("unchecked") // there is no class of a configuration with its types
    void resizedInBytesByCodeAndByTheBean() throws Exception {
        OmniCache<Integer, Object> cache = cache(false, false, "adaptive");
        for (int i = 0; i < 200; i++) {
            cache.put(i, new byte[1_000]);
        }
        cache.resize(BOUND / 4);
        assertThat(total(cache)).isBetween(BOUND / 4 - 1_200, BOUND / 4);
        assertThat(cache.getConfiguration(OmniConfiguration.class).heap()).isEqualTo(new Bound.Bytes(BOUND / 4));
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName bean = server.queryNames(new ObjectName("io.omnicache:type=Cache,Cache=bytes,*"), null).stream()
                .findAny()
                .orElseThrow();
        assertThat(server.getAttribute(bean, "Unit")).isEqualTo("bytes");
        server.invoke(bean, "resize", new Object[] {2 * BOUND}, new String[] {long.class.getName()});
        assertThat(server.getAttribute(bean, "Maximum")).isEqualTo(2 * BOUND);
        for (int i = 0; i < 200; i++) {
            cache.put(i, new byte[1_000]);
        }
        assertThat(total(cache)).isBetween(2 * BOUND - 1_200, 2 * BOUND);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cache.resize(0))
                .withMessage("Cache 'bytes': heap.bytes must be 1 or more, was 0");
    }

    @Test
    void smallerBoundOfAHeavyCacheIsReachedInFewSteps() {
        Eviction<String> eviction =
                new Eviction<>(1L << 40, new io.omnicache.engine.eviction.LruStrategy().newOrder(1L << 40));
        List<Node<String>> gone = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Node<String> node = new WeighedNode<>("key " + i, i, Node.BARE);
            node.value("value");
            node.valueWeight(1 << 30);
            node.unlock();
            eviction.sync(node, gone::add);
        }
        int steps = 1;
        while (!eviction.resize(10L << 30, 256L << 30, gone::add)) {
            steps++;
        }
        assertThat(steps).isEqualTo(4);
        assertThat(gone).hasSize(990);
    }
}
