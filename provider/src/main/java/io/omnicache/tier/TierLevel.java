/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.Clock;
import io.omnicache.TierState;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A tier in its stack, with what makes it bearable that it fails. Thread-safe, as a tier is.
 *
 * <p>What fails is not tried again: the key is noted, and is not read here until it was brought up to date, by {@link Recovery}. While the
 * breaker is open nothing is tried, and all changed keys are noted. Who asks gets the answer for "not there", or, if the tier is to
 * fail, a {@link TierException}.
 */
final class TierLevel {
    private static final Map<TierKey, TierRecord> NOTHING = new HashMap<>(0);
    private static final int MOST_CHANGED = 100_000;

    private final String cache;
    private final String name;
    private final int number;
    private final Tier tier;
    private final Clock clock;
    private final Breaker breaker;
    private final TierCounts counts = new TierCounts();
    private final Journal journal;
    private final TierLog log;
    private final LevelFailures failures;

    /** Whether the tier has refused a change since it may only be read: no failure, but its journal stays. */
    private volatile boolean readOnly;

    private volatile Runnable needed = () -> {};
    private volatile Runnable observer = () -> {};

    /** What is told to a tier. */
    interface Change {
        void run(Tier tier) throws IOException;
    }

    /** Creates one that is used, and stands at a place from 1. */
    TierLevel(String cache, String name, int number, Tier tier, LevelOptions options, Clock clock) {
        this.cache = cache;
        this.name = name;
        this.number = number;
        this.tier = tier;
        this.clock = clock;
        this.log = new TierLog(cache, name);
        this.journal = new Journal(MOST_CHANGED, new StepMark(tier, log, options.timeLimit(), clock));
        this.breaker = new Breaker(
                clock, options.timeLimit(), () -> ThreadLocalRandom.current().nextDouble(), this::changed);
        this.failures = new LevelFailures(cache, name, options.onFailure(), log, breaker);
    }

    /** Lets somebody be told: when the tier has to be brought up to date, and after each change of its state. */
    void observe(Runnable outOfStep, Runnable changed) {
        needed = outOfStep;
        observer = changed;
    }

    /** Returns whether there is something to be brought up to date that can be. */
    boolean isOutOfStep() {
        return !readOnly && !(isInUse() && journal.isSettled());
    }

    /** Returns whether the tier is used at all. */
    boolean isInUse() {
        return breaker.isClosed() && !journal.isEverything();
    }

    Breaker breaker() {
        return breaker;
    }

    Journal journal() {
        return journal;
    }

    /** Returns what an operator wants to know; a tier that is not used says nothing of its store. */
    TierReport report() {
        return counts.report(state(), figures());
    }

    private TierFigures figures() {
        try {
            return isInUse() ? tier.figures() : TierFigures.NONE;
        } catch (IOException | RuntimeException | LinkageError e) {
            breaker.failed(LevelFailures.reason("counting", e));
            return TierFigures.NONE;
        }
    }

    TierCounts counts() {
        return counts;
    }

    /** Returns how it is used by several processes; null if it is not. */
    @Nullable
    SharedLevel shared() {
        return tier instanceof SharedTier several ? new SharedLevel(this, several) : null;
    }

    private void took(long nanos) {
        counts.took(nanos);
        breaker.worked(nanos);
    }

    TierState state() {
        return breaker.state(cache, name, number, journal.size());
    }

    /** Returns what is stored under a key. */
    Answer read(TierKey key) {
        Answer answer = ask("reading", key, Answer.UNKNOWN, all -> Answer.of(all.read(key)));
        counts.read(answer);
        return answer;
    }

    /** Asks the tier for a key. */
    <R> R ask(String what, TierKey key, R otherwise, TierAccess<R> access) {
        return journal.contains(key) ? otherwise : ask(what, otherwise, access);
    }

    /** Asks the tier. */
    <R> R ask(String what, R otherwise, TierAccess<R> access) {
        if (!isInUse()) {
            return failures.refused(what, otherwise);
        }
        long begun = clock.nanos();
        try {
            R answer = access.run(tier);
            took(clock.nanos() - begun);
            return answer;
        } catch (IOException | RuntimeException | LinkageError e) {
            return failures.failed(what, e, otherwise);
        }
    }

