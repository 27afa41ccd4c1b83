/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.ChildJvm;
import io.omnicache.config.OnFailure;
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
            case "limited" -> operate(database, Long.parseLong(arguments[2]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** Starts it, by another program that is given its command line. */
    static Process start(List<String> by, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(by);
        command.addAll(ChildJvm.command(DatabaseProgram.class, arguments));
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

    /** Fills the tier until it fails, says why, and goes on without it. */
    private static void operate(Path database, long seed) throws Exception {
        Map<String, String> options = Map.of("file", database.toString(), "entries", "10k");
        try (CheckedCache cache = new CheckedCache(OnFailure.DEGRADE, seed, "sqlite", options)) {
            cache.change(1_000);
            cache.putLargeUntilOpen();
            String reason = cache.state().reason().orElse("none");
            cache.change(1_000);
            cache.check();
            System.out.println(reason);
        }
    }
}
