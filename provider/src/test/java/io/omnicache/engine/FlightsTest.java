/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import static io.omnicache.engine.EngineParts.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.engine.Statistics.Counter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.integration.CacheLoaderException;
import org.junit.jupiter.api.Test;

/** Loading, seen from one thread. */
final class FlightsTest {
    private final EngineParts parts = new EngineParts();
    private final Functions upper = new Functions(key -> key.equals("none") ? null : key + "!");

    private static Set<String> keys(String... keys) {
        return new LinkedHashSet<>(List.of(keys));
    }

    private long count(Counter counter) {
        return parts.statistics.get(counter);
    }

    @Test
    void missingValueIsLoadedOnceAndIsAMiss() {
        Engine<String, Object> engine = parts.loader(upper).engine();
        assertThat(engine.get("a")).isEqualTo("a!");
        assertThat(engine.get("a")).isEqualTo("a!");
        assertThat(upper.calls).containsExactly("load a");
        assertThat(count(Counter.MISSES)).isOne();
        assertThat(count(Counter.HITS)).isOne();
        assertThat(count(Counter.PUTS)).as("a load is no put").isZero();
    }

    @Test
    void nullOfALoaderIsNotStored() {
        Engine<String, Object> engine = parts.loader(upper).engine();
        assertThat(engine.get("none")).isNull();
        assertThat(engine.get("none")).isNull();
        assertThat(upper.calls).hasSize(2);
        assertThat(engine.size()).isZero();
        assertThat(count(Counter.MISSES)).isEqualTo(2);
    }

    @Test
    void failureOfALoaderIsShapedAndTheKeyStaysFree() {
        IllegalStateException down = new IllegalStateException("down");
        Engine<String, Object> engine = parts.loader(new Functions(key -> {
                    throw down;
                }))
                .engine();
        assertThatThrownBy(() -> engine.get("a"))
                .isInstanceOf(CacheLoaderException.class)
                .hasMessage("the loader of cache 'users' failed")
                .hasCause(down);
        assertThat(engine.size()).isZero();
        assertThat(count(Counter.MISSES)).isOne();
        put(engine, "a", 1);
        assertThat(engine.get("a")).isEqualTo(1);
    }

    @Test
    void errorOfALoaderIsNotWrapped() {
        Engine<String, Object> engine = parts.loader(new Functions(key -> {
                    throw new StackOverflowError("deep");
                }))
                .engine();
        assertThatThrownBy(() -> engine.get("a"))
                .isInstanceOf(StackOverflowError.class)
                .hasMessage("deep");
        assertThatThrownBy(() -> engine.getAll(keys("a", "b"))).isInstanceOf(StackOverflowError.class);
        assertThat(engine.size()).isZero();
    }

    @Test
    void getAllLoadsWhatIsMissingByOneCall() {
        Engine<String, Object> engine = parts.loader(upper).engine();
        put(engine, "a", "here");
        assertThat(engine.getAll(keys("a", "b", "none", "c"))).isEqualTo(Map.of("a", "here", "b", "b!", "c", "c!"));
        assertThat(upper.calls).containsExactly("loadAll [b, none, c]");
        assertThat(engine.size()).isEqualTo(3);
        assertThat(count(Counter.HITS)).isOne();
        assertThat(count(Counter.MISSES)).isEqualTo(3);
    }

    @Test
    void getAllWithoutLoaderGivesWhatIsThere() {
        Engine<String, Object> engine = parts.engine();
        put(engine, "a", 1);
        assertThat(engine.getAll(keys("a", "b"))).isEqualTo(Map.of("a", 1));
        assertThat(count(Counter.HITS)).isOne();
        assertThat(count(Counter.MISSES)).isOne();
    }

