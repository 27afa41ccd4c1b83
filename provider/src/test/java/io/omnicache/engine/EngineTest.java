/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import static io.omnicache.engine.EngineParts.put;
import static io.omnicache.engine.EngineParts.remove;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.engine.Statistics.Counter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.junit.jupiter.api.Test;

final class EngineTest {
    private final EngineParts parts = new EngineParts();
    private final Engine<String, Object> engine = parts.engine();

    private long count(Counter counter) {
        return parts.statistics.get(counter);
    }

    @Test
    void getOfAnAbsentKeyCountsAMissAndMakesNoNode() {
        assertThat(engine.get("a")).isNull();
        assertThat(count(Counter.MISSES)).isOne();
        assertThat(engine.generation().find("a")).isNull();
    }

    @Test
    void getOfAPresentKeyGivesTheVeryObjectAndCountsAHit() {
        Object value = new Object();
        put(engine, "a", value);
        assertThat(engine.get("a")).isSameAs(value);
        assertThat(count(Counter.HITS)).isOne();
        assertThat(count(Counter.PUTS)).isOne();
    }

    @Test
    void peekCountsNothing() {
        put(engine, "a", 1);
        assertThat(engine.peek("a")).isEqualTo(1);
        assertThat(engine.peek("b")).isNull();
        assertThat(count(Counter.HITS) + count(Counter.MISSES)).isZero();
    }

    @Test
    void stepThatStoresNothingLeavesNoNode() {
        for (Kind kind : Kind.values()) {
            Boolean present = engine.step("a", kind, kind, (step, same) -> step.isPresent());
            assertThat(present).as("%s", kind).isFalse();
            assertThat(engine.generation().find("a")).as("%s", kind).isNull();
        }
        assertThat(engine.size()).isZero();
    }

    @Test
    void actionThatThrowsLeavesTheEntryAsItWasAndTheKeyFree() {
        put(engine, "a", 1);
        for (String key : List.of("a", "b")) {
            assertThatThrownBy(() -> engine.step(key, Kind.PROCESS, 2, (step, given) -> {
                        throw new ArithmeticException("no");
                    }))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessage("no");
        }
        assertThat(engine.peek("a")).isEqualTo(1);
        assertThat(engine.size()).isOne();
        put(engine, "b", 2);
        assertThat(engine.size()).isEqualTo(2);
    }

    @Test
    void stepThatCreatesNothingRefusesToStore() {
        assertThatThrownBy(() -> engine.step("a", Kind.EXISTING, engine.incoming("a", 1), Step::put))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a step that creates nothing was asked to store a value");
        assertThat(engine.size()).isZero();
    }

    @Test
    void removeTellsWhetherThereWasAnEntry() {
        put(engine, "a", 1);
        assertThat(remove(engine, "a")).isTrue();
        assertThat(remove(engine, "a")).isFalse();
        assertThat(count(Counter.REMOVALS)).isOne();
        assertThat(engine.size()).isZero();
    }

    @Test
    void valueMayBeRemovedAndStoredAgainInOneStep() {
        put(engine, "a", 1);
        engine.step("a", Kind.PROCESS, engine.incoming("a", 2), (step, given) -> {
            step.remove();
            assertThat(step.isPresent()).isFalse();
            return step.put(given);
        });
        assertThat(engine.peek("a")).isEqualTo(2);
        assertThat(engine.size()).isOne();
    }

    @Test
    void stepThatComesBackToItsOwnKeySeesTheStateBeforeAndCannotChangeIt() {
        put(engine, "a", 1);
        engine.step("a", Kind.PROCESS, engine.incoming("a", 2), (step, given) -> {
            assertThat(engine.get("a")).isEqualTo(1);
            assertThatThrownBy(() -> put(engine, "a", 3))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("key a of cache 'users' cannot be changed from inside an operation on the same key"
                            + " (by a loader, writer, entry processor or expiry policy)");
            put(engine, "b", 4);
            return step.put(given);
        });
        assertThat(engine.peek("a")).isEqualTo(2);
        assertThat(engine.peek("b")).isEqualTo(4);
    }

    @Test
    void clearBeginsANewGenerationAndCountsNothing() {
        put(engine, "a", 1);
        Generation<String> before = engine.generation();
        engine.clear();
        assertThat(engine.generation()).isNotSameAs(before);
        assertThat(engine.size()).isZero();
        assertThat(engine.get("a")).isNull();
        assertThat(count(Counter.REMOVALS)).isZero();
    }

    @Test
    void stepThatBeganBeforeAClearIsForgottenWithIt() {
        engine.step("a", Kind.PROCESS, engine.incoming("a", 1), (step, given) -> {
            engine.clear();
            return step.put(given);
        });
        assertThat(engine.peek("a")).isNull();
        put(engine, "a", 2);
        assertThat(engine.peek("a")).isEqualTo(2);
    }

    @Test
    void keysAreIteratedWhileTheyChange() {
        put(engine, "a", 1);
        put(engine, "b", 2);
        List<String> keys = new ArrayList<>();
        engine.keys().forEachRemaining(key -> {
            keys.add(key);
            remove(engine, key);
        });
        assertThat(keys).containsExactlyInAnyOrder("a", "b");
        assertThat(engine.size()).isZero();
    }

    @Test
    void tableIteratesOverItsNodes() {
        put(engine, "a", 1);
        List<Object> values = new ArrayList<>();
        engine.generation().iterator().forEachRemaining(node -> values.add(node.value()));
        assertThat(values).containsExactly(1);
    }

    @Test
    void cacheOfWhichNothingExpiresHasNoWheel() {
        assertThat(engine.generation().wheel()).isNull();
        assertThat(engine.wake()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void closeForgetsEverything() {
        Engine<String, Object> timed = new EngineParts()
                .expiry(new CreatedExpiryPolicy(new Duration(TimeUnit.SECONDS, 1)))
                .engine();
        put(timed, "a", 1);
        timed.close(false);
        assertThat(timed.size()).isZero();
    }
}
