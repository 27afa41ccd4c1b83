/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.engine.Statistics.Counter;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each operation returns, counts and tells: one line of the standard's tables each. */
final class OperationsTest {
    private final Watched watched = new Watched();
    private final Cache<String, Object> cache = watched.cache;
    private Map<Counter, Long> before = watched.counts();

    @AfterEach
    void close() {
        watched.close();
    }

    /** Checks what was counted since the last call, as pairs of a counter and a number. */
    private void assertCounted(Object... expected) {
        Map<Counter, Long> now = watched.counts();
        Map<Counter, Long> counted = new EnumMap<>(Counter.class);
        now.forEach((counter, count) -> {
            if (count > before.get(counter)) {
                counted.put(counter, count - before.get(counter));
            }
        });
        Map<Counter, Long> wanted = new EnumMap<>(Counter.class);
        for (int i = 0; i < expected.length; i += 2) {
            wanted.put((Counter) expected[i], ((Integer) expected[i + 1]).longValue());
        }
        assertThat(counted).isEqualTo(wanted);
        before = now;
    }

    @Test
    void getAndContainsKey() {
        assertThat(cache.get("a")).isNull();
        assertCounted(Counter.MISSES, 1);
        cache.put("a", 1);
        assertCounted(Counter.PUTS, 1);
        assertThat(cache.get("a")).isEqualTo(1);
        assertThat(cache.containsKey("a")).isTrue();
        assertThat(cache.containsKey("b")).isFalse();
        assertCounted(Counter.HITS, 1);
        assertThat(cache.getAll(Set.of("a", "b"))).isEqualTo(Map.of("a", 1));
        assertCounted(Counter.HITS, 1, Counter.MISSES, 1);
    }

    @Test
    void getAndPutGivesTheValueBefore() {
        assertThat(cache.getAndPut("a", 1)).isNull();
        assertCounted(Counter.MISSES, 1, Counter.PUTS, 1);
        assertThat(cache.getAndPut("a", 2)).isEqualTo(1);
        assertCounted(Counter.HITS, 1, Counter.PUTS, 1);
        assertThat(watched.log.events()).containsExactly("CREATED a: 1", "UPDATED a: 1 -> 2");
    }

    @Test
    void putIfAbsentStoresOnce() {
        assertThat(cache.putIfAbsent("a", 1)).isTrue();
        assertCounted(Counter.MISSES, 1, Counter.PUTS, 1);
        assertThat(cache.putIfAbsent("a", 2)).isFalse();
        assertCounted(Counter.HITS, 1);
        assertThat(watched.state().entries()).isEqualTo(Map.of("a", 1));
    }

    @Test
    void putAllAndRemoveAllCountEachEntry() {
        cache.putAll(Map.of("a", 1, "b", 2, "c", 3));
        assertCounted(Counter.PUTS, 3);
        cache.removeAll(Set.of("a", "absent"));
        assertCounted(Counter.REMOVALS, 1);
        cache.removeAll();
        assertCounted(Counter.REMOVALS, 2);
        assertThat(watched.state().entries()).isEmpty();
    }

    @Test
    void removeComparesIfAValueIsGiven() {
        cache.put("a", 1);
        assertCounted(Counter.PUTS, 1);
        assertThat(cache.remove("a", 2)).isFalse();
        assertCounted(Counter.HITS, 1);
        assertThat(cache.remove("a", 1)).isTrue();
        assertCounted(Counter.HITS, 1, Counter.REMOVALS, 1);
        assertThat(cache.remove("a", 1)).isFalse();
        assertCounted(Counter.MISSES, 1);
        assertThat(cache.remove("a")).isFalse();
        assertThat(cache.getAndRemove("a")).isNull();
        assertCounted(Counter.MISSES, 1);
        cache.put("a", 3);
        assertThat(cache.getAndRemove("a")).isEqualTo(3);
        assertCounted(Counter.PUTS, 1, Counter.HITS, 1, Counter.REMOVALS, 1);
    }

