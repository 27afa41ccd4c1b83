/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.tier.Tier;
import io.omnicache.tier.TierContext;
import io.omnicache.tier.TierFigures;
import io.omnicache.tier.local.Behind;
import io.omnicache.tier.local.Durability;
import io.omnicache.tier.local.Pending;
import io.omnicache.tier.local.StepNote;
import io.omnicache.tier.local.Users;
import java.io.IOException;
import java.nio.file.Path;

/** The rows of a cache and those who have them open. Changed under the lock of {@link Databases}; what it gives is thread-safe. */
final class SharedRows {
    private final Database database;
    private final CacheName name;
    private final SqliteOptions options;
    private final Users users;
    private final Rows rows;
    private final Tier entries;
    private final StepNote step;
    private int count = 1;
    private boolean over;

    private SharedRows(Database database, CacheName name, SqliteOptions options, Users users, Rows rows, Tier entries) {
        this.database = database;
        this.name = name;
        this.options = options;
        this.users = users;
        this.rows = rows;
        this.entries = entries;
        String noted = CacheName.written(name.manager()) + '\n' + CacheName.written(name.name());
        Path file = database.connections().file();
        if (database.access() instanceof Access.Shared shared) {
            this.step = StepNote.ofShared(shared.lock(), noted);
        } else if (database.isReadOnly() && file != null) {
            this.step = StepNote.ofReader(DatabaseOpener.lockFile(file), noted);
        } else {
            this.step = StepNote.of(database.access() instanceof Access.Alone alone ? alone.lock() : null, noted);
        }
    }

    /** Returns where it is noted whether the rows are in step with their caches. */
    StepNote step() {
        return step;
    }

    static SharedRows open(Database database, CacheName name, TierContext context, SqliteOptions options)
            throws IOException {
        Users users = new Users();
        users.add(context);
        Pending pending = new Pending();
        Rows rows = Rows.open(
                database,
                name,
                options,
                context.clock(),
                (key, deletion) -> !pending.has(key) && users.evict(key, deletion));
        Path place = Path.of(String.valueOf(database.place()));
        Tier entries = options.durability() == Durability.BEHIND ? new Behind(rows, pending, place) : rows;
        return new SharedRows(database, name, options, users, rows, entries);
    }

    Database database() {
        return database;
    }

    /** Returns the entries as those see them who have them open. */
    Tier entries() {
        return entries;
    }

    Rows rows() {
        return rows;
    }

    /** Returns how many changes wait to be written; 0 if none ever waits. */
    long waiting() {
        return entries instanceof Behind behind ? behind.depth() : 0;
    }

    /** Returns what operators want to know. */
    TierFigures figures() throws IOException {
        return new TierFigures(
                rows.size(),
                rows.bytes(),
                rows.damaged() + database.connections().counts().aside(),
                waiting(),
                database.upkeep().shrunk(),
                rows.recovered(),
                database.isReadOnly());
    }

    void join(TierContext context, SqliteOptions others) {
        if (!others.equals(options)) {
            throw new IllegalArgumentException("the tier sqlite is open with other options in this process: it has "
                    + options + ", another cache of the same name wants " + others);
        }
        users.add(context);
        count++;
    }

    void leave(TierContext context, boolean destroy) throws IOException {
        users.remove(context);
        count--;
        if (!over && (destroy || count == 0)) {
            over = true;
            try {
                if (destroy) {
                    entries.destroy();
                    step.deleted();
                } else {
                    entries.close();
                }
            } catch (IOException | RuntimeException | Error e) {
                step.lost(database.place(), destroy ? 0 : waiting(), e);
                throw e;
            } finally {
                database.closed(name);
            }
        }
    }
}
