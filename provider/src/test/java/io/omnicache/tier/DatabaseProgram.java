/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.ManualClock;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Another process: does something with a database, says so, and goes on until its input ends. */
public final class DatabaseProgram {
    private DatabaseProgram() {}

    /** Takes what is done, and the path of the database. */
    public static void main(String[] arguments) throws Exception {
        Path database = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "lock" -> lock(database);
            case "take" -> take(database);
            case "limited" -> operate(database, Long.parseLong(arguments[2]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    static Process start(String... arguments) throws IOException {
        return start(List.of(), arguments);
    }

    /** Starts it, by another program that is given its command line. */
    static Process start(List<String> by, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(by);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.addAll(KilledProgram.nativeAccess());
        command.add(DatabaseProgram.class.getName());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void lock(Path database) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            System.out.println("locked");
            System.in.read();
            statement.execute("ROLLBACK");
        }
    }

    private static void take(Path database) throws IOException {
        try (Tier tier = KilledProgram.open(List.of("sqlite", "file=" + database))) {
            System.out.println("taken with " + tier.size());
            System.in.read();
        }
    }

    /** Fills the tier until it fails, says why, and goes on without it. */
    private static void operate(Path database, long seed) throws Exception {
        ManualClock clock = new ManualClock();
        try (ModelledCache cache = new ModelledCache(
                clock, seed, Map.of(), "sqlite", Map.of("file", database.toString(), "entries", "10k"))) {
            cache.operate(1_000);
            cache.fill();
            String reason = cache.state().reason().orElse("none");
            cache.operate(1_000);
            cache.check();
            System.out.println(cache.wasOpen() + " " + reason);
        }
    }
}
