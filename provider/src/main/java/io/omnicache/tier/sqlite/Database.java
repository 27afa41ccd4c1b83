/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.tier.ReadOnlyTierException;
import io.omnicache.tier.TierContext;
import io.omnicache.tier.local.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/** A database that is open, and the caches that have rows in it. Opened and closed under the lock of {@link Databases}; else thread-safe. */
final class Database {
    private static final int CHUNK = 256;
    private static final long PROGRESS_NANOS = 100_000_000;
    private static final Counters NOBODY = new Counters();

    private final Connections connections;
    private final Upkeep upkeep;
    private final Access access;
    private final @Nullable Writer writer;
    private final int busyMillis;
    private final Map<CacheName, SharedRows> caches = new HashMap<>();
    private @Nullable Check check;

    Database(Connections connections, Upkeep upkeep, Access access, @Nullable Writer writer, SqliteOptions options) {
        this.connections = connections;
        this.upkeep = upkeep;
        this.access = access;
        this.writer = writer;
        this.busyMillis = options.busyMillis();
    }

    /** Lets the database be checked in the background if it was not closed in order. */
    void checkIfUnclean() {
        Path file = connections.file();
        if (file != null && connections.wasUnclean()) {
            Events.openedUnclean(file);
            Check begun = new Check(this, file);
            check = begun;
            connections.onHurry(begun::stop);
            begun.begin();
        }
    }

    /** Opens the rows of a cache, or joins those who have them open. */
    SharedRows join(TierContext context, SqliteOptions options) throws IOException {
        if (options.busyMillis() != busyMillis) {
            throw new IllegalArgumentException(
                    "the database of the tier sqlite is open with another busyTimeout: it has " + busyMillis
                            + "ms, another cache wants " + options.busyMillis() + "ms");
        }
        if (options.shared() != access.isShared()) {
            throw new IllegalArgumentException("the database of the tier sqlite is open in this process with shared: "
                    + access.isShared() + ", another cache wants " + options.shared());
        }
        if (options.durability() == Durability.FSYNC) {
            connections.force();
        }
        CacheName name = new CacheName(context.manager(), context.cache());
        SharedRows present = caches.get(name);
        if (present != null) {
            present.join(context, options);
            return present;
        }
        SharedRows opened = SharedRows.open(this, name, context, options);
        caches.put(name, opened);
        return opened;
    }

    Connections connections() {
        return connections;
    }

    Upkeep upkeep() {
        return upkeep;
    }

    /** Returns what keeps other processes away, or lets them in by turns. */
    Access access() {
        return access;
    }

    boolean isReadOnly() {
        return writer == null;
    }

    Object place() {
        return connections.place();
    }

    /** Takes out a cache that was closed. */
    void closed(CacheName name) {
        caches.remove(name);
    }

    /** Changes the database; returns when that is committed. */
    void change(Ticket.Work work) throws IOException {
        submit(work, null).await();
    }

    /** A change that is one of several. */
    interface OneOfAll {
        Delta on(Session session, int index) throws SQLException;
    }

    /** Makes several changes of one cache, in transactions that are not too long; returns when all are committed. */
    void changeAll(Rows rows, int size, OneOfAll change) throws IOException {
        List<Ticket> tickets = new ArrayList<>();
        for (int from = 0; from < size; from += CHUNK) {
            int first = from;
            int end = Math.min(size, from + CHUNK);
            tickets.add(rows.submit(session -> sum(rows.counters(), session, change, first, end), null));
        }
        for (Ticket each : tickets) {
            each.await();
        }
    }

    private static Delta sum(Counters counters, Session session, OneOfAll change, int first, int end)
            throws SQLException {
        Delta sum = counters.nothing;
        for (int i = first; i < end; i++) {
            sum = sum.plus(change.on(session, i));
        }
        return sum;
    }

    /** Lets the database be changed: {@link Writer#submit}. */
    Ticket submit(Ticket.Work work, @Nullable Object overwrites) throws IOException {
        if (writer == null) {
            throw new ReadOnlyTierException("the tier sqlite is read-only: database=" + place());
        }
        return writer.submit(work, overwrites);
    }

    /** Reads; where the database is damaged or lost it is set aside, and then read again. */
    <T> T read(Sessions.Work<T> work) throws IOException {
        long life = connections.counts().life();
        try {
            return connections.sessions().reading(work);
        } catch (SQLException e) {
            if (isReadOnly() || Faults.isOfOthers(e)) {
                throw Faults.of(place(), e);
            }
            setAside(e, life);
        }
        try {
            return connections.sessions().reading(work);
        } catch (SQLException e) {
            throw Faults.of(place(), e);
        }
    }

    /**
     * Sets the database aside if the failure says that it is damaged, or if its files are lost, unless that was done since.
     *
     * @param life {@link DatabaseCounts#life} when it failed
     */
    void setAside(SQLException failure, long life) throws IOException {
        Watch watch = connections.watch();
        if (watch != null) {
            watch.lookSoon();
        }
        change(session -> {
            if (connections.counts().life() == life && Faults.isDamage(failure)) {
                throw failure;
            }
            return NOBODY.nothing;
        });
    }

    /** Does all that would be done when nothing is to be written for a while. */
    void upkeepNow() throws IOException {
        if (writer != null) {
            writer.upkeepNow();
        }
    }

    /** Writes the database anew, for all of its caches, unless that was done since it was changed last. */
    void compact(DoubleConsumer progress) throws IOException {
        if (writer == null) {
            throw new ReadOnlyTierException("the tier sqlite is read-only, and is not compacted: database=" + place());
        }
        if (access instanceof Access.Shared shared && !shared.lock().isFirst()) {
            throw new IOException(
                    "the tier sqlite is open in other processes, and is not compacted: they would wait until"
                            + " all was written anew: database=" + place());
        }
        Ticket done = writer.vacuum();
        while (!done.endsWithin(PROGRESS_NANOS)) {
            progress.accept(-1);
        }
        done.await();
        progress.accept(1);
    }

    /** Returns how many transactions were committed. */
    long commits() {
        return connections.counts().commits();
    }

    /** Returns whether no cache is open. */
    boolean isUnused() {
        return caches.isEmpty();
    }

    /** Closes the database; one without caches is deleted. */
    void close() throws IOException {
        boolean isEmpty = false;
        if (check != null) {
            check.stop();
        }
        try {
            isEmpty = writer != null && finish(writer);
        } finally {
            connections.sessions().close();
            try {
                if (isEmpty && !access.isShared()) {
                    connections.delete();
                }
            } finally {
                access.close();
            }
        }
    }

    /** Returns whether no cache is in the database. */
    private boolean finish(Writer last) throws IOException {
        boolean[] empty = new boolean[1];
        Watch watch = connections.watch();
        if (watch != null) {
            watch.lookSoon();
        }
        try {
            change(session -> {
                empty[0] = session.number("SELECT count(*) FROM caches") == 0;
                return NOBODY.nothing;
            });
        } finally {
            last.stop(!empty[0] || access.isShared()); // what is not deleted is brought in order
        }
        return empty[0];
    }
}
