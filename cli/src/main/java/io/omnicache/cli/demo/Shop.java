/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;

/** The database of a web shop in a temporary folder, which is deleted when this is closed. Thread-safe. */
final class Shop implements AutoCloseable {
    private static final int CHUNKS = 50;

    private final Path folder;
    private final int products;

    /**
     * Makes the folder; {@link #fill} makes the database.
     *
     * @param products how many
     */
    Shop(int products) throws IOException {
        this.products = products;
        this.folder = Files.createTempDirectory("omnicache-demo-");
        // The driver unpacks its native library there, so that it is deleted with the rest.
        System.setProperty("org.sqlite.tmpdir", folder.toString());
    }

    int products() {
        return products;
    }

    /** Returns where the database is, as JDBC names it. */
    String url() {
        return "jdbc:sqlite:" + folder.resolve("shop.db");
    }

    Path folder() {
        return folder;
    }

    /**
     * Makes and fills the tables.
     *
     * @param progress is told the share that is done, from 0 to 1, between pieces of work
     */
    void fill(Stop stop, DoubleConsumer progress) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            // What a crash leaves behind is thrown away, so nothing has to be safe from one.
            statement.executeUpdate("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
            connection.setAutoCommit(false);
            statement.executeUpdate(ShopSql.SCHEMA);
            execute(connection, ShopSql.FILL_CATEGORIES, categories());
            for (int chunk = 0; chunk < CHUNKS && !stop.requested(); chunk++) {
                progress.accept((double) chunk / CHUNKS);
                int first = (int) ((long) products * chunk / CHUNKS) + 1;
                int last = (int) ((long) products * (chunk + 1) / CHUNKS);
                if (first <= last) {
                    execute(connection, ShopSql.FILL_PRODUCTS, first, last, categories());
                    execute(connection, ShopSql.FILL_REVIEWS, first, last);
                }
            }
            if (!stop.requested()) {
                statement.executeUpdate(ShopSql.INDEXES);
                connection.commit();
                progress.accept(1);
            }
        }
    }

    /** As many products in each as in a shop of the usual size. */
    private int categories() {
        return Math.max(1, (int) ((long) products * ShopSql.CATEGORIES / DemoCommand.USUAL_PRODUCTS));
    }

    private static void execute(Connection connection, String sql, int... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setInt(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> childrenFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : childrenFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the folder " + folder + ": " + e.getMessage(), e);
        }
    }
}
