/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.size;

import io.omnicache.EvictionStrategy;
import io.omnicache.OmniCachingProvider;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.OmniConfigurationBuilder;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.IntFunction;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;

/** A program that fills caches beyond their bound in bytes, and prints how much of the heap they then take. */
final class BoundHeapUse {
    static final long BOUND = 8 << 20;

    /** How the kinds begin in which each strategy has the smallest entries that there are. */
    static final String STRATEGY = "Integer to Integer, ";

    private BoundHeapUse() {}

    record Point(int x, int y) {}

    /** Mutable, so that by value it is copied. */
    static final class Account implements Serializable {
        private static final long serialVersionUID = 1L;
        private final String owner;
        private final List<String> notes = new ArrayList<>();

        Account(int number) {
            owner = "owner " + number;
            for (int i = 0; i < number % 5; i++) {
                notes.add("note " + number + i);
            }
        }
    }

    /** Prints a line for each kind of cache, and for the first kind with each strategy: percent of the bound. */
    public static void main(String[] arguments) {
        long bound = arguments.length == 0 ? BOUND : Long.parseLong(arguments[0]);
        use("warm-up", bound, true, false, "adaptive", i -> i, i -> "value " + i);
        use("Integer to Integer", bound, false, false, "adaptive", i -> i + 1_000, i -> i + 1_000);
        use("Integer to record", bound, true, false, "adaptive", i -> i + 1_000, i -> new Point(i, i));
        use("Long to String of 100", bound, true, false, "adaptive", i -> 1_000L + i, i -> i + "x".repeat(94));
        use("the same, with expiry", bound, true, true, "adaptive", i -> 1_000L + i, i -> i + "x".repeat(94));
        use("UUID to byte[1,000]", bound, false, false, "adaptive", i -> new UUID(i, 31L * i), i -> new byte[1_000]);
        use("String to POJO by reference", bound, false, false, "adaptive", i -> "key " + i, Account::new);
        use("String to POJO by value", bound, true, false, "adaptive", i -> "key " + i, Account::new);
        use("Integer to byte[100,000]", bound, false, false, "adaptive", i -> i + 1_000, i -> new byte[100_000]);
        for (String strategy : EvictionStrategy.BUILT_IN) {
            use(STRATEGY + strategy, bound, false, false, strategy, i -> i + 1_000, i -> i + 1_000);
        }
    }

    private static void use(
            String name,
            long bound,
            boolean byValue,
            boolean timed,
            String strategy,
            IntFunction<Object> key,
            IntFunction<Object> value) {
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            CacheManager manager = provider.getCacheManager();
            manager.createCache("other", configuration(bound, byValue, timed, strategy))
                    .put("a", "b");
            long before = HeapUse.used();
            Cache<Object, Object> cache = manager.createCache(name, configuration(bound, byValue, timed, strategy));
            long puts = 0;
            for (int i = 0; puts < 3 * bound / 2; i++) {
                Object each = value.apply(i);
                cache.put(key.apply(i), each);
                puts += each instanceof byte[] bytes ? bytes.length : 64;
            }
            long used = HeapUse.used() - before;
            long entries = cache.unwrap(io.omnicache.OmniCache.class).size();
            System.out.printf(
                    Locale.ROOT, "cache\t%s\t%d\t%d\t%.1f%n", name, entries, used / entries, 100.0 * used / bound);
        }
    }

    private static OmniConfiguration<Object, Object> configuration(
            long bound, boolean byValue, boolean timed, String strategy) {
        OmniConfigurationBuilder<Object, Object> builder = OmniConfiguration.builder(Object.class, Object.class)
                .bytes(bound)
                .byValue(byValue)
                .strategy(strategy);
        return (timed ? builder.expiry(CreatedExpiryPolicy.factoryOf(Duration.ONE_DAY)) : builder).build();
    }
}
