/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.disk;

import io.omnicache.Clock;
import io.omnicache.benchmarks.CommandLine;
import io.omnicache.tier.Tier;
import io.omnicache.tier.TierContext;
import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierRecord;
import io.omnicache.tier.sqlite.SqliteTierFactory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The tier {@code sqlite} alone, without a codec and a cache, with values of 1 KB, beside prepared statements on a table of an integer and a
 * value in a database of the same settings.
 */
public final class SqliteSpeed {
    static final String USAGE = """
            Usage: SqliteSpeed [options]
              --directory PATH   where the databases are made; it must not exist yet (required)
              --entries N        entries, and operations of each kind (default: 100000)
              --rounds N         rounds, all in this JVM; the first warms up and is not counted (default: 6)
              --help             this text""";

    private static final int VALUE = 1024;
    private static final int WRITERS = 8;
    private static final double NANOS = 1e9;

    private final Path directory;
    private final int entries;
    private final Map<String, List<Double>> found;

    private SqliteSpeed(Path directory, int entries, Map<String, List<Double>> found) {
        this.directory = directory;
        this.entries = entries;
        this.found = found;
    }

    /** What is measured. */
    private interface Work {
        void run() throws IOException, SQLException, InterruptedException;
    }

    /** The cache that the tier is of. */
    private record Context(String manager, String cache, Clock clock) implements TierContext {
        @Override
        public boolean evict(TierKey key, Deletion deletion) throws IOException {
            return deletion.run();
        }
    }

    /** Takes the options that {@code --help} prints. */
    public static void main(String[] arguments) throws Exception {
        int exitCode = CommandLine.run(USAGE, SqliteSpeed::run, System.out, System.err, arguments);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    static void run(CommandLine options, PrintStream out) throws IOException, InterruptedException {
        Path directory = Path.of(options.text("--directory", ""));
        int rounds = options.number("--rounds", 6);
        Map<String, List<Double>> found = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            if (round == 1) {
                found.clear();
            }
            Path here = directory.resolve("round-" + round);
            Files.createDirectories(here);
            try {
                new SqliteSpeed(here, options.number("--entries", 100_000), found).round();
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }
        out.println("Operations per second, median (least, most) of " + Math.max(1, rounds - 1) + " rounds\n");
        found.forEach((what, all) -> {
            List<Double> sorted = all.stream().sorted().toList();
            out.printf(
                    "%-28s %,9.0f (%,.0f, %,.0f)%n",
                    what, sorted.get(sorted.size() / 2), sorted.get(0), sorted.get(sorted.size() - 1));
        });
    }

    private Tier open(String name) throws IOException {
        return new SqliteTierFactory()
                .open(
                        new Context("omnicache:speed", "speed", Clock.system()),
                        Map.of("file", directory.resolve(name + ".db").toString()));
    }

    private Connection openRaw(String name) throws SQLException {
        Connection raw = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(name + ".raw"));
        prepare(raw);
        return raw;
    }

    private void round() throws IOException, SQLException, InterruptedException {
        try (Tier tier = open("one");
                Connection raw = openRaw("one")) {
            measured("put, 1 thread", () -> put(tier, 0, 1));
            measured("raw put, autocommit", () -> rawPut(raw, 1));
            measured("get, 1 thread", () -> get(tier));
            measured("raw get, autocommit", () -> rawGet(raw));
            measured("get, 1 thread, again", () -> get(tier));
            measured("raw get, again", () -> rawGet(raw));
            measured("update, 1 thread", () -> put(tier, 0, 1));
        }
        for (int batch : new int[] {4, 6, WRITERS}) {
            try (Tier tier = open("many-" + batch);
                    Connection raw = openRaw("many-" + batch)) {
                measured("put, 8 threads", () -> putByMany(tier));
                measured("raw put, commits of " + batch, () -> rawPut(raw, batch));
            }
        }
    }

    private static void prepare(Connection raw) throws SQLException {
        execute(raw, "PRAGMA journal_mode = WAL");
        execute(raw, "PRAGMA synchronous = NORMAL");
        execute(raw, "CREATE TABLE raw (id INTEGER PRIMARY KEY, value BLOB)");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static TierKey key(int number) {
        return new TierKey(("key:" + number).getBytes(StandardCharsets.UTF_8));
    }

    private void put(Tier tier, int first, int step) throws IOException {
        for (int i = first; i < entries; i += step) {
            tier.write(key(i), new TierRecord(value(i), i, 0, 0, TierRecord.NEVER));
        }
    }

    private void get(Tier tier) throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < entries; i++) {
            TierRecord entry = tier.read(key(random.nextInt(entries)));
            if (entry == null || entry.value().length != VALUE) {
                throw new IllegalStateException("an entry is missing");
            }
        }
    }

    private void putByMany(Tier tier) throws IOException, InterruptedException {
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
            try {
                each.get();
            } catch (ExecutionException e) {
                throw new IOException(e);
            }
        }
        pool.shutdown();
    }

    private void rawPut(Connection raw, int batch) throws SQLException {
        try (PreparedStatement insert = raw.prepareStatement("INSERT INTO raw VALUES (?, ?)");
                PreparedStatement begin = raw.prepareStatement("BEGIN");
                PreparedStatement commit = raw.prepareStatement("COMMIT")) {
            for (int i = 0; i < entries; i += batch) {
                if (batch > 1) {
                    begin.executeUpdate();
                }
                for (int j = i; j < Math.min(entries, i + batch); j++) {
                    insert.setLong(1, j);
                    insert.setBytes(2, value(j));
                    insert.executeUpdate();
                }
                if (batch > 1) {
                    commit.executeUpdate();
                }
            }
        }
    }

    private void rawGet(Connection raw) throws SQLException {
        Random random = new Random(1);
        try (PreparedStatement select = raw.prepareStatement("SELECT value FROM raw WHERE id = ?")) {
            for (int i = 0; i < entries; i++) {
                select.setLong(1, random.nextInt(entries));
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next() || row.getBytes(1).length != VALUE) {
                        throw new IllegalStateException("a row is missing");
                    }
                }
            }
        }
    }

    private void measured(String what, Work work) throws IOException, SQLException, InterruptedException {
        long start = System.nanoTime();
        work.run();
        double perSecond = NANOS * entries / (System.nanoTime() - start);
        found.computeIfAbsent(what, any -> new ArrayList<>()).add(perSecond);
    }

    private static byte[] value(int number) {
        byte[] value = new byte[VALUE];
        new Random(number).nextBytes(value);
        return value;
    }
}
