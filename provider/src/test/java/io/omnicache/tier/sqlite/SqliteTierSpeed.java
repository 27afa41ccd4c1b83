/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.tier.RecordingContext;
import io.omnicache.tier.TierRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures the tier alone, without a codec and a cache, with values of 1 KB, beside prepared statements on a table of an integer and a value.
 * Not a test: run its main method with a new directory, the number of entries, and the number of rounds.
 */
public final class SqliteTierSpeed {
    private static final int VALUE = 1024;
    private static final int WRITERS = 8;

    private final Path directory;
    private final int entries;

    private SqliteTierSpeed(Path directory, int entries) {
        this.directory = directory;
        this.entries = entries;
    }

    /** What is measured. */
    private interface Work {
        void run() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        int entries = Integer.parseInt(arguments[1]);
        for (int round = 0; round < Integer.parseInt(arguments[2]); round++) {
            System.out.println("round " + round);
            new SqliteTierSpeed(directory.resolve("round-" + round), entries).run();
        }
    }

    private void run() throws Exception {
        Files.createDirectories(directory);
        int batch;
        try (SqliteTier tier = SqliteStores.open(new RecordingContext("speed"), directory)) {
            measured("tier put, 1 thread", () -> put(tier, 0, 1));
            measured("tier get, 1 thread", () -> get(tier));
            measured("tier update, 1 thread", () -> put(tier, 0, 1));
            tier.clear();
            tier.rows().database().upkeepNow();
            long before = tier.rows().database().commits();
            measured("tier put, 8 threads", () -> putByMany(tier));
            long commits = tier.rows().database().commits() - before;
            batch = (int) Math.max(1, Math.round((double) entries / commits));
            System.out.printf("  entries in a commit %d%n", batch);
        }
        raw(batch);
    }

    private void put(SqliteTier tier, int first, int step) throws Exception {
        for (int i = first; i < entries; i += step) {
            tier.write(SqliteStores.key(i), new TierRecord(value(i), i, 0, 0, TierRecord.NEVER));
        }
    }

    private void get(SqliteTier tier) throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < entries; i++) {
            if (tier.read(SqliteStores.key(random.nextInt(entries))) == null) {
                throw new IllegalStateException("an entry is missing");
            }
        }
    }

    private void putByMany(SqliteTier tier) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
        List<Future<Boolean>> results = new ArrayList<>();
        for (int thread = 0; thread < WRITERS; thread++) {
            int own = thread;
            Callable<Boolean> work = () -> {
                put(tier, own, WRITERS);
                return true;
            };
            results.add(pool.submit(work));
        }
        for (Future<Boolean> each : results) {
            each.get();
        }
        pool.shutdown();
    }

    private void raw(int batch) throws Exception {
        try (Session session = Driver.connect(directory.resolve("raw.sqlite"), true, false)) {
            session.execute("PRAGMA journal_mode = WAL");
            session.execute("PRAGMA synchronous = NORMAL");
            session.execute("CREATE TABLE raw (id INTEGER PRIMARY KEY, value BLOB)");
            measured("raw put, autocommit", () -> rawPut(session, 1));
            measured("raw get, autocommit", () -> rawGet(session));
            session.execute("DELETE FROM raw");
            measured("raw put, commits of " + batch, () -> rawPut(session, batch));
        }
    }

    private void rawPut(Session session, int batch) throws Exception {
        PreparedStatement insert = session.statement("INSERT INTO raw VALUES (?, ?)");
        for (int i = 0; i < entries; i += batch) {
            if (batch > 1) {
                session.statement("BEGIN").executeUpdate();
            }
            for (int j = i; j < Math.min(entries, i + batch); j++) {
                insert.setLong(1, j);
                insert.setBytes(2, value(j));
                insert.executeUpdate();
            }
            if (batch > 1) {
                session.statement("COMMIT").executeUpdate();
            }
        }
    }

    private void rawGet(Session session) throws Exception {
        Random random = new Random(1);
        PreparedStatement select = session.statement("SELECT value FROM raw WHERE id = ?");
        for (int i = 0; i < entries; i++) {
            select.setLong(1, random.nextInt(entries));
            try (ResultSet row = select.executeQuery()) {
                if (!row.next() || row.getBytes(1).length != VALUE) {
                    throw new IllegalStateException("a row is missing");
                }
            }
        }
    }

    private void measured(String what, Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        long nanos = System.nanoTime() - start;
        System.out.printf("  %-24s %,10.0f op/s%n", what, 1e9 * entries / nanos);
    }

    private static byte[] value(int number) {
        byte[] value = new byte[VALUE];
        new Random(number).nextBytes(value);
        return value;
    }
}