    /** Returns what is stored under several keys. */
    Map<TierKey, Answer> readAll(Collection<TierKey> keys) {
        Map<TierKey, Answer> answers = new HashMap<>(2 * keys.size());
        keys.forEach(key -> answers.put(key, Answer.UNKNOWN));
        List<TierKey> inStep =
                keys.stream().filter(key -> !journal.contains(key)).toList();
        Map<TierKey, TierRecord> found = ask("reading", NOTHING, all -> all.readAll(inStep));
        if (found != NOTHING) { // the very object: what is answered instead
            inStep.forEach(key -> answers.put(key, Answer.of(found.get(key))));
        }
        answers.values().forEach(counts::read);
        return answers;
    }

    /** Changes what the tier has of keys, each of which the caller holds. */
    void change(ChangeKind kind, Collection<TierKey> keys, Change change) {
        String what = kind.label();
        if (!isInUse()) {
            note(keys);
            failures.refused(what, false);
            return;
        }
        long begun = clock.nanos();
        try {
            change.run(tier);
            if (kind != ChangeKind.TOUCH && kind != ChangeKind.EXCHANGE) { // which may leave the value as it was
                keys.forEach(journal::remove);
            }
            counts.changed(kind, keys.size());
            took(clock.nanos() - begun);
        } catch (ReadOnlyTierException e) {
            readOnly = true;
            note(keys);
            failures.refused(what, false);
        } catch (IOException | RuntimeException | LinkageError e) {
            note(keys);
            failures.failed(what, e, false);
        } catch (Error e) { // of memory, maybe: the caller's, but nobody knows what the tier has now
            note(keys);
            throw e;
        }
    }

    /** Brings a key up to date that the caller holds; returns whether that has worked. */
    boolean update(TierKey key, @Nullable TierRecord present) {
        try {
            if (present == null) {
                tier.delete(key);
            } else {
                tier.write(key, present);
            }
            journal.remove(key);
            return true;
        } catch (IOException | RuntimeException | LinkageError e) {
            breaker.failed(LevelFailures.reason("bringing a key up to date", e));
            return false;
        }
    }

    /** Removes everything while nobody else uses the tier; returns whether that has worked. Then the journal waits for {@link Journal#complete}. */
    boolean empty() {
        try {
            journal.removeEverything(); // first: what changes from now on is noted
            tier.clear();
            return true;
        } catch (IOException | RuntimeException | LinkageError e) {
            breaker.failed(LevelFailures.reason("clearing", e));
            distrust(LevelFailures.reason("clearing", e));
            return false;
        } catch (Error e) {
            distrust(LevelFailures.reason("clearing", e));
            throw e;
        }
    }

    /** Removes everything, now or before the tier is used again; nobody uses it meanwhile. */
    void clear() {
        if (isInUse() && empty()) {
            journal.complete();
        } else {
            distrust("all was cleared");
            failures.refused("clearing", false);
        }
    }

    /** From now on, nothing that the tier has counts. */
    void distrust(String why) {
        journal.addEverything();
        breaker.open(why);
    }

    /** Is to be closed without what the lowest tier is about to be closed without; one that is only read stays as it is. */
    void follow(TierLevel lowest) {
        if (lowest.readOnly || lowest.tier.isReadOnly()) {
            return;
        }
        if (lowest.journal.isEverything()) {
            journal.addEverything();
        } else {
            journal.addAll(lowest.journal.keys());
        }
    }

    /** Closes the tier, which is to keep no entry that is not in step. */
    void close() {
        boolean isDone = false;
        try (tier) {
            try {
                bringInStep();
                isDone = true;
            } finally {
                if (!isDone) {
                    journal.insist(); // as long as the tier is open
                }
            }
        } catch (IOException | RuntimeException | LinkageError e) {
            failures.closing(isDone, journal.isNoted(), e);
        }
    }

    private void bringInStep() throws IOException {
        if (journal.isEverything() && !readOnly) {
            tier.clear();
        } else if (journal.isUnsettled()) {
            return; // nobody has emptied it, or filled it again: its store goes on to say so
        } else if (!journal.isEmpty() && !readOnly) {
            tier.deleteAll(journal.keys());
            tier.flush(); // before it is noted
        }
        journal.inStep();
    }

    void destroy() throws IOException {
        tier.destroy();
    }

    TierException exception(String what, Throwable cause) {
        return failures.exception(what, cause);
    }

    /** Notes that the tier may not be in step with keys. */
    void note(Collection<TierKey> keys) {
        if (journal.addAll(keys)) {
            breaker.open("more than " + MOST_CHANGED + " changes failed");
        }
        needed.run();
    }

    private void changed() {
        log.changed(state());
        needed.run();
        observer.run();
    }
}
