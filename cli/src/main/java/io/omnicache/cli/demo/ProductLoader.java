/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.demo;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * What the cache calls for a product that it does not hold. Named in {@code omnicache.yaml}, so it is made without arguments
 * and finds its database by the system property {@value #DATABASE}. Thread-safe.
 */
public final class ProductLoader implements CacheLoader<Long, ProductPage>, AutoCloseable {
    /** Names the database as JDBC does. */
    static final String DATABASE = "omnicache-demo.database";

    private final ProductSource source =
            new ProductSource(Objects.requireNonNull(System.getProperty(DATABASE), DATABASE));

    /** Creates the loader; called by the cache. */
    public ProductLoader() {}

    @Override
    @SuppressWarnings("NullAway") // null says "there is none" in the standard
    public @Nullable ProductPage load(Long id) {
        try {
            return source.find(id);
        } catch (SQLException e) {
            throw new CacheLoaderException("cannot load product " + id + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Map<Long, ProductPage> loadAll(Iterable<? extends Long> ids) {
        Map<Long, ProductPage> pages = new HashMap<>();
        for (Long id : ids) {
            ProductPage page = load(id);
            if (page != null) {
                pages.put(id, page);
            }
        }
        return pages;
    }

    /** Closes the connections; called when the cache closes. */
    @Override
    public void close() throws SQLException {
        source.close();
    }
}
