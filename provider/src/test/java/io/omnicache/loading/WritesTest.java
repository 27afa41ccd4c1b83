/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.junit.jupiter.api.Test;

final class WritesTest {
    private final List<String> calls = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** How many elements of a batch are taken out before the failure. */
    private int done;

    private final Writes<String, Integer> writes = new Writes<>("users", new Recorder());

    private static List<WrittenEntry<String, Integer>> entries() {
        return List.of(new WrittenEntry<>("a", 1), new WrittenEntry<>("b", 2), new WrittenEntry<>("c", 3));
    }

    @Test
    void callsReachTheWriter() {
        writes.write("a", 1);
        writes.delete("a");
        writes.writeAll(entries());
        writes.deleteAll(List.of("a", "b"));
        assertThat(calls).containsExactly("write a=1", "delete a", "writeAll 3", "deleteAll 2");
    }

    @Test
    void exceptionOfAWriterIsWrappedOnceAndItsOwnKindIsNot() {
        failure.set(new IllegalStateException("disk full"));
        assertThatThrownBy(() -> writes.write("a", 1))
                .isInstanceOf(CacheWriterException.class)
                .hasMessage("the writer of cache 'users' failed")
                .hasCause(failure.get());
        failure.set(new CacheWriterException("mine"));
        assertThatThrownBy(() -> writes.delete("a")).isSameAs(failure.get());
    }

    @Test
    void errorIsNotWrapped() {
        failure.set(new AssertionError("broken"));
        assertThatThrownBy(() -> writes.write("a", 1)).isSameAs(failure.get());
        assertThat(writes.deleteAll(List.of("a")).failure()).isSameAs(failure.get());
    }

    @Test
    void whatIsLeftWhenTheWriterFailsHasFailed() {
        failure.set(new IllegalStateException("disk full"));
        done = 1;
        Writes.Outcome<String> written = writes.writeAll(entries());
        assertThat(written.failed()).containsExactlyInAnyOrder("b", "c");
        assertThat(written.failure()).isInstanceOf(CacheWriterException.class).hasCause(failure.get());
        Writes.Outcome<String> deleted = writes.deleteAll(List.of("a", "b", "c"));
        assertThat(deleted.failed()).containsExactlyInAnyOrder("b", "c");
        assertThat(deleted.failure()).isInstanceOf(CacheWriterException.class);
    }

    @Test
    void writerThatReturnsHasWrittenEverythingWhateverItLeft() {
        Writes.Outcome<String> written = writes.writeAll(entries());
        assertThat(written.failed()).isEmpty();
        assertThat(written.failure()).isNull();
    }

    @Test
    void writtenEntryShowsNothingOfItselfInText() {
        WrittenEntry<String, Integer> entry = new WrittenEntry<>("a", 1);
        assertThat(entry).hasToString("WrittenEntry");
        assertThat(entry.unwrap(Cache.Entry.class)).isSameAs(entry);
        assertThatThrownBy(() -> entry.unwrap(String.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a written entry cannot be unwrapped to java.lang.String");
    }

    private final class Recorder implements CacheWriter<Object, Object> {
        @Override
        public void write(Cache.Entry<? extends Object, ? extends Object> entry) {
            calls.add("write " + entry.getKey() + "=" + entry.getValue());
            fail();
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends Object, ? extends Object>> entries) {
            calls.add("writeAll " + entries.size());
            take(entries);
            fail();
        }

        @Override
        public void delete(Object key) {
            calls.add("delete " + key);
            fail();
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            calls.add("deleteAll " + keys.size());
            take(keys);
            fail();
        }

        private void take(Collection<?> elements) {
            var each = elements.iterator();
            for (int i = 0; i < done; i++) {
                each.next();
                each.remove();
            }
        }

        private void fail() {
            if (failure.get() instanceof Error error) {
                throw error;
            }
            if (failure.get() instanceof RuntimeException exception) {
                throw exception;
            }
        }
    }
}
