/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.demo;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Asks the shop's database for product pages, on a connection per thread that asks. Thread-safe. */
final class ProductSource implements AutoCloseable {
    private final String url;
    private final Queue<Query> idle = new ConcurrentLinkedQueue<>();
    private final LongAdder queries = new LongAdder();

    ProductSource(String url) {
        this.url = url;
    }

    /** Returns the page of a product, or null if there is no such product. */
    @Nullable
    ProductPage find(long id) throws SQLException {
        Query query = idle.poll();
        if (query == null) {
            query = new Query(url);
        }
        queries.increment();
        ProductPage page = query.find(id);
        idle.add(query);
        return page;
    }

    /** Returns how often the database was asked. */
    long queries() {
        return queries.sum();
    }

    /** Closes the connections; nobody may ask meanwhile. */
    @Override
    public void close() throws SQLException {
        for (Query query = idle.poll(); query != null; query = idle.poll()) {
            query.connection.close();
        }
    }

    private static final class Query {
        private final Connection connection;
        private final PreparedStatement statement;

        Query(String url) throws SQLException {
            connection = DriverManager.getConnection(url);
            try (Statement settings = connection.createStatement()) {
                // Else each query copies its pages by system calls, and the database would be slower than it has to be.
                settings.execute("PRAGMA mmap_size = 268435456");
            }
            statement = connection.prepareStatement(ShopSql.PAGE);
        }

        @Nullable
        ProductPage find(long id) throws SQLException {
            statement.setLong(1, id);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? page(row) : null;
            }
        }

        private static ProductPage page(ResultSet row) throws SQLException {
            return new ProductPage(
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getDouble(6),
                    row.getDouble(7),
                    row.getString(8));
        }
    }
}
