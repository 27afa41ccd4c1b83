/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.OmniCache;
import io.omnicache.WarmOptions;
import io.omnicache.WarmProgress;
import io.omnicache.WarmSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.junit.jupiter.api.Test;

/** Filling a cache before it is needed. */
class WarmTest extends WarmedCaches {
    /** Knows even keys; counts calls. */
    private static final class Loader implements CacheLoader<Integer, String> {
        private int calls;

        @Override
        public String load(Integer key) {
            return loadAll(List.of(key)).get(key);
        }

        @Override
        public Map<Integer, String> loadAll(Iterable<? extends Integer> keys) {
            calls++;
            Map<Integer, String> values = new java.util.HashMap<>();
            keys.forEach(key -> {
                if (key % 2 == 0) {
                    values.put(key, "v" + key);
                }
            });
            return values;
        }
    }

    private static final class Writer implements CacheWriter<Integer, String> {
        @Override
        public void write(Cache.Entry<? extends Integer, ? extends String> entry) {
            throw new AssertionError("nothing is written through");
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends Integer, ? extends String>> all) {
            throw new AssertionError("nothing is written through");
        }

        @Override
        public void delete(Object key) {
            throw new AssertionError("nothing is written through");
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            throw new AssertionError("nothing is written through");
        }
    }

    @Test
    void withEntries() {
        OmniCache<Integer, String> cache =
                cache("users", builder(Integer.class, String.class).writeThrough(Writer::new));
        List<WarmProgress> told = new ArrayList<>();
        WarmProgress progress = cache.warm(
                WarmSource.entries(entries().entrySet()),
                WarmOptions.DEFAULT.withBatch(100).withProgress(told::add));

        assertThat(progress).isEqualTo(new WarmProgress(MANY, MANY, 0, 0, Optional.empty()));
        assertThat(told).hasSize(13).endsWith(progress);
        assertThat(told.get(0)).isEqualTo(new WarmProgress(100, 100, 0, 0, Optional.empty()));
        hasAll(cache);
    }

    @Test
    void whatIsPresentStays() {
        OmniCache<Integer, String> cache = cache(Integer.class, String.class);
        cache.put(5, "own");
        WarmProgress progress = cache.warm(WarmSource.entries(entries().entrySet()));

        assertThat(progress).isEqualTo(new WarmProgress(MANY, MANY - 1, 1, 0, Optional.empty()));
        assertThat(cache.get(5)).isEqualTo("own");
    }

    @Test
    void withAnotherCache() {
        OmniCache<Integer, String> other = cache("other", builder(Integer.class, String.class));
        other.putAll(entries());
        OmniCache<Integer, String> cache = cache(Integer.class, String.class);
        assertThat(cache.warm(WarmSource.cache(other)).stored()).isEqualTo(MANY);
        hasAll(cache);
    }

    @Test
    void withKeysAndTheLoader() {
        Loader loader = new Loader();
        OmniCache<Integer, String> cache =
                cache("users", builder(Integer.class, String.class).loader(() -> loader));
        cache.put(4, "own");
        WarmProgress progress =
                cache.warm(WarmSource.keys(List.of(0, 1, 2, 3, 4, 5)), WarmOptions.DEFAULT.withBatch(3));

        assertThat(progress).isEqualTo(new WarmProgress(6, 2, 1, 3, Optional.empty()));
        assertThat(loader.calls).isEqualTo(2);
        assertThat(cache.get(2)).isEqualTo("v2");
        assertThat(cache.get(3)).isNull();
        assertThat(cache.get(4)).isEqualTo("own");
    }

    @Test
    void keysNeedALoader() {
        assertThatThrownBy(() -> cache(Integer.class, String.class).warm(WarmSource.keys(List.of(1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Cache 'users' cannot be warmed by keys: it has no loader");
    }

    @Test
    void tiersAreFilledToo() {
        OmniCache<Integer, String> cache =
                cache("users", builder(Integer.class, String.class).entries(10).tier("memory", Map.of()));
        assertThat(cache.warm(WarmSource.entries(entries().entrySet())).stored())
                .isEqualTo(MANY);
        assertThat(cache.size()).isEqualTo(MANY);
        hasAll(cache);
    }

    @Test
    void asFastAsItIsAllowed() {
        OmniCache<Integer, String> cache = cache(Integer.class, String.class);
        long before = clock.millis();
        cache.warm(
                WarmSource.entries(entries().entrySet()),
                WarmOptions.DEFAULT.withBatch(100).withPerSecond(200));
        assertThat(clock.millis() - before).isBetween(6_160L, 6_180L);
    }

    @Test
    void whoIsToldMayEndIt() {
        OmniCache<Integer, String> cache = cache(Integer.class, String.class);
        assertThatThrownBy(() -> cache.warm(
                        WarmSource.entries(entries().entrySet()), WarmOptions.DEFAULT.withProgress(progress -> {
                            throw new IllegalArgumentException("enough");
                        })))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("enough");
        assertThat(cache.size()).isEqualTo(WarmOptions.DEFAULT.batch());
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void wrongEntriesEndIt() {
        OmniCache<Integer, String> cache = cache(Integer.class, String.class);
        assertThatThrownBy(() ->
                        cache.warm((WarmSource) WarmSource.entries(Map.of(1, 2L).entrySet())))
                .isInstanceOf(ClassCastException.class);
        assertThatThrownBy(() -> cache.warm((WarmSource) WarmSource.keys(java.util.Arrays.asList(1, null))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(cache.size()).isZero();
    }

    @Test
    void optionsAreChecked() {
        assertThatThrownBy(() -> WarmOptions.DEFAULT.withBatch(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batch must be 1 or more, was 0");
        assertThatThrownBy(() -> WarmOptions.DEFAULT.withPerSecond(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("perSecond must be 1 or more, was 0");
    }
}
