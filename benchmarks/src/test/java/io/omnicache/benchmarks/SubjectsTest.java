/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.omnicache.benchmarks.StoreOptions.Expiry;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.cache.Caching;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is measured has to do its work. */
class SubjectsTest {
    private static final List<StoreOptions> OPTIONS = List.of(
            StoreOptions.PLAIN,
            StoreOptions.PLAIN.withStatistics(true),
            StoreOptions.PLAIN.withExpiry(Expiry.CREATED),
            StoreOptions.PLAIN.withExpiry(Expiry.ACCESSED),
            StoreOptions.PLAIN.withValues(true, true),
            StoreOptions.PLAIN.withValues(true, true).withStatistics(true),
            StoreOptions.PLAIN.withCapacity(1_000),
            StoreOptions.PLAIN.withCapacity(1_000).withStatistics(true),
            StoreOptions.PLAIN.withCapacity(1_000).withExpiry(Expiry.CREATED));

    @AfterEach
    void closeProviders() {
        Caching.getCachingProviders(getClass().getClassLoader()).forEach(provider -> provider.close());
    }

    static Stream<Arguments> supported() {
        return Arrays.stream(Subject.values())
                .flatMap(subject ->
                        OPTIONS.stream().filter(subject::supports).map(options -> Arguments.of(subject, options)));
    }

    @ParameterizedTest
    @MethodSource("supported")
    void everySubjectReturnsWhatWasPutAndCopiesOnlyByValue(Subject subject, StoreOptions options) {
        Store store = subject.open(options);
        Customer put = Customer.number(1);
        store.put(1, put);
        assertThat(store.get(1)).isEqualTo(Customer.number(1));
        assertThat(store.get(2)).isNull();
        put.order("cherries");
        assertThat(store.get(1)).isEqualTo(options.byValue() ? Customer.number(1) : put);
        ((Customer) store.get(1)).order("cherries");
        assertThat(Customer.number(1).equals(store.get(1))).isEqualTo(options.byValue());
    }

    @ParameterizedTest
    @EnumSource(Subject.class)
    void everySubjectKeepsAllEntriesThatAreMeasured(Subject subject) {
        Store store = subject.open(StoreOptions.PLAIN);
        for (int i = 0; i < Filled.ENTRIES; i++) {
            store.put(i, "value");
        }
        for (int i = 0; i < Filled.ENTRIES; i++) {
            assertThat(store.get(i)).as("entry %d", i).isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource(Subject.class)
    void theOtherOperationsDoWhatTheyAreNamed(Subject subject) {
        Operations operations = (Operations) subject.open(StoreOptions.PLAIN);
        operations.putAll(new HashMap<>(Map.of(1, "one", 2, "two")));
        assertThat(new HashMap<>(operations.getAll(new HashSet<>(Set.of(1, 2, 3)))))
                .isEqualTo(Map.of(1, "one", 2, "two"));
        assertThat(operations.putIfAbsent(1, "uno")).isFalse();
        assertThat(operations.putIfAbsent(3, "three")).isTrue();
        assertThat(operations.replace(1, "uno", "eins")).isFalse();
        assertThat(operations.replace(1, "one", "eins")).isTrue();
        assertThat(operations.invoke(1)).isEqualTo("eins");
        assertThat(operations.get(1)).isEqualTo("eins");
        assertThat(operations.remove(1)).isTrue();
        assertThat(operations.remove(1)).isFalse();
        assertThat(operations.get(1)).isNull();
    }

    @Test
    void whatASubjectCannotDoIsRefused() {
        assertThatThrownBy(() -> Subject.RI.open(StoreOptions.PLAIN.withCapacity(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ri does not support ");
        assertThatThrownBy(() -> Subject.named("oscache"))
                .isInstanceOf(WrongCallException.class)
                .hasMessageStartingWith("unknown subject 'oscache', there are omnicache, caffeine, ");
    }

    /** A table that grows is made several times, which takes as much again as the last one. */
    @Test
    void theLimitMakesItsAnswerToGetAllAsLargeAsItHasToBe() {
        Operations limit = (Operations) Subject.MAP.open(StoreOptions.PLAIN);
        Set<Object> keys = new HashSet<>();
        for (int i = 0; i < 1_500; i++) {
            keys.add(i);
            limit.put(i, "value");
        }
        Map<Object, Object> sized = limit.getAll(keys);
        long copy = allocated(() -> new HashMap<>(sized));
        assertThat(allocated(() -> limit.getAll(keys))).isLessThan(copy + copy / 20);
    }

    private static long allocated(Supplier<Map<Object, Object>> making) {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assertThat(making.get()).as("loads classes").isNotEmpty();
        long before = thread.getCurrentThreadAllocatedBytes();
        Map<Object, Object> made = making.get();
        long after = thread.getCurrentThreadAllocatedBytes();
        assertThat(made).isNotEmpty();
        return after - before;
    }

    @Test
    void theCountingLimitCountsHits() {
        LimitStores.Counting store = new LimitStores.Counting();
        store.put(1, "one");
        store.get(1);
        store.get(2);
        assertThat(store.hits()).isEqualTo(1);
    }

    @Test
    void zipfDrawsFewKeysOften() {
        int[] drawn = Zipf.draw(1_000, 100_000, 42);
        long[] counts = new long[1_000];
        for (int key : drawn) {
            counts[key]++;
        }
        Arrays.sort(counts);
        long hottestTenth = Arrays.stream(counts, 900, 1_000).sum();
        assertThat(hottestTenth).isBetween(65_000L, 75_000L); // H(100) / H(1000) for s = 0.99 is 0.69
    }
}
