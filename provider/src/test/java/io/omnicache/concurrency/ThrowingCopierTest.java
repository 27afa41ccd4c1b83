/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.omnicache.OmniCache;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.OmniConfigurationBuilder;
import io.omnicache.engine.Invariants;
import io.omnicache.engine.Statistics.Counter;
import io.omnicache.jcache.Engines;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.processor.EntryProcessorException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A copier that throws inside a cache: which exception comes, what stands, and that the key is free afterwards. */
class ThrowingCopierTest {
    private static final String FAILED =
            "Cache 'throwing': " + Text.class.getName() + " cannot be copied: copier 'hooked' failed with ";

    @RegisterExtension
    final TestCaches caches = new TestCaches(HookedCopier.loader());

    private final Heard heard = new Heard(event -> {});
    private OmniCache<String, Text> cache;

    /** What is thrown. */
    private enum Kind {
        EXCEPTION(new IllegalArgumentException("planned")),
        UNDECLARED(new IOException("planned")),
        CACHE_EXCEPTION(new CacheException("planned")),
        ERROR(new AssertionError("planned"));

        private final Throwable thrown;

        Kind(Throwable thrown) {
            this.thrown = thrown;
        }

        /** Checks what arrives where the copier was called: its own exceptions with a message of ours, all else as it is. */
        void assertArrived(Throwable arrived) {
            if (this == CACHE_EXCEPTION || this == ERROR) {
                assertThat(arrived).isSameAs(thrown);
            } else {
                assertThat(arrived)
                        .isExactlyInstanceOf(CacheException.class)
                        .hasMessage(FAILED + thrown.getClass().getName())
                        .hasCause(thrown);
            }
        }
    }

