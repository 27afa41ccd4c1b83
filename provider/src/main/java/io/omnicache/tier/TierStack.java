/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.TierState;
import io.omnicache.tier.TierContext.Deletion;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The tiers of one cache below the heap, the fastest first. One that fails is done without; if it is configured to fail its operations, they
 * throw {@link TierException}, and the tiers have nothing of a key whose change failed.
 *
 * <p>Thread-safe, as a {@link Tier} is.
 */
/*
 * The lowest tier is the authority and has every entry; each one above it has some of them. So a record is written from the lowest up and
 * deleted from the highest down: a process that dies in between leaves what is above within what is below, and a deletion that it did not
 * report has not happened.
 */
public final class TierStack implements AutoCloseable {
    private static final String REMOVED = "all was removed, and could not be listed";

    final List<TierLevel> levels;
    private final Admission admission;
    private final TierListing listing;
    private final LevelEvictions evictions;
    private volatile @Nullable Above above;

    /** Creates a stack of one tier or more, the fastest first. */
    TierStack(List<TierLevel> levels, Admission admission) {
        this.levels = List.copyOf(levels);
        this.admission = admission;
        this.listing = new TierListing(this.levels);
        this.evictions = new LevelEvictions(this.levels);
    }

    /** Says what lies above; before that, nothing is held there. */
    public void connect(Above heap) {
        above = heap;
        listing.connect(heap);
    }

    /** Returns the lowest level if several processes use it; null if only this one does. */
    public @Nullable SharedLevel shared() {
        return levels.get(levels.size() - 1).shared();
    }

    /** Returns which keys are stored. */
    public TierListing listing() {
        return listing;
    }

    /**
     * Lets somebody be told by the threads that meet it: not for long, and maybe inside an operation.
     *
     * @param needed is run when there is something for {@link #recover} to do
     * @param changed is given the new state of a tier after each change
     */
    public void observe(Runnable needed, Consumer<TierState> changed) {
        levels.forEach(level -> level.observe(needed, () -> changed.accept(level.state())));
    }

    /** Returns how the tiers do, the fastest first. */
    public List<TierState> states() {
        return levels.stream().map(TierLevel::state).toList();
    }

    /** Returns what an operator wants to know of a tier, by its place from 0. */
    public TierReport report(int level) {
        return levels.get(level).report();
    }

    /** Tries tiers that have failed, and brings them up to date. For one thread at a time, which holds no key. */
    public void recover() {
        Above heap = above;
        if (heap != null) {
            new Recovery(levels, heap).run();
        }
    }

    /** Returns whether some tier is not used, or not in step, and can be brought up to date. */
    public boolean isDegraded() {
        return levels.stream().anyMatch(TierLevel::isOutOfStep);
    }

    /** Lets what a tier has that is not used be forgotten, since nobody can list it: all is about to be removed. */
    public void forgetUnseen() {
        levels.stream().filter(level -> !level.isInUse()).forEach(level -> level.distrust(REMOVED));
    }

    /** Lets everything be forgotten: all was removed but for what could not be listed. */
    public void forgetAll() {
        levels.forEach(level -> level.distrust(REMOVED));
    }

    /** As {@link #forgetAll()}, for one level, by its place from 0. */
    public void forgetAll(int level) {
        levels.get(level).distrust(REMOVED);
    }

    /** Returns what is stored under a key; what was found goes to the tiers above, too, if it is to. */
    public Answer read(TierKey key) {
        Answer answer = Answer.ABSENT;
        for (int i = 0; i < levels.size(); i++) {
            answer = levels.get(i).read(key);
            TierRecord found = answer.stored();
            if (found != null) {
                boolean rises = admission.admits(key);
                for (int above = i - 1; rises && above >= 0; above--) {
                    levels.get(above).change(ChangeKind.PROMOTE, List.of(key), tier -> tier.write(key, found));
                }
                return answer.rising(rises);
            }
        }
        return answer; // of the lowest, which has everything
    }