    @Test
    void failureOfABulkLoadStoresNothing() {
        Engine<String, Object> engine = parts.loader(new Functions(key -> {
                    throw new CacheLoaderException("down");
                }))
                .engine();
        assertThatThrownBy(() -> engine.getAll(keys("a", "b")))
                .isInstanceOf(CacheLoaderException.class)
                .hasMessage("down");
        assertThat(engine.size()).isZero();
        put(engine, "a", 1);
        assertThat(engine.peek("a")).isEqualTo(1);
    }

    @Test
    void valueThatCannotBeKeptDoesNotLoseTheOthers() {
        Engine<String, Object> engine = parts.loader(upper)
                .weight(100, (key, value) -> key.equals("b") ? -1 : 1)
                .engine();
        assertThatThrownBy(() -> engine.getAll(keys("a", "b", "c")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the weigher must return 0 or more");
        assertThat(engine.peek("a")).isEqualTo("a!");
        assertThat(engine.peek("b")).isNull();
        assertThat(engine.peek("c")).isEqualTo("c!");
    }

    @Test
    void loadAllLeavesPresentEntriesAloneUnlessItIsToReplaceThem() {
        Engine<String, Object> engine = parts.engine();
        put(engine, "a", 1);
        engine.loadAll(keys("a", "b"), false, parts.loads(upper));
        assertThat(engine.peek("a")).isEqualTo(1);
        engine.loadAll(keys("a", "b"), false, parts.loads(upper));
        engine.loadAll(keys("a"), true, parts.loads(upper));
        assertThat(engine.peek("a")).isEqualTo("a!");
        assertThat(upper.calls).containsExactly("loadAll [b]", "loadAll [a]");
        assertThat(count(Counter.HITS) + count(Counter.MISSES)).isZero();
        assertThat(count(Counter.PUTS)).isOne();
    }

    @Test
    void nullOfALoaderDoesNotReplaceWhatIsThere() {
        Engine<String, Object> engine = parts.engine();
        put(engine, "none", 1);
        engine.loadAll(keys("none"), true, parts.loads(upper));
        assertThat(engine.peek("none")).isEqualTo(1);
    }

    @Test
    void loadThatReadsItsOwnKeySeesNothing() {
        Engine<String, Object>[] itself = newArray();
        Functions reentrant = new Functions(key -> "seen " + itself[0].get((String) key));
        Engine<String, Object> engine = parts.loader(reentrant).engine();
        itself[0] = engine;
        assertThat(engine.get("a")).isEqualTo("seen null");
        assertThat(count(Counter.MISSES)).isEqualTo(2);
    }

    @Test
    void bulkLoadMayUseOtherKeysAndNotItsOwn() {
        Engine<String, Object>[] itself = newArray();
        Functions reentrant = new Functions(key -> {
            put(itself[0], "other " + key, 1);
            assertThatThrownBy(() -> put(itself[0], (String) key, 2))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("key " + key + " of cache 'users' cannot be changed from inside");
            return key;
        });
        Engine<String, Object> engine = parts.loader(reentrant).engine();
        itself[0] = engine;
        assertThat(engine.getAll(keys("a", "b"))).isEqualTo(Map.of("a", "a", "b", "b"));
        assertThat(engine.size()).isEqualTo(4);
    }

    @Test
    void keyOfAStepThatIsRunningIsLoadedByNobodyElse() {
        Engine<String, Object> engine = parts.loader(upper).engine();
        engine.step("a", Kind.PROCESS, "a", (step, same) -> {
            assertThat(engine.getAll(keys("a", "b"))).isEqualTo(Map.of("b", "b!"));
            assertThatThrownBy(() -> engine.loadAll(keys("a", "c"), true, parts.loads(upper)))
                    .isInstanceOf(IllegalStateException.class);
            return true;
        });
        assertThat(upper.calls).containsExactly("loadAll [b]", "loadAll [c]");
        assertThat(engine.peek("a")).isNull();
        assertThat(engine.peek("c")).isEqualTo("c!");
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of one, to be set later
    private static Engine<String, Object>[] newArray() {
        return new Engine[1];
    }
}
