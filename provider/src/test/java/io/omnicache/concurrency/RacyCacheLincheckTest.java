/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.concurrency;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The options of the other checks find what is wrong with caches that decide and store in two steps. */
class RacyCacheLincheckTest {
    /** What all of them do right. */
    @Param(name = "key", gen = IntGen.class, conf = "1:2")
    @Param(name = "value", gen = IntGen.class, conf = "1:2")
    public abstract static class Racy {
        final Map<Integer, Integer> entries = new ConcurrentHashMap<>();

        @Operation
        public Integer get(@Param(name = "key") int key) {
            return entries.get(key);
        }

        @Operation
        public void put(@Param(name = "key") int key, @Param(name = "value") int value) {
            entries.put(key, value);
        }

        @Operation
        public boolean remove(@Param(name = "key") int key) {
            return entries.remove(key) != null;
        }
    }

    /** Two may store where there was nothing. */
    public static class PutIfAbsent extends Racy {
        @Operation
        public boolean putIfAbsent(@Param(name = "key") int key, @Param(name = "value") int value) {
            boolean absent = entries.get(key) == null;
            if (absent) {
                entries.put(key, value);
            }
            return absent;
        }
    }

    /** What it replaces may be another value by then. */
    public static class Replace extends Racy {
        @Operation
        public boolean replaceEqual(
                @Param(name = "key") int key, @Param(name = "value") int old, @Param(name = "value") int value) {
            boolean equal = Objects.equals(entries.get(key), old);
            if (equal) {
                entries.put(key, value);
            }
            return equal;
        }
    }

    /** What it computes from may be another value by then. */
    public static class Invoke extends Racy {
        @Operation
        public Integer invoke(@Param(name = "key") int key) {
            Integer before = entries.get(key);
            entries.put(key, before == null ? 1 : before + 1);
            return before;
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {PutIfAbsent.class, Replace.class, Invoke.class})
    void aRaceIsFound(Class<?> racy) {
        assertThatThrownBy(() -> ModelCheckedCache.options().check(racy))
                .hasMessageContaining("Invalid execution results");
    }
}