    @Test
    void replaceChangesWhatIsThere() {
        assertThat(cache.replace("a", 1)).isFalse();
        assertThat(cache.replace("a", 1, 2)).isFalse();
        assertThat(cache.getAndReplace("a", 1)).isNull();
        assertCounted(Counter.MISSES, 3);
        cache.put("a", 1);
        assertThat(cache.replace("a", 2, 3)).isFalse();
        assertCounted(Counter.PUTS, 1, Counter.HITS, 1);
        assertThat(cache.replace("a", 1, 3)).isTrue();
        assertThat(cache.replace("a", 4)).isTrue();
        assertThat(cache.getAndReplace("a", 5)).isEqualTo(4);
        assertCounted(Counter.HITS, 3, Counter.PUTS, 3);
        assertThat(watched.state().entries()).isEqualTo(Map.of("a", 5));
    }

    @Test
    void iterationHitsEachEntryAndRemovesThroughTheIterator() {
        cache.putAll(Map.of("a", 1, "b", 2));
        assertCounted(Counter.PUTS, 2);
        Iterator<Cache.Entry<String, Object>> entries = cache.iterator();
        Cache.Entry<String, Object> entry = entries.next();
        assertThat(entry.getValue()).isEqualTo(entry.getKey().equals("a") ? 1 : 2);
        entries.remove();
        entries.next();
        assertThat(entries.hasNext()).isFalse();
        assertCounted(Counter.HITS, 2, Counter.REMOVALS, 1);
    }

    @Test
    void iterationPassesOverWhatIsRemovedMeanwhile() {
        cache.putAll(Map.of("a", 1, "b", 2));
        Iterator<Cache.Entry<String, Object>> entries = cache.iterator();
        cache.removeAll();
        assertThat(entries.hasNext()).isFalse();
    }

    @Test
    void clearCountsAndTellsNothing() {
        cache.put("a", 1);
        assertCounted(Counter.PUTS, 1);
        cache.clear();
        assertCounted();
        assertThat(watched.state().entries()).isEmpty();
        assertThat(watched.log.events()).containsExactly("CREATED a: 1");
    }

    @Test
    void processorAppliesItsNetEffect() {
        assertThat(cache.<Boolean>invoke(
                        "a",
                        (entry, arguments) -> {
                            entry.setValue(1);
                            entry.setValue(arguments[0]);
                            return entry.exists() && entry.getValue().equals(2);
                        },
                        2))
                .isTrue();
        assertCounted(Counter.MISSES, 1, Counter.PUTS, 1);
        cache.<Object>invoke("b", (entry, arguments) -> {
            entry.setValue(1);
            entry.remove();
            return entry.exists();
        });
        assertCounted(Counter.MISSES, 1);
        cache.<Object>invoke("a", (entry, arguments) -> {
            entry.remove();
            assertThat(entry.exists()).isFalse();
            return entry.getValue();
        });
        assertCounted(Counter.HITS, 1, Counter.REMOVALS, 1);
        cache.<Object>invoke("a", (entry, arguments) -> {
            entry.remove();
            return null;
        });
        assertCounted(Counter.MISSES, 1);
        assertThat(watched.log.events()).containsExactly("CREATED a: 2", "REMOVED a: 2");
    }

    @Test
    void processorThatReadsTouchesAndOnlyThat() {
        cache.put("a", 1);
        assertCounted(Counter.PUTS, 1);
        assertThat(cache.<Object>invoke("a", (entry, arguments) -> entry.getValue()))
                .isEqualTo(1);
        assertThat(cache.<Object>invoke("b", (entry, arguments) -> entry.getValue()))
                .isNull();
        assertCounted(Counter.HITS, 1, Counter.MISSES, 1);
        assertThat(watched.log.events()).containsExactly("CREATED a: 1");
    }
}
