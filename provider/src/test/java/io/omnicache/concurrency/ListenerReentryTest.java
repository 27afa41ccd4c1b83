/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.omnicache.OmniCache;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.cache.event.EventType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Synchronous listeners that use the cache: no key is locked while they run. */
class ListenerReentryTest {
    @RegisterExtension
    final TestCaches caches = new TestCaches();

    private final AtomicReference<OmniCache<String, String>> cache = new AtomicReference<>();

    @Test
    void oneThatWritesItsOwnKeyHearsTheEventsInOrder() {
        Heard heard = listening(event -> {
            if (event.value() != null && event.value().length() < 3) {
                cache.get().put(event.key(), event.value() + "+");
            }
        });
        cache.get().put("k", "v");
        assertThat(heard.events())
                .extracting(Heard.Event::type, Heard.Event::value, Heard.Event::old)
                .containsExactly(
                        tuple(EventType.CREATED, "v", null),
                        tuple(EventType.UPDATED, "v+", "v"),
                        tuple(EventType.UPDATED, "v++", "v+"));
        assertThat(cache.get().get("k")).isEqualTo("v++");
    }

    @Test
    void oneThatRemovesTheEntryOfItsOwnEventHearsThatToo() {
        Heard heard = listening(event -> cache.get().remove(event.key()));
        cache.get().put("k", "v");
        assertThat(heard.events()).extracting(Heard.Event::type).containsExactly(EventType.CREATED, EventType.REMOVED);
    }

    @Test
    void oneThatWritesAnotherKeyHearsItBeforeTheOperationReturns() {
        Heard heard = listening(event -> cache.get().putIfAbsent("copy of a", event.value()));
        cache.get().put("a", "v");
        assertThat(heard.events()).extracting(Heard.Event::key).containsExactly("a", "copy of a");
    }

    @Test
    void twoThatWriteEachOthersKeysFromTwoThreadsBothReturn() {
        CountDownLatch both = new CountDownLatch(2);
        Heard heard = listening(event -> {
            if (event.value().equals("first")) {
                both.countDown();
                Eventually.holds("both listeners run", () -> both.getCount() == 0);
                cache.get().put(event.key().equals("a") ? "b" : "a", "second");
            }
        });
        List.of(
                        Crew.run("of a", () -> cache.get().put("a", "first")),
                        Crew.run("of b", () -> cache.get().put("b", "first")))
                .forEach(Crew.Member::result);
        Eventually.holds("all events are heard", () -> heard.events().size() == 4);
        assertThat(cache.get().get("a") + cache.get().get("b")).isEqualTo("secondsecond");
    }

    @Test
    void anyKeyIsReadFromAnyThreadWhileOneRuns() {
        List<String> read = new ArrayList<>();
        listening(event -> {
            read.add(cache.get().get(event.key()));
            read.add(Crew.start("reader", () -> cache.get().get(event.key())).result());
            read.add(Crew.start("reader", () -> cache.get().get("other")).result());
        });
        cache.get().put("k", "v");
        assertThat(read).containsExactly("v", "v", null);
    }

    @Test
    void theKeyOfTheEventMayBeChangedByAnotherThreadThatNobodyWaitsFor() {
        AtomicReference<Crew.Member<Void>> other = new AtomicReference<>();
        Heard heard = listening(event -> {
            if (event.type() == EventType.CREATED) {
                other.set(Crew.run("other", () -> cache.get().put("k", "changed")));
                Eventually.holds(
                        "the change is made", () -> "changed".equals(cache.get().get("k")));
            }
        });
        cache.get().put("k", "v");
        other.get().result();
        assertThat(heard.events()).extracting(Heard.Event::type).containsExactly(EventType.CREATED, EventType.UPDATED);
    }

    /** The loader writes the key whose listener waits for that very load. */
    @Test
    void aLoaderMayWriteTheKeyOfAListenerThatReadsWhatItLoads() {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch listening = new CountDownLatch(1);
        Loader<String> loader = new Loader<>(key -> {
            loading.countDown();
            Eventually.holds("the listener runs", () -> listening.getCount() == 0);
            cache.get().put("k", "from the loader");
            return "loaded";
        });
        AtomicReference<String> read = new AtomicReference<>();
        Heard heard = new Heard(event -> {
            if (event.type() == EventType.CREATED && event.key().equals("k")) {
                listening.countDown();
                read.set(cache.get().get("warm"));
            }
        });
        cache.set(caches.strings(
                "listened", options -> options.readThrough(loader.factory()).listener(heard.synchronous())));
        Crew.Member<String> loads = Crew.start("loads", () -> cache.get().get("warm"));
        Eventually.holds("the load runs", () -> loading.getCount() == 0);
        Crew.Member<Void> puts = Crew.run("puts", () -> cache.get().put("k", "v"));
        assertThat(loads.result()).isEqualTo("loaded");
        puts.result();
        assertThat(read.get()).isEqualTo("loaded");
        Eventually.holds("all events are heard", () -> heard.events().size() == 3);
    }

    private Heard listening(Consumer<Heard.Event> action) {
        Heard heard = new Heard(action);
        cache.set(caches.strings("listened", options -> options.listener(heard.synchronous())));
        return heard;
    }
}
