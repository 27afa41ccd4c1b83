/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.loading;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;

/**
 * The writer of one cache: calls it and turns what it throws into {@link CacheWriterException}.
 *
 * <p>An {@link Error} is not wrapped. Thread-safe as far as the writer is.
 */
public final class Writes<K, V> {
    private final String cache;
    private final CacheWriter<? super K, ? super V> writer;
    private volatile boolean closed;

    /** Creates the calls to a writer. */
    public Writes(String cache, CacheWriter<? super K, ? super V> writer) {
        this.cache = cache;
        this.writer = writer;
    }

    /** From now on nothing is written: {@link IllegalStateException}. What the writer has begun goes on. */
    public void close() {
        closed = true;
    }

    /** Writes one entry. */
    public void write(K key, V value) {
        shaping(() -> writer.write(new WrittenEntry<>(key, value)));
    }

    /** Deletes one key, present in the cache or not. */
    public void delete(K key) {
        shaping(() -> writer.delete(key));
    }

    /** Writes several entries; see {@link Outcome} for what may have failed. */
    public Outcome<K> writeAll(Collection<? extends Cache.Entry<K, V>> entries) {
        List<Cache.Entry<? extends K, ? extends V>> left = new ArrayList<>(entries);
        Outcome<K> outcome = attempt(() -> callWriteAll(left));
        (outcome.isKnown() ? left : entries).forEach(entry -> outcome.failed().add(entry.getKey()));
        return outcome.settled();
    }

    /** Deletes several keys; see {@link Outcome} for what may have failed. */
    public Outcome<K> deleteAll(Collection<K> keys) {
        List<K> left = new ArrayList<>(keys);
        Outcome<K> outcome = attempt(() -> {
            if (!left.isEmpty()) {
                writer.deleteAll(left);
            }
        });
        outcome.failed().addAll(outcome.isKnown() ? left : keys);
        return outcome.settled();
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the signature of writeAll does not fit a writer of supertypes
    private void callWriteAll(List<Cache.Entry<? extends K, ? extends V>> left) {
        ((CacheWriter) writer).writeAll((Collection) left);
    }

    private Outcome<K> attempt(Runnable call) {
        try {
            shaping(call);
            return new Outcome<>(new HashSet<>(), null);
        } catch (CacheWriterException | Error e) {
            return new Outcome<>(new HashSet<>(), e);
        }
    }

    private void shaping(Runnable call) {
        if (closed) {
            throw new IllegalStateException("Cache '" + cache + "' is closed");
        }
        try {
            call.run();
        } catch (CacheWriterException e) {
            throw e;
        } catch (Exception e) {
            throw new CacheWriterException("the writer of cache '" + cache + "' failed", e);
        }
    }

    /**
     * What became of a batch. The standard lets a writer take out of the collection what it has written; what is left when
     * it throws has failed. A writer that returns has written everything, whatever it left; of one that ends with an
     * {@link Error} nothing is taken for written.
     *
     * @param failed the keys that were not written
     * @param failure what the writer threw, null if it returned
     */
    public record Outcome<K>(Set<K> failed, @Nullable Throwable failure) {
        /** Returns what becomes of a batch where there is no writer. */
        public static <K> Outcome<K> ofNoWriter() {
            return new Outcome<>(new HashSet<>(), null);
        }

        boolean isKnown() {
            return !(failure instanceof Error);
        }

        Outcome<K> settled() {
            if (failure == null) {
                failed.clear();
            }
            return this;
        }
    }
}
