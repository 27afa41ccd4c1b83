/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import static io.omnicache.engine.EngineParts.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.engine.Statistics.Counter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.junit.jupiter.api.Test;

/** Batches of changes, with a writer and without, seen from one thread. */
final class BatchTest {
    private static final int CHUNK = 1024;

    private final EngineParts parts = new EngineParts();
    private final Book book = new Book();

    private static List<Map.Entry<String, Incoming>> incoming(Engine<String, Object> engine, Set<String> keys) {
        return keys.stream()
                .map(key -> Map.entry(key, engine.incoming(key, key + "!")))
                .toList();
    }

    private static Set<String> numbered(int count) {
        Set<String> keys = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            keys.add("key" + i);
        }
        return keys;
    }

    private static Set<String> keys(String... keys) {
        return new LinkedHashSet<>(List.of(keys));
    }

    @Test
    void batchIsWrittenByOneCallAndThenStored() {
        Engine<String, Object> engine = parts.writer(book).engine();
        engine.putAll(incoming(engine, keys("a", "b")));
        assertThat(book.calls).containsExactly("writeAll 2");
        assertThat(book.written).isEqualTo(Map.of("a", "a!", "b", "b!"));
        assertThat(engine.peek("a")).isEqualTo("a!");
        assertThat(parts.statistics.get(Counter.PUTS)).isEqualTo(2);
        engine.removeAll(keys("b", "absent"));
        assertThat(book.calls).containsExactly("writeAll 2", "deleteAll [b, absent]");
        assertThat(engine.peek("b")).isNull();
        assertThat(parts.statistics.get(Counter.REMOVALS)).isOne();
        assertThat(engine.size()).isOne();
    }

    @Test
    void largeBatchGoesInChunks() {
        Engine<String, Object> engine = parts.writer(book).engine();
        engine.putAll(incoming(engine, numbered(CHUNK + 7)));
        assertThat(book.calls).containsExactly("writeAll " + CHUNK, "writeAll 7");
        assertThat(engine.size()).isEqualTo(CHUNK + 7);
        engine.removeAll(numbered(CHUNK + 7));
        assertThat(engine.size()).isZero();
        assertThat(book.written).isEmpty();
    }

    @Test
    void whatTheWriterWroteBeforeItFailedIsStoredAndTheRestIsNot() {
        Engine<String, Object> engine = parts.writer(book).engine();
        book.refused = "b";
        assertThatThrownBy(() -> engine.putAll(incoming(engine, keys("a", "b", "c"))))
                .isInstanceOf(CacheWriterException.class)
                .hasMessage("the writer of cache 'users' failed")
                .hasRootCauseMessage("refused b");
        assertThat(engine.peek("a")).isEqualTo("a!");
        assertThat(engine.size()).isOne();
        assertThat(parts.statistics.get(Counter.PUTS)).isOne();
    }

    @Test
    void failureEndsTheBatch() {
        Engine<String, Object> engine = parts.writer(book).engine();
        book.refused = "key5";
        assertThatThrownBy(() -> engine.putAll(incoming(engine, numbered(CHUNK + 1))))
                .isInstanceOf(CacheWriterException.class);
        assertThat(book.calls).containsExactly("writeAll " + CHUNK);
        assertThat(engine.size()).isEqualTo(5);
    }

    @Test
    void anErrorOfTheWriterEndsTheRemovalOfAll() {
        Engine<String, Object> engine = parts.writer(book).engine();
        engine.putAll(incoming(engine, numbered(3 * CHUNK)));
        book.calls.clear();
        book.broken = true;
        assertThatThrownBy(engine::removeAll).isInstanceOf(AssertionError.class).hasMessage("broken");
        assertThat(book.calls).containsExactly("deleteAll many");
        assertThat(engine.size()).isEqualTo(3 * CHUNK);
    }

    @Test
    void whatTheWriterDeletedBeforeItFailedIsRemovedAndTheRestIsNot() {
        Engine<String, Object> engine = parts.writer(book).engine();
        engine.putAll(incoming(engine, keys("a", "b", "c")));
        book.refused = "b";
        assertThatThrownBy(() -> engine.removeAll(keys("a", "b", "c"))).isInstanceOf(CacheWriterException.class);
        assertThat(engine.peek("a")).isNull();
        assertThat(engine.size()).isEqualTo(2);
        assertThat(parts.statistics.get(Counter.REMOVALS)).isOne();
    }

    @Test
    void writerThatFailsOnOneKeyLeavesTheCacheAsItWas() {
        Engine<String, Object> engine = parts.writer(book).engine();
        put(engine, "a", 1);
        book.refused = "a";
        assertThatThrownBy(() -> put(engine, "a", 2)).isInstanceOf(CacheWriterException.class);
        assertThatThrownBy(() -> EngineParts.remove(engine, "a")).isInstanceOf(CacheWriterException.class);
        assertThat(engine.peek("a")).isEqualTo(1);
        assertThat(book.written).isEqualTo(Map.of("a", 1));
    }

    @Test
    void removalOfAnAbsentKeyIsWrittenThrough() {
        Engine<String, Object> engine = parts.writer(book).engine();
        assertThat(EngineParts.remove(engine, "absent")).isFalse();
        assertThat(book.calls).containsExactly("delete absent");
        assertThat(engine.size()).isZero();
    }

    @Test
    void batchFromInsideAStepOfOneOfItsKeysFailsAndReleasesTheOthers() {
        Engine<String, Object> engine = parts.writer(book).engine();
        engine.step("b", Kind.PROCESS, "b", (step, same) -> {
            assertThatThrownBy(() -> engine.putAll(incoming(engine, keys("a", "b", "c"))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("key b of cache 'users' cannot be changed from inside");
            return true;
        });
        assertThat(book.calls).isEmpty();
        assertThat(engine.size()).isZero();
        engine.putAll(incoming(engine, keys("a", "b", "c")));
        assertThat(engine.size()).isEqualTo(3);
    }

    @Test
    void withoutWriterAFailureOfOneKeyDoesNotStopTheOthers() {
        Engine<String, Object> engine = parts.engine();
        put(engine, "b", "before");
        engine.step("b", Kind.PROCESS, "b", (step, same) -> {
            assertThatThrownBy(() -> engine.putAll(incoming(engine, keys("a", "b", "c"))))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> engine.removeAll(keys("a", "b"))).isInstanceOf(IllegalStateException.class);
            return true;
        });
        assertThat(engine.peek("a")).isNull();
        assertThat(engine.peek("b")).isEqualTo("before");
        assertThat(engine.peek("c")).isEqualTo("c!");
    }

    /** A writer that keeps a book, and may refuse a key: what it wrote before that key stays written. */
    private static final class Book implements CacheWriter<String, Object> {
        final List<String> calls = new ArrayList<>();
        final Map<String, Object> written = new LinkedHashMap<>();
        String refused;
        boolean broken;

        @Override
        public void write(Cache.Entry<? extends String, ? extends Object> entry) {
            calls.add("write " + entry.getKey());
            check(entry.getKey());
            written.put(entry.getKey(), entry.getValue());
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends String, ? extends Object>> entries) {
            calls.add("writeAll " + entries.size());
            Iterator<Cache.Entry<? extends String, ? extends Object>> each = entries.iterator();
            while (each.hasNext()) {
                Cache.Entry<? extends String, ? extends Object> entry = each.next();
                check(entry.getKey());
                written.put(entry.getKey(), entry.getValue());
                each.remove();
            }
        }

        @Override
        public void delete(Object key) {
            calls.add("delete " + key);
            check(key);
            written.remove(key);
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            calls.add(keys.size() > 9 ? "deleteAll many" : "deleteAll " + keys);
            if (broken) {
                throw new AssertionError("broken");
            }
            Iterator<?> each = keys.iterator();
            while (each.hasNext()) {
                Object key = each.next();
                check(key);
                written.remove(key);
                each.remove();
            }
        }

        private void check(Object key) {
            if (key.equals(refused)) {
                throw new IllegalStateException("refused " + key);
            }
        }
    }
}
