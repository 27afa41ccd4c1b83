/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.Clock;
import io.omnicache.tier.local.CommonLock;
import io.omnicache.tier.local.ProcessLock;
import io.omnicache.tier.local.Shielded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Opens databases, under the lock of {@link Databases}. */
final class DatabaseOpener {
    private static final String WHAT = "the database of the tier sqlite";

    private DatabaseOpener() {}

    /** Opens a database in a file, or one in memory for null. */
    static Database open(@Nullable Path file, SqliteOptions options, Clock clock) throws IOException {
        if (options.readOnly()) {
            boolean there = file != null && Files.exists(file);
            Connections looking = new Connections(there ? file : null, options, clock, null);
            looking.open();
            return new Database(looking, new Upkeep(looking, false), new Access.None(), null, options);
        }
        if (file == null) {
            return open(new Access.None(), new Connections(null, options, clock, null), options);
        }
        Access access = options.shared()
                ? shared(file, Duration.ofMillis(options.busyMillis()))
                : new Access.Alone(ProcessLock.acquire(WHAT, lockFile(file)));
        boolean opened = false;
        try {
            Database database = open(access, connections(file, options, clock, access), options);
            opened = true;
            return database;
        } finally {
            if (!opened) {
                access.close();
            }
        }
    }

    static Path lockFile(Path database) {
        return database.resolveSibling(database.getFileName() + ".lock");
    }

    private static Access shared(Path file, Duration longest) throws IOException {
        CommonLock lock = CommonLock.acquire(WHAT, lockFile(file), longest);
        boolean opened = false;
        try {
            Marks marks = Shielded.call(() -> Marks.open(Aside.with(file, ".marks"), lock.isFirst()));
            opened = true;
            return new Access.Shared(lock, new Turn(lock, marks, longest));
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    /** A database that is damaged is set aside by who opens it first, and later stays where it is. */
    private static Connections connections(Path file, SqliteOptions options, Clock clock, Access access)
            throws IOException {
        if (access instanceof Access.Alone alone) {
            return new Connections(file, options, clock, alone.lock());
        }
        Connections connections = new Connections(file, options, clock, null);
        if (access instanceof Access.Shared shared) {
            if (!shared.lock().isFirst()) {
                connections.leaveInPlace();
            }
            connections.same().as(shared.turn().marks());
        }
        return connections;
    }

    private static Database open(Access access, Connections connections, SqliteOptions options) throws IOException {
        connections.open();
        Turn turn = access.turn();
        if (turn != null) {
            connections.leaveInPlace();
            turn.give(); // that in which the lock came
        }
        Upkeep upkeep = new Upkeep(connections, access.isShared());
        connections.onRenewal(session -> {
            for (Rows each : upkeep.caches()) {
                each.attach(session);
            }
        });
        Writer writer = new Writer(connections, upkeep, turn);
        writer.start();
        Database database = new Database(connections, upkeep, access, writer, options);
        database.checkIfUnclean();
        return database;
    }
}
