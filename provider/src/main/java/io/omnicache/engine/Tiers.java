/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.Clock;
import io.omnicache.engine.expiry.Expiry;
import io.omnicache.event.Failures;
import io.omnicache.tier.Above.Update;
import io.omnicache.tier.Answer;
import io.omnicache.tier.SharedLevel;
import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierRecord;
import io.omnicache.tier.TierReport;
import io.omnicache.tier.TierStack;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The tiers below the heap, in the terms of an engine: keys, stored forms, monotonic deadlines. Thread-safe. */
/*
 * clear() replaces the generation and empties the tiers in one step, while nobody is at work in them: the exclusive lock. What a step of
 * an older generation would read or write after that is not done (it counts as before the clear), or it would meet the entries of the new
 * one without holding their locks. The shared lock is held for input and output only, never while user code runs.
 */
final class Tiers<K, V> {
    private final Engine<K, V> engine;
    private final Lower lower;
    private final TierStack stack;
    private final StoredKeys<K> storedKeys;

    /** What several processes use; null if only this one does. */
    private final @Nullable Sharing<K> sharing;

    private final Clock clock;
    private final WallTime wall;
    private final TierForms<K, V> forms;
    private final HeapCounts heapCounts;

    /** Null until {@link #connect}. */
    private @Nullable TierUpkeep<K, V> upkeep;

    /** Whether new and replaced entries live equally long. */
    private final boolean overwriting;

    private final Gate<K> gate;

    private final HeapNotes<K> notes;

    Tiers(Engine<K, V> engine, Lower lower) {
        this.engine = engine;
        this.lower = lower;
        this.stack = lower.stack();
        this.gate = new Gate<>(engine);
        this.storedKeys = new StoredKeys<>(engine, this, lower);
        this.clock = engine.parts().clock();
        this.wall = new WallTime(clock);
        this.heapCounts = new HeapCounts(clock);
        SharedLevel shared = stack.shared();
        this.sharing = shared == null ? null : new Sharing<>(shared, gate, clock, wall, lower.leases());
        Expiry expiry = engine.expiry();
        this.overwriting = expiry.isConstant() && expiry.creation() == Expiry.ETERNAL && isForEver(expiry.update());
        this.notes = new HeapNotes<>(expiry.mindsAccess());
        this.forms = new TierForms<>(engine, lower.codec(), notes, wall, shared != null);
    }

    /** Lets the tiers ask what the heap holds, once there is a heap. */
    void connect(Steps<K, V> steps) {
        TierUpkeep<K, V> present = new TierUpkeep<>(engine, steps, this, stack, lower);
        upkeep = present;
        stack.connect(new HeapLevel<>(engine, steps, this));
        stack.observe(present::recoverSoon, present.watch()::changed);
        if (stack.isDegraded()) { // what was found at opening, or has failed there
            present.recoverSoon();
        }
        Rotation<K, V> rotation = present.rotation();
        if (rotation != null) {
            rotation.begin();
        }
    }

    /** Creates a step on a node that the caller has locked. */
    Step<K, V> newStep(Engine<K, V> owner, K key, Node<K> node, Aftermath<K> after) {
        return sharing != null && node instanceof SharedNode<K> copy
                ? new SharedStep<>(owner, key, copy, after, this, sharing)
                : new TieredStep<>(owner, key, node, after, this);
    }

    /** Returns whether a node of a shared cache has what the cache has. */
    boolean isCurrent(Node<K> node, Object seen) {
        return sharing == null || (node instanceof SharedNode<K> copy && copy.isCurrent(seen, sharing));
    }

    /** Returns who keeps heap and tiers in step. */
    TierUpkeep<K, V> upkeep() {
        return Objects.requireNonNull(upkeep);
    }

    /** Returns what counts for the heap alone. */
    HeapCounts heapCounts() {
        return heapCounts;
    }

    /** Returns what an operator wants to know of the heap. */
    TierReport heapReport() {
        return heapCounts.report(engine);
    }

    /** Returns what the heap knows better than the tiers. */
    HeapNotes<K> notes() {
        return notes;
    }

    /** Returns whether it makes no difference to a new value whether there is an old one. */
    boolean mayOverwrite() {
        return overwriting && !engine.parts().events().isActive();
    }

    /** Returns what makes the tiers' forms of entries. */
    TierForms<K, V> forms() {
        return forms;
    }

    /** Returns the keys that are stored. */
    StoredKeys<K> storedKeys() {
        return storedKeys;
    }

    /** Returns an entry without the lock of its node, null if there is none that is live and can be read. Runs user code. */
    @Nullable
    Found peek(K key) {
        TierKey bytes = forms.key(key);
        Generation<K> current = engine.generation();
        TierRecord stored = gate.shared(current, () -> stack.peek(bytes));
        Found found = stored == null ? null : forms.found(key, bytes, stored);
        return found == null || found.deadline() <= clock.nanos() ? null : found;
    }