    /** Returns what is stored under a key without promoting it: for those who do not hold the key. */
    public @Nullable TierRecord peek(TierKey key) {
        for (TierLevel level : levels) {
            TierRecord found = level.read(key).stored();
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Reads several keys as {@link #read} does one. */
    public Map<TierKey, Answer> readAll(Collection<TierKey> keys) {
        Map<TierKey, Answer> answers = new HashMap<>(2 * keys.size());
        Collection<TierKey> missing = keys;
        for (int i = 0; i < levels.size() && !missing.isEmpty(); i++) {
            Map<TierKey, Answer> here = new HashMap<>(levels.get(i).readAll(missing));
            here.replaceAll((key, answer) -> answer.rising(answer.stored() != null && admission.admits(key)));
            answers.putAll(here);
            promote(here, i);
            missing = missing.stream()
                    .filter(key -> here.getOrDefault(key, Answer.UNKNOWN).stored() == null)
                    .toList();
        }
        return answers;
    }

    private void promote(Map<TierKey, Answer> answers, int from) {
        Map<TierKey, TierRecord> found = new HashMap<>();
        answers.forEach((key, answer) -> {
            TierRecord stored = answer.stored();
            if (stored != null && answer.rises()) {
                found.put(key, stored);
            }
        });
        for (int above = from - 1; above >= 0 && !found.isEmpty(); above--) {
            levels.get(above).change(ChangeKind.PROMOTE, found.keySet(), tier -> tier.writeAll(found));
        }
    }

    /** Stores a record in all tiers. */
    public void write(TierKey key, TierRecord entry) {
        fromLowest(ChangeKind.WRITE, List.of(key), tier -> tier.write(key, entry));
    }

    /** Stores several records in all tiers. */
    public void writeAll(Map<TierKey, TierRecord> entries) {
        if (!entries.isEmpty()) {
            fromLowest(ChangeKind.WRITE, entries.keySet(), tier -> tier.writeAll(entries));
        }
    }

    /** Removes what is stored under a key. */
    public void delete(TierKey key) {
        delete(ChangeKind.DELETE, List.of(key), tier -> tier.delete(key));
    }

    /** Removes several keys. */
    public void deleteAll(Collection<TierKey> keys) {
        if (!keys.isEmpty()) {
            delete(ChangeKind.DELETE, keys, tier -> tier.deleteAll(keys));
        }
    }

    /** Removes a key whose entry has expired. */
    public void expire(TierKey key) {
        delete(ChangeKind.EXPIRE, List.of(key), tier -> tier.delete(key));
    }

    /** Notes a use and a new deadline in all tiers. */
    public void touch(TierKey key, long accessed, long deadline) {
        fromLowest(ChangeKind.TOUCH, List.of(key), tier -> tier.touch(key, accessed, deadline));
    }

    /** Removes and stores several keys. */
    public void change(Map<TierKey, TierRecord> written, Collection<TierKey> deleted) {
        try {
            deleteAll(deleted);
        } catch (TierException | Error e) {
            expel(written.keySet(), e);
            throw e;
        }
        writeAll(written);
    }

    /** Notes in all tiers that entries were used lately. It is no harm if that fails. */
    public void used(Collection<TierKey> keys, long accessed) {
        for (TierLevel level : levels) {
            if (level.isInUse()) {
                level.ask("noting uses", false, tier -> {
                    tier.used(keys, accessed);
                    return true;
                });
            }
        }
    }

    /** Removes everything; nothing else may be called meanwhile. */
    public void clear() {
        onAll("clearing", TierLevel::clear);
    }

    /** Closes all tiers; what is stored stays, but for what is not in step. */
    @Override
    public void close() {
        int lowest = levels.size() - 1;
        levels.stream().limit(lowest).forEach(level -> level.follow(levels.get(lowest)));
        onAll("closing", TierLevel::close);
    }

    /** Closes all tiers and deletes what is stored. */
    public void destroy() {
        onAll("destroying", TierLevel::destroy);
    }

    /** Evicts an entry from a level, unless something above holds it. */
    boolean evict(int level, TierKey key, Deletion deletion) throws IOException {
        Deletion unlessAbove = () -> evictions.unlessAbove(level, key, deletion);
        Above heap = above;
        return heap == null ? unlessAbove.run() : heap.evict(key, unlessAbove, level == levels.size() - 1);
    }

    private void fromLowest(ChangeKind kind, Collection<TierKey> keys, TierLevel.Change change) {
        try {
            for (int i = levels.size() - 1; i >= 0; i--) {
                levels.get(i).change(kind, keys, change);
            }
        } catch (TierException | Error e) {
            expel(keys, e);
            throw e;
        }
    }

    /** From the highest down, and on after a failure: the tiers below have to be told, too. */
    private void delete(ChangeKind kind, Collection<TierKey> keys, TierLevel.Change change) {
        onAll("deleting", level -> level.change(kind, keys, change));
    }

    /** Nobody is to find what was there before a change that failed. */
    private void expel(Collection<TierKey> keys, Throwable cause) {
        try {
            delete(ChangeKind.DELETE, keys, tier -> tier.deleteAll(keys));
        } catch (TierException | Error e) {
            if (e != cause) { // the JVM has one for the end of the memory, made before
                cause.addSuppressed(e);
            }
        }
    }

    /** What is done to each tier, whether it works with the others or not. */
    private interface Deed {
        void to(TierLevel level) throws IOException;
    }

    private void onAll(String what, Deed deed) {
        TierException first = null;
        Error error = null;
        for (TierLevel level : levels) {
            try {
                deed.to(level);
            } catch (TierException e) {
                first = TierException.both(first, e);
            } catch (IOException | RuntimeException e) {
                first = TierException.both(first, level.exception(what, e));
            } catch (Error e) {
                error = e; // of memory: one says as much as the other
            }
        }
        if (error != null) {
            throw error;
        }
        if (first != null) {
            throw first;
        }
    }
}
