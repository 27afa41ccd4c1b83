/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.guard;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.omnicache.config.DaemonThreads;
import io.omnicache.config.GuardShare;
import io.omnicache.engine.guard.Pressure.Verdict;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps caches without a bound from filling the heap: when it stays above a share after collections, each of them gets a bound, and all
 * give up the same part of their entries.
 *
 * <p>Thread-safe. Caches are held weakly. It listens to the collectors while there are caches to guard.
 */
/*
 * The collectors' beans tell what is left, on a thread of the JVM. That thread has to get to run, and finds the memory for what it tells
 * only while there is some: a cache that is filled fast may be faster. So who writes looks too, once after each collection: now and then,
 * the larger the entries are the more often, it compares the numbers of collections. (A weak reference to an object that nothing holds
 * would be cheaper to look at. It does not do: where most of what is new survives, G1 often clears it only many collections later. Of
 * 10 young collections it told of none to 6; docs/adr/013-memory-guard.md.)
 *
 * Either only sets the bounds, which takes microseconds; then writes evict. What is too much at once, also of caches that nobody writes
 * to, goes on a thread that lives as long as that takes. Figures of collections that ended before that are dropped, whenever they come:
 * they are about the time before.
 */
public final class HeapGuard {
    /** Bounds are raised by such a part, and only of caches that are filled but for such a part. */
    private static final int RAISE_DIVISOR = 8;

    private final Set<WeakReference<Guarded>> caches = ConcurrentHashMap.newKeySet();
    private final Executor worker;
    private final CollectorEvents events;

    /** Held while the guard begins or ends to listen, and while figures are judged and bounds are set. */
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Pressure pressure;

    @GuardedBy("lock")
    private boolean moving;

    private final Looks looks;
    private final double share;

    /** Made when the first cache is. */
    private static final class OfProcess {
        static final HeapGuard INSTANCE =
                new HeapGuard(GuardShare.ofProcess(), new ThreadPerTask(), new CollectorEvents(), new Looks());
    }

    /* Classes in place of lambdas: the first lambda of a process costs it milliseconds, and a guard is made at its start. */
    private static final class ThreadPerTask implements Executor {
        @Override
        public void execute(Runnable task) {
            DaemonThreads.named("omnicache-guard", task).start();
        }
    }

    private final class Taking implements CollectorEvents.Listener {
        @Override
        public void collected(Occupancy seen, Collector by, long number) {
            HeapGuard.this.collected(seen, by, number);
        }
    }

    /**
     * Creates one that guards nobody yet.
     *
     * @param share of the heap above which caches are bounded, from 0 to 1
     * @param worker evicts what is too much at once
     * @param looks decides when who writes looks
     */
    HeapGuard(double share, Executor worker, CollectorEvents events, Looks looks) {
        this.share = share;
        this.pressure = new Pressure(share);
        this.worker = worker;
        this.events = events;
        this.looks = looks;
    }

    /** Returns the guard of all caches of this process, those of other copies of this library excepted. */
    public static HeapGuard ofProcess() {
        return OfProcess.INSTANCE;
    }

    /** Guards a cache until {@link #forget} or until it is collected. */
    public void watch(WeakReference<Guarded> cache) {
        caches.add(cache);
        listen();
    }

    /** Guards a cache no longer. */
    public void forget(WeakReference<Guarded> cache) {
        if (caches.remove(cache) && caches.isEmpty()) {
            listen();
        }
    }

    /** Notes that a cache that has no bound was given an entry. */
    public void grown() {
        if (looks.isDue()) {
            try {
                glance();
            } catch (RuntimeException | OutOfMemoryError e) { // the caller's entry is stored
                GuardLog.LOG.log(System.Logger.Level.DEBUG, "a collection could not be looked at", e);
            }
        }
    }

    /** Returns whether somebody has looked since the last collection. */
    boolean hasLooked() {
        return !looks.isNews(events.collections());
    }

    /** Takes in what was in use after a collection; the same may have been seen by who writes, and acted on. */
    void collected(Occupancy seen, Collector by, long number) {
        Runnable rest;
        lock.lock();
        try {
            long entries = entries();
            rest = by.isPast(number) || moving ? null : begin(seen, entries, pressure.judge(seen, entries));
        } finally {
            lock.unlock();
        }
        if (rest != null) {
            start(rest);
        } else if (caches.isEmpty()) {
            listen(); // no longer: the last ones were forgotten, not closed
        }
    }

