/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.config.DaemonThreads;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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
    private final @Nullable Turn turn;
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

    /**
     * Creates one that is not started.
     *
     * @param turn null if no other process changes the database
     */
    Writer(Connections connections, Upkeep upkeep, @Nullable Turn turn) {
        this.connections = connections;
        this.upkeep = upkeep;
        this.turn = turn;
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
            inTurn(upkeep::vacuum);
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
                tidy();
            }
        } catch (SQLException e) {
            failed(e, "upkeep");
        } finally {
            connections.closeWriting();
        }
    }

    /** Others wait for no more than a step of it. */
    private void tidy() throws SQLException {
        if (turn == null) {
            connections.writing(upkeep::finish);
        }
        for (Upkeep.Need left = Upkeep.Need.NOW; turn != null && left == Upkeep.Need.NOW; ) {
            left = inTurn(upkeep::idle);
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
            return inTurn(upkeep::idle);
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
            if (upkeep.committed()) {
                tryUpkeep(upkeep::catchUp);
            }
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
            return connections.setAside(String.valueOf(failure.getMessage()));
        }
        return Faults.isOfRoom(failure) && Boolean.TRUE.equals(tryUpkeep(upkeep::makeRoom));
    }

    /** Works while no other process does. */
    private <T> T inTurn(Sessions.Work<T> work) throws SQLException {
        Turn taken = turn;
        if (taken == null) {
            return connections.writing(work);
        }
        try {
            taken.take();
            try {
                return connections.writing(work);
            } finally {
                taken.give();
            }
        } catch (IOException | InternalError e) { // the latter if somebody has cut the file of marks
            throw new SQLException(e.getMessage(), e);
        }
    }

    /** Commits all, or nothing; returns what has failed. */
    private @Nullable SQLException attempt(List<Ticket> batch) {
        try {
            List<Delta> deltas = inTurn(session -> Commit.of(session, batch));
            connections.counts().committed();
            deltas.forEach(Delta::apply);
            return null;
        } catch (SQLException e) {
            connections.closeWriting();
            return e;
        }
    }

    private @Nullable Boolean tryUpkeep(Sessions.Work<Boolean> work) {
        try {
            return inTurn(work);
        } catch (SQLException e) {
            upkeepFailed(e);
            return null;
        }
    }

    private void upkeepFailed(SQLException failure) {
        failed(failure, "upkeep");
        if (Faults.isDamage(failure)) {
            connections.setAside(String.valueOf(failure.getMessage()));
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
