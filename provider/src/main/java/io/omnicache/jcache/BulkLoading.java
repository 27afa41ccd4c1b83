/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import io.omnicache.engine.Engine;
import io.omnicache.event.UserCode;
import io.omnicache.loading.LoadThreads;
import io.omnicache.loading.Loads;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListener;
import org.jspecify.annotations.Nullable;

/** Carries out {@code loadAll} in the background and reports its end. Thread-safe. */
/*
 * A load may still be waiting for its thread when the cache is closed, and a loader must not be called once it was closed:
 * some would open their connection again, which then nobody closes. So loads enter here before they call the loader, none
 * enters after the close, and the close waits for those inside.
 */
final class BulkLoading<K, V> {
    private static final System.Logger LOG = System.getLogger("io.omnicache.loading");

    /** How long a close waits for loads under way; a loader that takes longer is closed while it works. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final String cache;
    private final Engine<K, V> engine;
    private final Loads<K, V> loads;
    private final Duration longestWait;

    /** Its parties are the loads under way and, until the close, the cache itself. */
    private final Phaser open = new Phaser(1);

    private volatile boolean closed;

    BulkLoading(String cache, Engine<K, V> engine, Loads<K, V> loads, Duration longestWait) {
        this.cache = cache;
        this.engine = engine;
        this.loads = loads;
        this.longestWait = longestWait;
    }

    /** Loads the keys on another thread. */
    void loadAll(Set<K> keys, boolean replaceExisting, @Nullable CompletionListener listener) {
        LoadThreads.execute(() -> report(listener, load(keys, replaceExisting)));
    }

    /**
     * Lets no load begin any more and waits for those under way: not if one of them may be waiting for the caller, and not
     * for ever. A caller that is interrupted waits no longer.
     */
    void close() {
        closed = true;
        int phase = open.arriveAndDeregister();
        if (UserCode.isOnThisThread()) {
            return;
        }
        try {
            open.awaitAdvanceInterruptibly(phase, longestWait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "closed while a bulk load still runs: cache=" + cache + " waited=" + longestWait);
        }
    }

    /** Returns why the load failed, null if it did not. */
    private @Nullable Exception load(Set<K> keys, boolean replaceExisting) {
        boolean entered = open.register() >= 0;
        try {
            if (!entered || closed) {
                return new IllegalStateException("Cache '" + cache + "' was closed before it could load");
            }
            engine.loadAll(keys, replaceExisting, loads);
            return null;
        } catch (Exception e) {
            return e;
        } catch (Error e) {
            // The listener takes exceptions only, and whoever waits for it must not wait for ever.
            return new CacheLoaderException("the loader of cache '" + cache + "' failed", e);
        } finally {
            if (entered) {
                open.arriveAndDeregister();
            }
        }
    }

    private void report(@Nullable CompletionListener listener, @Nullable Exception failure) {
        if (listener == null) {
            if (failure != null) {
                LOG.log(System.Logger.Level.DEBUG, "loadAll failed and nobody listens: cache=" + cache, failure);
            }
        } else if (failure == null) {
            listener.onCompletion();
        } else {
            listener.onException(failure);
        }
    }
}