    /**
     * Looks once after each collection, and without one while much is in use. Others who write wait meanwhile: they must not fill the
     * heap before there are bounds.
     */
    private void glance() {
        if (hasLooked() && events.used() <= share * events.max()) {
            return;
        }
        Runnable rest = null;
        lock.lock();
        try {
            if (looks.isOn() && !moving) {
                rest = look(events.collections(), events.present(), entries());
            }
        } finally {
            lock.unlock();
        }
        if (rest != null) {
            start(rest);
        }
    }

    @GuardedBy("lock")
    private @Nullable Runnable look(long collections, Occupancy seen, long entries) {
        boolean isNews = looks.isNews(collections);
        looks.done(collections, seen, entries);
        return begin(seen, entries, isNews ? pressure.glance(seen, entries) : pressure.outrun(seen, entries));
    }

    /** Listens if there are caches, and only then. */
    private void listen() {
        lock.lock();
        try {
            if (caches.isEmpty()) {
                looks.stop();
                events.stop();
            } else if (!looks.isOn()) {
                looks.begin(); // who writes meanwhile looks, and waits for the lock
                if (!begin()) {
                    looks.stop();
                }
            }
        } catch (RuntimeException | Error e) {
            looks.stop();
            GuardLog.LOG.log(
                    System.Logger.Level.DEBUG, "the collectors cannot be listened to, caches are not guarded", e);
        } finally {
            lock.unlock();
        }
    }

    /** Begins to listen, which takes a tenth of a second in which a heap can be filled; returns false if nothing will be heard. */
    @GuardedBy("lock")
    private boolean begin() {
        if (!events.start(new Taking())) {
            return false;
        }
        GuardLog.prepare();
        Occupancy seen = events.present();
        long entries = entries();
        pressure.begin(seen, entries);
        looks.done(events.collections(), seen, entries);
        guarded().stream().findAny().ifPresent(cache -> worker.execute(cache::rehearse));
        return true;
    }

    /** Sets bounds if it is time to; returns what remains to be done without the lock. */
    @GuardedBy("lock")
    private @Nullable Runnable begin(Occupancy seen, long entries, Verdict verdict) {
        if (entries == 0 || verdict == Verdict.LEAVE || (verdict == Verdict.RAISE && !isAnyBounded())) {
            return null;
        }
        Runnable rest = verdict == Verdict.RAISE ? () -> guarded().forEach(HeapGuard::raise) : lower(seen);
        moving = true;
        return rest;
    }

    private boolean isAnyBounded() {
        return guarded().stream().anyMatch(cache -> cache.guardBound() < Long.MAX_VALUE);
    }

    @GuardedBy("lock")
    private Runnable lower(Occupancy seen) {
        Lowering lowering = new Lowering(guarded(), seen);
        lowering.set(pressure.part(seen));
        return lowering;
    }

    private static void raise(Guarded cache) {
        long bound = cache.guardBound();
        if (bound < Long.MAX_VALUE && cache.size() >= bound - bound / RAISE_DIVISOR) {
            long higher = bound + bound / RAISE_DIVISOR + 1;
            cache.guardBound(higher);
            cache.settle();
            new Bounding(cache, bound, higher, false).log(null);
        }
    }

    private void start(Runnable task) {
        try {
            worker.execute(() -> run(task));
        } catch (
                Throwable
                        e) { // no thread, or no memory for it: so here, or else the bound that is told is not in force
            run(task);
            GuardLog.LOG.log(System.Logger.Level.DEBUG, "the guard's thread could not be started", e);
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) { // strategies are the user's; and there may be no memory left to go on with
            GuardLog.LOG.log(
                    System.Logger.Level.WARNING, "bounding the caches failed, the next collection tries again", e);
        } finally {
            moved();
        }
    }

    private void moved() {
        lock.lock();
        try {
            moving = false;
            events.pass();
        } finally {
            lock.unlock();
        }
    }

    private long entries() {
        long entries = 0;
        for (Guarded cache : guarded()) {
            entries += cache.counted();
        }
        return entries;
    }

    private List<Guarded> guarded() {
        caches.removeIf(cache -> cache.get() == null);
        List<Guarded> there = new ArrayList<>();
        for (WeakReference<Guarded> reference : caches) {
            Guarded cache = reference.get();
            if (cache != null) {
                there.add(cache);
            }
        }
        return there;
    }
}
