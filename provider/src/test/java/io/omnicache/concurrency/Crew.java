/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.concurrency;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/** Threads of a test that must come to an end: if they do not, the test fails with a dump of all threads. */
final class Crew {
    private static final int DEADLINE_SECONDS = 150;

    private Crew() {}

    /** One thread and what it returns. */
    record Member<T>(Thread thread, FutureTask<T> task) {
        /** Waits for the end; throws what the thread threw. */
        T result() {
            try {
                return task.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                throw new AssertionError(thread.getName() + " hangs" + threadDump(), e);
            } catch (ExecutionException e) {
                return rethrow(e.getCause());
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        /** Waits for the end; returns what the thread threw, null if it returned. */
        Throwable failure() {
            try {
                result();
                return null;
            } catch (Throwable e) {
                return e;
            }
        }
    }

    /** Starts one thread. */
    static <T> Member<T> start(String name, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return new Member<>(thread, task);
    }

    /** Starts one thread that returns nothing. */
    static Member<Void> run(String name, Runnable work) {
        return start(name, () -> {
            work.run();
            return null;
        });
    }

    /** Runs the same work in several threads that begin together; returns their results in order. */
    static <T> List<T> together(int threads, IntFunction<T> work) {
        CyclicBarrier gate = new CyclicBarrier(threads);
        List<Member<T>> members = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            members.add(start("crew-" + number, () -> {
                gate.await();
                return work.apply(number);
            }));
        }
        List<T> results = new ArrayList<>();
        members.forEach(member -> results.add(member.result()));
        return results;
    }

    static String threadDump() {
        StringBuilder dump = new StringBuilder("\nall threads:");
        for (Map.Entry<Thread, StackTraceElement[]> entry :
                Thread.getAllStackTraces().entrySet()) {
            Thread thread = entry.getKey();
            dump.append("\n\n").append(thread.getName()).append(' ').append(thread.getState());
            for (StackTraceElement frame : entry.getValue()) {
                dump.append("\n    at ").append(frame);
            }
        }
        return dump.toString();
    }

    @SuppressWarnings("unchecked") // any throwable is thrown as it is
    private static <T, E extends Throwable> T rethrow(Throwable failure) throws E {
        throw (E) failure;
    }
}