    @AfterEach
    void copyAgain() {
        HookedCopier.HOOK.set(null);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void changesNothingWhereAValueIsStoredOrRead(Kind kind) {
        open(options ->
                options.listener(heard.synchronous()).readThrough(new Loader<>(key -> new Text("loaded")).factory()));
        operations().forEach((name, operation) -> {
            Map<String, Object> before = state();
            failFrom(1, kind);
            Throwable arrived = catchThrowable(() -> operation.accept(cache));
            copyAgain();
            assertThat(arrived).as(name).isNotNull();
            kind.assertArrived(arrived);
            assertThat(state()).as(name).isEqualTo(before);
            assertFree(name);
        });
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void insideAProcessorIsAFailureOfTheProcessor(Kind kind) {
        open(options -> options.listener(heard.synchronous()));
        for (Runnable operation : List.<Runnable>of(
                () -> cache.invoke("present", (entry, arguments) -> entry.getValue()),
                () -> set("present"),
                () -> set("absent"))) {
            Map<String, Object> before = state();
            failFrom(1, kind);
            Throwable arrived = catchThrowable(operation::run);
            copyAgain();
            if (kind == Kind.ERROR) {
                kind.assertArrived(arrived);
            } else {
                assertThat(arrived)
                        .isInstanceOf(EntryProcessorException.class)
                        .hasMessage("Cache 'throwing': the entry processor failed");
                kind.assertArrived(arrived.getCause());
            }
            assertThat(state()).isEqualTo(before);
            assertFree("invoke");
        }
    }

    @Test
    void forAWriterKeepsItFromBeingCalled() {
        Source writer = new Source(false, 1);
        open(options -> options.listener(heard.synchronous()).writeThrough(() -> writer));
        Map<String, Object> before = state();
        failFrom(2, Kind.EXCEPTION); // the second copy is for the writer
        Kind.EXCEPTION.assertArrived(catchThrowable(() -> cache.put("present", new Text("new"))));
        copyAgain();
        assertThat(state()).isEqualTo(before);
        assertThat(writer.written).containsExactly("before");
        assertFree("put");
    }

    @Test
    void insideAListenerIsAFailureOfTheListenerAndTheChangeStands() {
        open(options -> options.listener(heard.synchronous()));
        failFrom(2, Kind.EXCEPTION); // the second copy is the listener's
        assertThatThrownBy(() -> cache.put("present", new Text("new")))
                .isInstanceOf(CacheEntryListenerException.class)
                .hasMessage("Cache 'throwing': a listener of an event UPDATED failed")
                .cause()
                .satisfies(Kind.EXCEPTION::assertArrived);
        copyAgain();
        assertThat(cache.get("present")).hasToString("new");
        assertFree("put");
    }

    /** What an operation returns is copied when it has happened. */
    @Test
    void afterAChangeLeavesTheChange() {
        open(options -> options);
        failFrom(2, Kind.EXCEPTION);
        Kind.EXCEPTION.assertArrived(catchThrowable(() -> cache.getAndPut("present", new Text("put"))));
        copyAgain();
        assertThat(cache.get("present")).hasToString("put");
        failFrom(2, Kind.EXCEPTION);
        Kind.EXCEPTION.assertArrived(catchThrowable(() -> cache.getAndReplace("present", new Text("replaced"))));
        copyAgain();
        assertThat(cache.get("present")).hasToString("replaced");
        failFrom(1, Kind.EXCEPTION);
        Kind.EXCEPTION.assertArrived(catchThrowable(() -> cache.getAndRemove("present")));
        copyAgain();
        assertThat(cache.containsKey("present")).isFalse();
        assertFree("getAndRemove");
    }

    @Test
    void losesAnIteratorOnlyTheEntryThatCannotBeCopied() {
        open(options -> options);
        cache.put("second", new Text("value"));
        Iterator<Cache.Entry<String, Text>> entries = cache.iterator();
        failFrom(1, Kind.EXCEPTION);
        Kind.EXCEPTION.assertArrived(catchThrowable(entries::next));
        copyAgain();
        assertThat(entries).toIterable().hasSize(1);
    }

    private static Map<String, Consumer<OmniCache<String, Text>>> operations() {
        Text value = new Text("new");
        Text before = new Text("before");
        Map<String, Consumer<OmniCache<String, Text>>> operations = new LinkedHashMap<>();
        operations.put("put", cache -> cache.put("present", value));
        operations.put("put, absent", cache -> cache.put("absent", value));
        operations.put("putIfAbsent", cache -> cache.putIfAbsent("absent", value));
        operations.put("putAll", cache -> cache.putAll(Map.of("present", value, "absent", value)));
        operations.put("getAndPut", cache -> cache.getAndPut("present", value));
        operations.put("replace", cache -> cache.replace("present", value));
        operations.put("replace, equal", cache -> cache.replace("present", before, value));
        operations.put("getAndReplace", cache -> cache.getAndReplace("present", value));
        operations.put("remove, equal", cache -> cache.remove("present", before));
        operations.put("get", cache -> cache.get("present"));
        operations.put("get, loaded", cache -> cache.get("absent"));
        operations.put("getAll", cache -> cache.getAll(Set.of("present", "absent")));
        operations.put("iteration", cache -> cache.iterator().next());
        return operations;
    }

    private void set(String key) {
        cache.invoke(key, (entry, arguments) -> {
            entry.setValue(new Text("new"));
            return null;
        });
    }

    private void open(UnaryOperator<OmniConfigurationBuilder<String, Text>> options) {
        cache = caches.make(
                "throwing",
                options.apply(OmniConfiguration.builder(String.class, Text.class)
                        .byValue(true)
                        .copier("hooked")
                        .statistics(true)));
        cache.put("present", new Text("before"));
    }

    /** Lets the copy of this number, from now on, and all after it fail. */
    private static void failFrom(int first, Kind kind) {
        AtomicInteger copies = new AtomicInteger();
        HookedCopier.HOOK.set(() -> {
            if (copies.incrementAndGet() >= first) {
                ThrowingCopierTest.<RuntimeException>throwAny(kind.thrown);
            }
        });
    }

    @SuppressWarnings("unchecked") // other languages throw checked exceptions undeclared
    private static <E extends Throwable> void throwAny(Throwable thrown) throws E {
        throw (E) thrown;
    }

    /** Entries, changes that were counted, and events. */
    private Map<String, Object> state() {
        Map<String, Object> state = new TreeMap<>(Invariants.contents(Engines.of(cache)));
        for (Counter counter : Set.of(Counter.PUTS, Counter.REMOVALS, Counter.EVICTIONS, Counter.EXPIRATIONS)) {
            state.put("counted " + counter, Invariants.count(Engines.of(cache), counter));
        }
        state.put("events", heard.events().size());
        return state;
    }

    /** Checks that another thread gets both keys, and puts everything back. */
    private void assertFree(String operation) {
        Crew.run("next after " + operation, () -> {
                    cache.put("present", new Text("before"));
                    cache.put("absent", new Text("after"));
                    cache.remove("absent");
                })
                .result();
    }
}
