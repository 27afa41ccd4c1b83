/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.concurrency;

import io.omnicache.OmniCache;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.EntryProcessorResult;
import javax.cache.processor.MutableEntry;

/** A thread's random mix of all operations of a cache but {@code clear}; values are never repeated. */
final class Mix {
    private static final int KEYS = 40;

    private final OmniCache<String, Text> cache;
    private final SteppedClock clock;
    private final Random random;
    private final String name;
    private long values;

    /** Entries that this thread saw itself create, where it could see. */
    private final AtomicLong created;

    /** Whether to register listeners that come and go. */
    private boolean listens = true;

    /** The listener of this thread that is registered now; null if there is none. */
    private CacheEntryListenerConfiguration<String, Text> listener;

    Mix(OmniCache<String, Text> cache, SteppedClock clock, long seed, int thread, AtomicLong created) {
        this.cache = cache;
        this.clock = clock;
        this.random = new Random(seed * 1_000 + thread);
        this.name = "t" + thread + ".";
        this.created = created;
    }

    /** Leaves out what registers listeners. */
    Mix withoutListeners() {
        listens = false;
        return this;
    }

    /** Runs operations that show what they create. */
    void runShowing(int operations) {
        for (int i = 0; i < operations; i++) {
            String key = key();
            switch (random.nextInt(11)) {
                case 0, 1, 2 -> store(value -> created.addAndGet(see(cache.getAndPut(key, value)) == null ? 1 : 0));
                case 3 -> store(value -> created.addAndGet(cache.putIfAbsent(key, value) ? 1 : 0));
                case 4 -> see(cache.get(key));
                case 5 -> clock.advance(random.nextInt(50), TimeUnit.MILLISECONDS);
                case 6 -> setAll(pair(key)).forEach(was -> created.addAndGet(was ? 0 : 1));
                default -> runAny(key);
            }
        }
        endListening();
    }

    /** Runs operations of every kind. */
    void run(int operations) {
        for (int i = 0; i < operations; i++) {
            String key = key();
            switch (random.nextInt(14)) {
                case 0, 1 -> store(value -> cache.put(key, value));
                case 2 -> store(value -> cache.putIfAbsent(key, value));
                case 3 -> store(value -> see(cache.getAndPut(key, value)));
                case 4 -> store(value -> store(other -> cache.putAll(Map.of(key, value, key() + "!", other))));
                case 5, 6 -> see(cache.get(key));
                case 7 ->
                    cache.invoke(key, (entry, arguments) -> {
                        entry.setValue(value());
                        return null;
                    });
                case 8 -> clock.advance(random.nextInt(50), TimeUnit.MILLISECONDS);
                case 9 -> setAll(pair(key));
                default -> runAny(key);
            }
        }
        endListening();
    }

    /** Runs an operation that creates nothing, but for what a loader brings. */
    private void runAny(String key) {
        switch (random.nextInt(16)) {
            case 0 -> cache.remove(key);
            case 1 -> see(cache.getAndRemove(key));
            case 2 -> store(value -> cache.replace(key, value));
            case 3 -> store(value -> see(cache.getAndReplace(key, value)));
            case 4 -> replaceWhatIsThere(key);
            case 5 -> cache.removeAll(pair(key));
            case 6 -> cache.getAll(pair(key)).values().forEach(this::see);
            case 7 -> cache.containsKey(key);
            case 8 -> cache.cleanUp();
            case 9 -> cache.forEach(entry -> see(entry.getValue()));
            case 10 -> removeWhileIterating();
            case 11 -> loadAll(pair(key), random.nextBoolean());
            case 12 -> removeAllNowAndThen();
            case 13 -> listenOrCease();
            case 14 -> cache.invokeAll(pair(key), (entry, arguments) -> removeIfPresent(entry));
            default -> cache.invoke(key, (entry, arguments) -> removeIfPresent(entry));
        }
    }

    private static Object removeIfPresent(MutableEntry<String, Text> entry) {
        if (entry.exists()) {
            entry.remove();
        }
        return null;
    }

    /** Stores a value under each key by an entry processor; returns of each whether there was one. */
    private Collection<Boolean> setAll(Set<String> keys) {
        Map<String, EntryProcessorResult<Boolean>> were = cache.invokeAll(keys, (entry, arguments) -> {
            boolean was = entry.exists();
            entry.setValue(value());
            return was;
        });
        return were.values().stream().map(EntryProcessorResult::get).toList();
    }

    private void replaceWhatIsThere(String key) {
        Text present = cache.get(key);
        if (present != null && random.nextBoolean()) {
            store(value -> cache.replace(key, present, value));
        } else if (present != null) {
            cache.remove(key, present);
        }
        see(present);
    }

    private void removeWhileIterating() {
        for (Iterator<Cache.Entry<String, Text>> entries = cache.iterator(); entries.hasNext(); ) {
            see(entries.next().getValue());
            if (random.nextInt(10) == 0) {
                entries.remove();
            }
        }
    }

    /** Seldom: else there would be hardly anything in the cache. */
    private void removeAllNowAndThen() {
        if (random.nextInt(20) == 0) {
            cache.removeAll();
        }
    }

    private void loadAll(Set<String> keys, boolean replace) {
        CompletionListenerFuture done = new CompletionListenerFuture();
        cache.loadAll(keys, replace, done);
        Eventually.holds("the load ends", done::isDone);
    }

    private void listenOrCease() {
        if (listener != null) {
            endListening();
        } else if (listens) {
            Heard heard = new Heard(event -> {});
            listener = random.nextBoolean() ? heard.synchronous() : heard.asynchronous();
            cache.registerCacheEntryListener(listener);
        }
    }

    private void endListening() {
        if (listener != null) {
            cache.deregisterCacheEntryListener(listener);
            listener = null;
        }
    }

    /** Hands a new value to an operation; by value it is nobody's business what becomes of it afterwards. */
    private void store(Consumer<Text> operation) {
        Text value = value();
        operation.accept(value);
        Text.spoil(cache, value);
    }

    /** Looks at a value that was read, and changes it, by value. */
    private Text see(Text value) {
        Text.read(value);
        Text.spoil(cache, value);
        return value;
    }

    private Set<String> pair(String key) {
        return new HashSet<>(List.of(key, key()));
    }

    private String key() {
        return "k" + random.nextInt(KEYS);
    }

    private Text value() {
        return new Text(name + values++ + "x".repeat(random.nextInt(8)));
    }
}