    /** Returns whether several processes use what lies below. */
    boolean isShared() {
        return sharing != null;
    }

    /** Returns whether a step takes the lease of its key first. */
    boolean leases() {
        return sharing != null && sharing.leases();
    }

    /** Reads a key for a step of the generation. */
    Answer read(TierKey key, Generation<K> generation) {
        heapCounts.missed(1);
        Answer answer = gate.open(generation, () -> stack.read(key));
        return answer == null ? Answer.ABSENT : answer;
    }

    /** Reads several keys for steps of the generation; what has no answer is absent. */
    Map<TierKey, Answer> readAll(Collection<TierKey> keys, Generation<K> generation) {
        heapCounts.missed(keys.size());
        Map<TierKey, Answer> answers = gate.open(generation, () -> stack.readAll(keys));
        return answers == null ? Map.of() : answers;
    }

    /** Stores an entry of a step of the generation. */
    void write(TierKey key, TierRecord entry, Generation<K> generation) {
        gate.open(generation, () -> {
            stack.write(key, entry);
            return true;
        });
    }

    /** Returns whether no other process has changed anything since a mark was made; true if there are no others. */
    boolean isCurrent(long mark) {
        return sharing == null || sharing.isCurrent(mark);
    }

    /** Removes a key of a step of the generation, since it has expired or not. */
    void delete(TierKey key, Generation<K> generation, boolean expired) {
        gate.open(generation, () -> {
            if (expired) {
                stack.expire(key);
            } else {
                stack.delete(key);
            }
            return true;
        });
    }

    /** Changes several keys of steps of the generation. */
    void change(Map<TierKey, TierRecord> written, Collection<TierKey> deleted, Generation<K> generation) {
        gate.open(generation, () -> {
            stack.change(written, deleted);
            return true;
        });
    }

    /** Notes the deadline of an entry of a step of the generation. */
    void touch(TierKey key, long deadline, Generation<K> generation) {
        gate.shared(generation, () -> {
            stack.touch(key, clock.millis(), wall.of(deadline));
            return true;
        });
    }

    /** Notes that entries were used, which have left the heap. Runs user code. */
    void used(List<K> keys) {
        List<TierKey> bytes = keys.stream().map(forms::key).toList();
        gate.shared(engine.generation(), () -> {
            stack.used(bytes, clock.millis());
            return true;
        });
    }

    /** Runs what replaces the generation, and empties the tiers. */
    void clear(Runnable replace) {
        gate.alone(() -> {
            replace.run();
            notes.clear();
            stack.clear();
        });
    }

    /** Tells the tiers what the heap knows better, and closes them, or deletes what they hold, once nobody is at work in them. */
    void close(Runnable replace, boolean destroy) {
        if (!destroy) {
            upkeep().tellNotes(true);
        }
        Failures failures = new Failures();
        gate.close(
                () -> {
                    if (engine.expiry().mindsAccess() && !destroy && sharing == null) {
                        failures.run(() -> engine.generation().iterator().forEachRemaining(this::writeDeadline));
                    }
                    failures.run(replace);
                },
                () -> {
                    upkeep().close();
                    failures.run(destroy ? stack::destroy : stack::close);
                });
        failures.throwFirst();
    }

    /** Returns who is at work here. */
    Gate<K> gate() {
        return gate;
    }

    /** Brings a tier up to date with what a step of the generation holds. */
    void update(Generation<K> generation, Update update, @Nullable TierRecord held) {
        gate.shared(generation, () -> {
            update.run(held);
            return true;
        });
    }

    /** Removes all entries; tiers that cannot list theirs forget them. */
    void removeAll(BatchWrites<K, V> batches, Iterator<K> ofHeap) {
        stack.forgetUnseen();
        TierKeys<K> keys = new TierKeys<>(storedKeys, ofHeap);
        BatchFailures failures = new BatchFailures(); // those of listeners must not keep the rest
        batches.removeAll(keys, failures);
        if (keys.isCutOff()) {
            stack.forgetAll();
        }
        for (int level = stack.states().size() - 2; level >= 0; level--) { // what the lowest has lost
            TierKeys<K> above = new TierKeys<>(storedKeys, level);
            batches.removeAll(above, failures);
            if (above.isCutOff()) {
                stack.forgetAll(level);
            }
        }
        batches.removeAll(engine.generation().keys(), failures);
        failures.throwFirst();
    }

    /** Returns the number of entries. */
    long size() {
        Long size = gate.shared(engine.generation(), stack.listing()::size);
        return size == null ? 0 : size;
    }

    private void writeDeadline(Node<K> node) {
        if (node.tryLock(Node.BARE)) { // who holds it tells the tiers, or is refused
            try {
                if (node.value() != null) {
                    stack.touch(forms.key(node.key), clock.millis(), wall.of(node.deadline()));
                }
            } finally {
                node.unlock();
            }
        }
    }

    private static boolean isForEver(long answer) {
        return answer == Expiry.UNCHANGED || answer == Expiry.ETERNAL;
    }
}
