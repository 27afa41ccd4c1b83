/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Records that are part of what they hold: no constructor gets to see the user's own objects, nor an unfinished copy. */
final class RecordCycleTest {
    private final ClassLoader loader = getClass().getClassLoader();
    private final ByValue fields = new ByValue("c", Copiers.named("fields", loader), loader);

    /** Counts who touched it. */
    static final class Item implements Serializable {
        private static final long serialVersionUID = 1L;
        private static int touchersMade;
        private int touched;
    }

    /** Touches what it is made of. */
    record Toucher(Object all) implements Serializable {
        Toucher {
            Item.touchersMade++;
            for (Object part : parts(all)) {
                if (part instanceof Item item) {
                    item.touched++;
                }
            }
        }
    }

    private static Object[] parts(Object all) {
        if (all instanceof Map<?, ?> map) {
            return map.values().toArray();
        }
        return all instanceof Collection<?> collection
                ? collection.toArray()
                : all == null ? new Object[0] : (Object[]) all;
    }

    static Stream<Arguments> cycles() {
        return Stream.<Object>of(
                        closed(new Object[2]),
                        closed(new Serializable[2]),
                        closed(new ArrayList<>()),
                        closed(new LinkedList<>()),
                        closed(new ArrayDeque<>()),
                        closed(new HashMap<TimeUnit, Object>()),
                        closed(new LinkedHashMap<TimeUnit, Object>()),
                        closed(new LinkedHashMap<TimeUnit, Object>(16, 0.75f, true)),
                        closed(new TreeMap<TimeUnit, Object>()),
                        closed(new EnumMap<TimeUnit, Object>(TimeUnit.class)))
                .map(cycle -> Arguments.of(cycle));
    }

    private static Object closed(Object[] array) {
        array[0] = new Toucher(array);
        array[1] = new Item();
        return array;
    }

    private static Object closed(Collection<Object> collection) {
        collection.add(new Toucher(collection));
        collection.add(new Item());
        return collection;
    }

    private static Object closed(Map<TimeUnit, Object> map) {
        map.put(TimeUnit.SECONDS, new Toucher(map));
        map.put(TimeUnit.HOURS, new Item());
        return map;
    }

    @ParameterizedTest
    @MethodSource("cycles")
    void constructorDoesNotRunBeforeItsPartsAreComplete(Object cycle) {
        Item item = Stream.of(parts(cycle))
                .filter(Item.class::isInstance)
                .map(Item.class::cast)
                .findAny()
                .orElseThrow();
        item.touched = 0;
        int made = Item.touchersMade;
        Object kept = fields.store(cycle);
        assertThat(kept).isInstanceOf(Kept.Bytes.class);
        assertThat(Item.touchersMade).as("constructors that ran").isEqualTo(made);
        assertThat(item.touched).as("by constructors that saw the original").isZero();
    }

    @Test
    void withoutACycleTheConstructorSeesCopies() {
        Item item = new Item();
        Object stored = fields.store(new ArrayList<>(List.of(new Toucher(new Object[] {item}))));
        assertThat(stored).isInstanceOf(Kept.Copy.class);
        Toucher copy = (Toucher) ((List<?>) fields.read(stored)).get(0);
        assertThat(item.touched).isEqualTo(1);
        assertThat(((Item) parts(copy.all())[0]).touched).isEqualTo(3);
    }
}
