/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.config.DaemonThreads;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The thread that changes a database: it takes what waits, carries it out in one transaction, and then tells those who wait. When nothing
 * waits it does the upkeep. Thread-safe.
 */
final class Writer {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final int MOST = 1000;
    private static final long IDLE_MILLIS = 200;

    private final Connections connections;
    private final Upkeep upkeep;
    private final LinkedBlockingQueue<Ticket> queue = new LinkedBlockingQueue<>();
    private final Counters nobody = new Counters();
    private final Object upkeepNow = new Object();
    private final Object vacuum = new Object();
    private final Thread thread;
    private volatile boolean stopping;
    private volatile boolean tidying;

    // Used by the thread alone.
    private Upkeep.Need need = Upkeep.Need.SOON;
    private boolean failing;

    Writer(Connections connections, Upkeep upkeep) {
        this.connections = connections;
        this.upkeep = upkeep;
        this.thread = DaemonThreads.named("omnicache-sqlite-" + COUNT.incrementAndGet(), this::run);
    }

    void start() {
        thread.start();
    }

    /** Lets a change be made; who wants to know when it is committed waits for the ticket. */
    Ticket submit(Ticket.Work work, @Nullable Object overwrites) throws IOException {
        if (stopping) {
            throw new IOException("the tier sqlite is closed: database=" + connections.place());
        }
        Ticket ticket = new Ticket(work, overwrites);
        queue.add(ticket);
        return ticket;
    }

    /**
     * Ends the thread after all that waits, and closes its connection; returns when that is done.
     *
     * @param tidy whether the database is brought in order first
     */
    void stop(boolean tidy) throws IOException {
        tidying = tidy;
        stopping = true;
        Ticket end = new Ticket(session -> nobody.nothing, this);
        queue.add(end);
        end.await();
    }

    /** Does all that would be done when nothing is to be written for a while. */
    void upkeepNow() throws IOException {
        submit(session -> nobody.nothing, upkeepNow).await();
    }

    /** Lets the database be written anew: {@link Upkeep#vacuum}. */
    Ticket vacuum() throws IOException {
        return submit(session -> nobody.nothing, vacuum);
    }

    private void run() {
        List<Ticket> batch = new ArrayList<>();
        List<Ticket> end = List.of();
        while (end.isEmpty()) {
            Ticket first = next();
            if (first == null) {
                need = idle();
                continue;
            }
            batch.add(first);
            queue.drainTo(batch, MOST - 1);
            end = taken(batch, this);
            List<Ticket> waiting = taken(batch, upkeepNow);
            List<Ticket> vacuums = taken(batch, vacuum);
            if (!batch.isEmpty()) {
                commitOrFail(batch);
            }
            batch.clear();
            vacuums.forEach(each -> each.end(vacuumed()));
            need = Upkeep.Need.SOON;
            while (!waiting.isEmpty() && need != Upkeep.Need.NONE) {
                need = idle();
            }
            waiting.forEach(each -> each.end(null));
        }
        finish();
        end.forEach(each -> each.end(null));
    }

    /** Returns why the database cannot be written anew; null if it was. */
    private @Nullable IOException vacuumed() {
        IOException lost = look();
        if (lost != null) {
            return lost;
        }
        try {
            connections.writing(upkeep::vacuum);
            return null;
        } catch (SQLException e) {
            failed(e, "compacting"); // a damaged database stays where it is
            return Faults.of(connections.place(), e);
        }
    }

    /** Takes those out that do not change anything. */
    private static List<Ticket> taken(List<Ticket> batch, Object mark) {
        List<Ticket> marked =
                batch.stream().filter(each -> each.overwrites == mark).toList();
        batch.removeAll(marked);
        return marked;
    }

    private void finish() {
        try {
            if (tidying && look() == null) {
                connections.writing(session -> upkeep.finish(session));
            }
        } catch (SQLException e) {
            failed(e, "upkeep");
        } finally {
            connections.closeWriting();
        }
    }

    private @Nullable Ticket next() {
        try {
            return switch (need) {
                case NONE -> queue.take();
                case SOON -> queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                case NOW -> queue.poll();
            };
        } catch (InterruptedException e) {
            return null; // nobody has a reason to interrupt it
        }
    }

