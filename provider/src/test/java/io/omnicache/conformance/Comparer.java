/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

import java.util.ArrayList;
import java.util.List;
import javax.cache.CacheManager;

/** Runs a program against the model and against a real cache and finds the first step in which they differ. */
final class Comparer {
    private final CacheManager manager;

    /** How long is waited for what does not come, where that is known. */
    private static final int HURRY_MILLIS = 500;

    Comparer(CacheManager manager) {
        this.manager = manager;
    }

    /** Where a program differs: the index of the step (the number of steps if only asynchronous events differ). */
    record Difference(int step, String model, String cache) {}

    /** Returns the first difference, null if there is none. */
    Difference run(Program program) throws Exception {
        return run(program, new Journal());
    }

    private Difference run(Program program, Journal cacheJournal) throws Exception {
        Journal modelJournal = new Journal();
        Model model = new Model(program.setting(), modelJournal, program.hearers());
        Difference difference = null;
        try (Subject subject = new Subject(manager, program, cacheJournal)) {
            SubjectOperations operations = new SubjectOperations(subject);
            for (int i = 0; i < program.moves().size() && difference == null; i++) {
                Move move = program.moves().get(i);
                Observation expected = expected(model, move, modelJournal);
                int events = modelJournal.eventCount();
                Observation actual = observe(subject, operations, move, cacheJournal, events);
                expected = withEvents(expected, modelJournal);
                if (!expected.equals(actual)) {
                    difference = new Difference(i, expected.toString(), actual.toString());
                }
            }
        }
        String expected = modelJournal.asynchronousEvents();
        String actual = cacheJournal.asynchronousEvents();
        if (difference == null && !expected.equals(actual)) {
            difference = new Difference(program.moves().size(), expected, actual);
        }
        return difference;
    }

    /** Returns a program that still differs and has no step that could be left out. */
    Program shrink(Program program, Difference difference) throws Exception {
        Program smallest = program.with(program.moves()
                .subList(0, Math.min(difference.step() + 1, program.moves().size())));
        for (int i = smallest.moves().size() - 1; i >= 0; i--) {
            List<Move> fewer = new ArrayList<>(smallest.moves());
            fewer.remove(i);
            Program candidate = smallest.with(fewer);
            if (run(candidate, new Journal(HURRY_MILLIS)) != null) {
                smallest = candidate;
            }
        }
        return smallest;
    }

    private static Observation expected(Model model, Move move, Journal journal) {
        String outcome = model.run(move);
        return new Observation(
                outcome,
                journal.takeCalls(move.op()),
                "",
                model.state().takeStatistics(),
                model.state().entries.size());
    }

    private static Observation withEvents(Observation expected, Journal journal) {
        return new Observation(
                expected.outcome(), expected.calls(), journal.takeEvents(), expected.statistics(), expected.size());
    }

    /** Runs a step on the real cache. After a clean-up it waits until there were as many events as given. */
    static Observation observe(Subject subject, SubjectOperations operations, Move move, Journal journal, int events)
            throws Exception {
        String outcome = operations.run(move);
        if (move.op() instanceof Op.CleanUp) {
            journal.awaitEvents(events);
        }
        Observation observation = new Observation(
                outcome,
                journal.takeCalls(move.op()),
                journal.takeEvents(),
                subject.takeStatistics(),
                subject.cache().size());
        subject.code().samples.endStep();
        return observation;
    }
}
