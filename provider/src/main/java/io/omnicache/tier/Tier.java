/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A level of storage below the heap, for the entries of one cache: bytes under keys.
 *
 * <p>It does not encode, does not let entries expire (what has expired is handed out like anything else, the cache decides), does not
 * make operations of the cache atomic, and does not try again what has failed. It may evict what is beyond its bound, after it has asked
 * {@link TierContext#evict}.
 *
 * <p>A change that has returned is seen by every read that begins after it. One that throws may have happened or not; after it, reads
 * return what was there before, the new record, or nothing.
 *
 * <p>Thread-safe. The cache changes a key by one thread at a time; reads, pages and changes of other keys come meanwhile. {@link #clear}
 * and {@link #close} come while nothing else is called. The only calls that a tier makes into the cache are those of its
 * {@link TierContext}.
 */
public interface Tier extends AutoCloseable {
    /** Returns what is stored under a key, null if there is nothing or it cannot be read because it is damaged. */
    @Nullable
    TierRecord read(TierKey key) throws IOException;

    /** Stores a record in the place of what was there. */
    void write(TierKey key, TierRecord entry) throws IOException;

    /** Removes what is stored under a key; returns whether there was something. */
    boolean delete(TierKey key) throws IOException;

    /** Returns whether something is stored under a key. */
    default boolean contains(TierKey key) throws IOException {
        return read(key) != null;
    }

    /**
     * Notes that an entry was used, and its new deadline. Does nothing if there is no such entry.
     *
     * @param accessed wall time in milliseconds
     * @param deadline wall time in milliseconds, {@link TierRecord#NEVER} if it does not expire
     */
    default void touch(TierKey key, long accessed, long deadline) throws IOException {
        TierRecord present = read(key);
        if (present != null) {
            write(key, present.touched(accessed, deadline));
        }
    }

    /**
     * Notes that entries were used lately, which the level above had kept to itself. Meant for the choice of what to evict: it may be kept in
     * memory only, and without effect.
     *
     * @param accessed wall time in milliseconds
     */
    default void used(Collection<TierKey> keys, long accessed) throws IOException {}

    /** Returns when what was changed stands in the store, where changes are acknowledged before that. By default does nothing: they are not. */
    default void flush() throws IOException {}

    /** Removes everything. */
    void clear() throws IOException;

    /**
     * Returns some of the keys. Who follows the pages to their end has met each key that was there all the time at least once.
     *
     * @param from {@link TierPage#START}, or where the last page ended
     * @param about how many keys are wanted; a page may have more, and fewer, also none
     */
    TierPage keys(long from, int about) throws IOException;

    /** Returns keys whose deadline has passed, as many as wanted at most; in any order. */
    List<TierKey> expired(long now, int most) throws IOException;

    /** Returns the number of entries. */
    long size() throws IOException;

    /** Returns how many bytes the store takes. */
    long bytes() throws IOException;

    /**
     * Returns whether the store was in step with its cache when it was used last: false if that was after {@link #noteInStep} of false, and before one of
     * true, whatever has ended the process. One that is only read says what is noted just now, maybe by a process that has it open. By default true.
     *
     * @throws java.io.UncheckedIOException if that cannot be seen, for one that is only read
     */
    default boolean isInStep() {
        return true;
    }

    /** Returns whether it is only read: nothing can be changed by it, but another process may have the store open and do so. By default false. */
    default boolean isReadOnly() {
        return false;
    }

    /**
     * Notes whether the store is in step with the cache, so that {@link #isInStep} knows it in its next life. It is called while the tier fails, and is to
     * work then if anything does. By default does nothing: then what was changed while the tier failed may be old after a crash.
     */
    default void noteInStep(boolean inStep) throws IOException {}

    /**
     * Returns how many bytes the store takes with all that is dead in it, as {@link #compact} can change it; where several caches share a store, those
     * of all of it. By default what {@link #bytes} says.
     */
    default long storeBytes() throws IOException {
        return bytes();
    }

    /**
     * Rewrites the store, so that what was replaced or removed takes no room any more. What is stored stays the same, and is there at each moment, also
     * for who opens the store after a crash. Takes as long as copying all of it, and for a while more room. By default does nothing.
     *
     * @param progress is told from time to time which share is done, from 0 to 1, or a negative number if that is not known
     * @throws ReadOnlyTierException if nothing is to be changed
     * @throws IOException if it cannot be done; what was done stays
     */
    default void compact(DoubleConsumer progress) throws IOException {}

    /** Returns figures for operators. Does not wait for changes to be written. */
    default TierFigures figures() throws IOException {
        return new TierFigures(size(), bytes(), 0, 0, 0, 0, false);
    }

    /** Reads several keys; what is not there is not in the answer. */
    default Map<TierKey, TierRecord> readAll(Collection<TierKey> keys) throws IOException {
        Map<TierKey, TierRecord> found = new HashMap<>(2 * keys.size());
        for (TierKey key : keys) {
            TierRecord stored = read(key);
            if (stored != null) {
                found.put(key, stored);
            }
        }
        return found;
    }

    /** Stores several records. If it throws, some may have been stored. */
    default void writeAll(Map<TierKey, TierRecord> entries) throws IOException {
        for (Map.Entry<TierKey, TierRecord> entry : entries.entrySet()) {
            write(entry.getKey(), entry.getValue());
        }
    }

    /** Removes several keys. If it throws, some may have gone. */
    default void deleteAll(Collection<TierKey> keys) throws IOException {
        for (TierKey key : keys) {
            delete(key);
        }
    }

    /** Gives up what is held; what is stored stays, if this kind of tier outlives the process. Calling it again does nothing. */
    @Override
    void close() throws IOException;

    /** Closes, and deletes all that is stored of this cache. */
    void destroy() throws IOException;
}
