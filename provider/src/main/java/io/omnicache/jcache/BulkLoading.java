/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import io.omnicache.engine.Engine;
import io.omnicache.loading.LoadThreads;
import io.omnicache.loading.Loads;
import java.util.Set;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListener;
import org.jspecify.annotations.Nullable;

/** Carries out {@code loadAll} in the background and reports its end. Thread-safe. */
final class BulkLoading<K, V> {
    private static final System.Logger LOG = System.getLogger("io.omnicache.loading");

    private final String cache;
    private final Engine<K, V> engine;
    private final @Nullable Loads<K, V> loads;

    BulkLoading(String cache, Engine<K, V> engine, @Nullable Loads<K, V> loads) {
        this.cache = cache;
        this.engine = engine;
        this.loads = loads;
    }

    /** Loads the keys on another thread; without a loader there is nothing to do. */
    void loadAll(Set<K> keys, boolean replaceExisting, @Nullable CompletionListener listener) {
        if (loads == null) {
            report(listener, null);
            return;
        }
        LoadThreads.execute(() -> {
            Exception failure = null;
            try {
                engine.loadAll(keys, replaceExisting, loads);
            } catch (Exception e) {
                failure = e;
            } catch (Error e) {
                // The listener takes exceptions only, and whoever waits for it must not wait for ever.
                failure = new CacheLoaderException("the loader of cache '" + cache + "' failed", e);
            }
            report(listener, failure);
        });
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