    private Upkeep.Need idle() {
        try {
            return connections.writing(upkeep::idle);
        } catch (SQLException e) {
            upkeepFailed(e);
            return Upkeep.Need.NONE;
        }
    }

    @SuppressWarnings("CatchingUnchecked") // whatever it is, those who wait are to be told
    private void commitOrFail(List<Ticket> batch) {
        try {
            commit(batch);
        } catch (RuntimeException | Error e) {
            IOException cause = new IOException("the tier sqlite failed: database=" + connections.place(), e);
            batch.forEach(each -> each.end(cause));
        }
    }

    private void commit(List<Ticket> batch) {
        IOException lost = look();
        if (lost != null) {
            batch.forEach(each -> each.end(lost));
            return;
        }
        SQLException failure = attempt(batch);
        if (failure != null && isMended(failure)) {
            failure = attempt(batch);
        }
        if (failure == null) {
            works();
            batch.forEach(each -> each.end(null));
            tryUpkeep(upkeep::committed);
            return;
        }
        failed(failure, "committing");
        if (batch.size() > 1 && Faults.isOfOneChange(failure)) {
            batch.forEach(each -> commit(List.of(each)));
        } else {
            IOException cause = Faults.of(connections.place(), failure);
            batch.forEach(each -> each.end(cause));
        }
    }

    /** Looks after the files; returns why nothing can be changed. */
    private @Nullable IOException look() {
        try {
            connections.look();
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    /** Returns whether the same may be tried again: in a new database, or with the room that the log took. */
    private boolean isMended(SQLException failure) {
        if (Faults.isDamage(failure)) {
            return connections.setAside(why(failure));
        }
        return Faults.isOfRoom(failure) && Boolean.TRUE.equals(tryUpkeep(upkeep::makeRoom));
    }

    private static String why(SQLException failure) {
        return String.valueOf(failure.getMessage());
    }

    /** Commits all, or nothing; returns what has failed. */
    private @Nullable SQLException attempt(List<Ticket> batch) {
        try {
            List<Delta> deltas = connections.writing(session -> transaction(session, batch));
            connections.committed();
            deltas.forEach(Delta::apply);
            return null;
        } catch (SQLException e) {
            connections.closeWriting();
            return e;
        }
    }

    private @Nullable Boolean tryUpkeep(Sessions.Work<Boolean> work) {
        try {
            return connections.writing(work);
        } catch (SQLException e) {
            upkeepFailed(e);
            return null;
        }
    }

    private static List<Delta> transaction(Session session, List<Ticket> batch) throws SQLException {
        return session.transaction(begun -> {
            List<Delta> deltas = new ArrayList<>(batch.size());
            for (Ticket each : needed(batch)) {
                deltas.add(each.work.on(begun));
            }
            return deltas;
        });
    }

    /** Leaves out what a later ticket overwrites. */
    private static List<Ticket> needed(List<Ticket> batch) {
        if (batch.size() == 1) {
            return batch;
        }
        Set<Object> overwritten = new HashSet<>(2 * batch.size());
        List<Ticket> needed = new ArrayList<>(batch.size());
        for (int i = batch.size() - 1; i >= 0; i--) {
            Ticket each = batch.get(i);
            if (each.overwrites == null) {
                overwritten.clear(); // it may look at what is there
            }
            if (each.overwrites == null || overwritten.add(each.overwrites)) {
                needed.add(each);
            }
        }
        Collections.reverse(needed);
        return needed;
    }

    private void upkeepFailed(SQLException failure) {
        failed(failure, "upkeep");
        if (Faults.isDamage(failure)) {
            connections.setAside(why(failure));
        }
    }

    private void failed(SQLException failure, String what) {
        connections.closeWriting();
        if (!failing && !Faults.isDamage(failure)) {
            failing = true;
            Events.failing(connections.place(), what, failure);
        }
    }

    private void works() {
        if (failing) {
            failing = false;
            Events.worksAgain(connections.place(), "committing");
        }
    }
}
